"""A month on the whole system: what is due for a payer on a day is one charge, one invoice, one dunning (B8, B13)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal

from kernel import clock
from local.numbers import buy_number, wait_for_number
from local.people import Json, expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory

NUMBERS = 40
_DETAILS = {
    "payer": "team",
    "company": "Forty Lines, Inc.",
    "address_lines": ["1 Main Street"],
    "city": "Albany",
    "state": "NY",
    "postal_code": "12207",
    "country": "US",
    "po_number": "PO-40",
}


def test_a_month_of_forty_numbers_is_one_invoice_with_tax(people: PeopleFactory) -> None:
    """Forty plans renew by one capture; a decline and a success after it are one dunning and one numbered invoice."""
    team = PayingTeam.of_new_team(people)
    expected(team.owner.put("/v1/billing/details", _DETAILS), 200)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda phone: _buy(team, phone), _choose(team)))
    before = {payment["payment_id"] for payment in _payments(team)}
    plans = _plans(team)
    assert len(plans) == NUMBERS
    days = sorted({plan["renews_at"][:10] for plan in plans})
    assert len(days) == 1, f"one billing day, not {days}"
    due = max(clock.from_text(plan["renews_at"]) for plan in plans)
    mails = len(team.owner.inbox())
    team.paypal.set_charge_behavior("declined", times=1)
    _renew(team, due)
    team.owner.awaits("email", saying="could not be renewed for 40.00 USD: ")
    _renew(team, due + timedelta(days=1))
    payment = _wait_for_renewal(team, before)
    assert payment["amount"]["amount"] == "40.00"
    assert len(team.paypal.captures(*[it["payment_id"] for it in _payments(team)])) == len(before) + 1
    invoice = _invoice_of(team, payment["payment_id"])
    assert len(invoice["lines"]) == NUMBERS
    assert len({line["phone_number"] for line in invoice["lines"]}) == NUMBERS
    net, taxes = Decimal(invoice["net"]["amount"]), [Decimal(tax["amount"]["amount"]) for tax in invoice["taxes"]]
    assert net + sum(taxes) == Decimal("40.00")
    assert taxes == [Decimal("3.26")], "8.875 percent of what the price includes"
    assert invoice["buyer"]["name"] == "Forty Lines, Inc."
    assert invoice["po_number"] == "PO-40"
    team.owner.awaits("email", saying=f"Invoice number: {invoice['number']}")
    assert len([it for it in team.owner.inbox()[mails:] if "could not be renewed" in it["text"]]) <= 2, "mail and text"


def _choose(team: PayingTeam) -> Iterator[str]:
    """Yield forty different numbers of the carrier's stock, of areas that no other test buys from."""
    found: set[str] = set()
    for code in ("702", "808", "503", "602", "612", "718"):
        items = expected(team.owner.get("/v1/numbers/available", area_code=code, limit=10), 200)["items"]
        fresh = [item["phone_number"] for item in items if item["phone_number"] not in found]
        found.update(fresh)
        yield from fresh[: max(0, NUMBERS - len(found) + len(fresh))]


def _buy(team: PayingTeam, phone_number: str) -> Json:
    return wait_for_number(team.owner, buy_number(team.owner, phone_number)["number_id"], "active")


def _plans(team: PayingTeam) -> list[Json]:
    return list(expected(team.owner.get("/v1/subscriptions", limit=100), 200)["items"])


def _payments(team: PayingTeam) -> list[Json]:
    return list(expected(team.owner.get("/v1/payments", limit=100), 200)["items"])


def _renew(team: PayingTeam, due: datetime) -> None:
    team.paypal.run_job("renew_plans", clock.to_text(due + timedelta(minutes=1)))


def _wait_for_renewal(team: PayingTeam, before: set[str]) -> Json:
    def find() -> Json | None:
        new = [it for it in _payments(team) if it["payment_id"] not in before and it["status"] == "completed"]
        assert len(new) <= 1, "one charge"
        return new[0] if new else None

    return wait_until("the one renewal", find, limit=30)


def _invoice_of(team: PayingTeam, payment_id: str) -> Json:
    def find() -> Json | None:
        rows = expected(team.owner.get("/v1/invoices", limit=100), 200)["items"]
        return next((row for row in rows if row["payment_id"] == payment_id), None)

    row = wait_until("the invoice", find, limit=30)
    return dict(expected(team.owner.get(f"/v1/invoices/{row['invoice_id']}"), 200))
