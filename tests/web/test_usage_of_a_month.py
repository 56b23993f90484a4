"""A month of twelve people: what the page, the file, the statements and the invoice say is one sum (B12, B13, B20)."""

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import expect

from kernel import clock
from local.people import Person, expected
from tests.journeys.money import PayingTeam, in_minutes, usd
from tests.journeys.people import PeopleFactory
from tests.journeys.usage import Meter, Used, days_of
from tests.web.plans import buys_number
from tests.web.portal import Portal
from tests.web.teams import joins

_NAMES = ("Mia Torres", "Priya Nair", "Tom Alvarez", "Marcus Reed", "Lena Hoffmann", "Yuki Tanaka")
_LONG_NAMES = (
    "Maximiliana-Theodora von Hohenzollern-Sigmaringen",
    "Bartholomew Featherstonehaugh-Cholmondeley",
    "Konstantinos Papadimitropoulos-Georgiou",
    "Siobhan O'Shaughnessy-MacGillicuddy",
    "Wolfeschlegelsteinhausenbergerdorff Adolph",
)


def test_page_file_statements_and_invoice_agree(people: PeopleFactory, portal: Portal, tmp_path: Path) -> None:
    """To the last micro-dollar: of the team, of each person, and of the plans that it pays for."""
    team = PayingTeam.of_new_team(people)
    expected(team.owner.patch("/v1/profile", {"time_zone": "UTC"}), 200)
    team.buys("120.00")
    everyone = [team.owner, *(joins(team.owner, people.user(name)) for name in (*_NAMES, *_LONG_NAMES))]
    for person in everyone:
        _gives(team.owner, person)
    buys_number(team.owner)
    first = clock.now().date().replace(day=1)
    meter = Meter(team.owner).debits([*_one_each(everyone, first), *days_of(everyone, first, clock.now())])
    total, plans, used = _sums(team.owner, first)
    assert used == Decimal(sum(record.amount for record in meter.debited)).scaleb(-6)
    assert plans == _invoiced(team.owner) == Decimal("1.00")
    assert total == used + plans
    for person in everyone[1:]:  # an owner's statement is the team's
        own = sum(record.amount for record in meter.debited if record.account_id == person.account_id)
        assert _spent_by_statement(person) == Decimal(own).scaleb(-6), person.name
    portal.sign_in(team.owner).go_to("Usage")
    expect(portal.page.get_by_text(f"${total:f}").last).to_be_visible()
    portal.page.get_by_role("button", name="Person", exact=True).click()
    portal.page.get_by_role("button", name="Show all 13").last.click()
    table = portal.page.get_by_role("table", name="Usage").get_by_role("row")
    expect(table).to_have_count(14)
    costs = [Decimal(text.rpartition("$")[2].replace(",", "")) for text in table.all_inner_texts()[1:]]
    assert sum(costs) == total
    with portal.page.expect_download() as download:
        portal.press("Download CSV")
    download.value.save_as(tmp_path / "usage.csv")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "usage.csv").read_text(encoding="utf-8-sig"))))
    assert len(lines) == len(meter.debited) + 1
    assert sum(Decimal(line["Amount (USD)"]) for line in lines) == total


def _one_each(everyone: list[Person], first: date) -> list[Used]:
    """Return a call of each person: in a month that has just begun there is no other use yet."""
    begun = datetime.combine(first, time(), tzinfo=UTC)
    return [Used(person, begun + (clock.now() - begun) / 2, 10_000) for person in everyone]


def _gives(owner: Person, person: Person) -> None:
    path = f"/v1/users/{person.account_id}/credits"
    owner.sees(path)
    expected(owner.post(path, {"amount": usd("9.00")}, key=f"give-{person.account_id}"), 201)


def _sums(owner: Person, first: date) -> tuple[Decimal, Decimal, Decimal]:
    """What the month cost: all of it, plans, and the rest."""
    usage = expected(owner.get("/v1/usage", **{"from": str(first)}, time_zone="UTC", group_by="kind"), 200)
    by_kind = {row["kind"]: Decimal(row["amount"]["amount"]) for row in usage["rows"]}
    total, plans = Decimal(usage["total"]["amount"]["amount"]), by_kind.pop("plan")
    return total, plans, sum(by_kind.values(), Decimal(0))


def _invoiced(owner: Person) -> Decimal:
    """What the lines of invoices say that plans cost."""
    invoices = expected(owner.get("/v1/invoices"), 200)["items"]
    found = [expected(owner.get(f"/v1/invoices/{it['invoice_id']}"), 200) for it in invoices]
    lines = [line for invoice in found for line in invoice["lines"] if line.get("phone_number")]
    return sum((Decimal(line["amount"]) for line in lines), Decimal(0))


def _spent_by_statement(person: Person) -> Decimal:
    """What a person's entries say that they spent, page by page."""
    entries, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = expected(person.get("/v1/ledger", to=in_minutes(60), limit=100, **more), 200)
        entries += page["items"]
        if (cursor := page["next_cursor"]) is None:
            return -sum((Decimal(it["amount"]["amount"]) for it in entries if it["kind"] == "spent"), Decimal(0))
