"""A usage report on the whole system: chosen, due after the week, in the owner's inbox with its file (B12)."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

from kernel import clock
from local.people import expected
from services.billing.domain.usage import UsageKind
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory
from tests.journeys.usage import Meter, Used


def test_a_week_is_mailed_as_the_page_shows_it(people: PeopleFactory) -> None:
    """The total and the sum of the file are the page's, to the micro-dollar; there is one, however often it is due."""
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    team.joined_by(ada)
    team.buys("10.00")
    wallet = f"/v1/users/{ada.account_id}/credits"
    team.owner.sees(wallet)
    expected(team.owner.post(wallet, {"amount": usd("5.00")}, key="given"), 201)
    chosen = expected(team.owner.put("/v1/usage/reports", {"every": "weekly"}), 200)
    due = clock.from_text(chosen["next_at"])
    week = due.replace(hour=0) - timedelta(days=7)
    used = [Used(ada, week + timedelta(hours=hours), 34_051, country="DE") for hours in (9, 20, 50)]
    Meter(team.owner).debits([*used, Used(ada, week, 7_500, kind=UsageKind.TEXT, seconds=0)])

    for hours in (0, 1):
        team.paypal.run_job("start_usage_reports", clock.to_text(due + timedelta(hours=hours)))
    mail = team.owner.awaits("email", saying="What your team used from")
    first, last = str(week.date()), str((week + timedelta(days=6)).date())
    page = expected(team.owner.get("/v1/usage", time_zone="UTC", **{"from": first, "to": last}), 200)
    assert page["total"]["amount"]["amount"] == "0.109653"
    assert "Total: 0.109653 USD" in mail["text"]
    assert f"- {ada.name}: 0.109653 USD" in mail["text"]
    (file,) = mail["attachments"]
    rows = list(csv.DictReader(io.StringIO(file["text"].removeprefix("\ufeff"))))
    assert file["name"] == f"teamline-usage-{first}-{last}.csv"
    assert sum(Decimal(row["Amount (USD)"]) for row in rows) == Decimal("0.109653")
    assert {row["User"] for row in rows} == {ada.name}
    reports = [it for it in team.owner.inbox("email") if "What your team used from" in it["text"]]
    assert len(reports) == 1
