"""A year on the whole system: what is paid in advance becomes revenue month by month, and nothing is left (B19)."""

from datetime import timedelta
from decimal import Decimal

from contracts.months import months_after
from kernel import clock
from local.numbers import buy_number, choose_number, wait_for_number
from local.operator_doors import read_report
from local.people import Json, expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam, scan_billing
from tests.journeys.people import PeopleFactory

DOLLAR = 1_000_000
PRICE, TAX = 10 * DOLLAR, 820_000  # 8.875 percent of the net, which the price includes
_DETAILS = {
    "payer": "team",
    "company": "A Year, Inc.",
    "address_lines": ["1 Main Street"],
    "city": "Albany",
    "state": "NY",
    "postal_code": "12207",
    "country": "US",
}


def test_a_years_deferred_revenue_becomes_revenue(people: PeopleFactory) -> None:
    """A plan of 12 months for 10.00: after each month a twelfth is revenue, in the end nothing is deferred."""
    team = PayingTeam.of_new_team(people)
    expected(team.owner.put("/v1/billing/details", _DETAILS), 200)
    number = buy_number(team.owner, choose_number(team.owner, area_code="212")["phone_number"], "local_yearly")
    wait_for_number(team.owner, number["number_id"], "active")
    (payment,) = expected(team.owner.get("/v1/payments"), 200)["items"]
    assert payment["amount"]["amount"] == "10.00"
    (plan,) = expected(team.owner.get("/v1/subscriptions"), 200)["items"]
    bought = months_after(clock.from_text(plan["renews_at"]), -12)
    net = PRICE - TAX
    _wait_for_books(team, payment, deferred=net, earned=0)
    for month in range(1, 13):
        over = months_after(bought, month) + timedelta(hours=1)
        team.paypal.run_job("earn_plans", clock.to_text(over))
        earned = net * month // 12
        _wait_for_books(team, payment, deferred=net - earned, earned=earned)
    _assert_closed(team)
    team.assert_books_right([payment["payment_id"]])


def _wait_for_books(team: PayingTeam, payment: Json, *, deferred: int, earned: int) -> None:
    """Wait until so much of a payment is deferred and so much is revenue, to a micro-dollar; the rest is tax."""

    def are_there() -> bool:
        found = _sums(team, payment["payment_id"])
        near = abs(found["deferred"] - deferred) <= 1 and abs(found["revenue"] - earned) <= 1
        return near and found["tax_payable"] == TAX and sum(found.values()) == PRICE

    wait_until(f"{earned} of revenue", are_there, limit=30)


def _sums(team: PayingTeam, payment_id: str) -> dict[str, int]:
    """Return what the journals of a payment add up to, by outside account."""
    sums = dict.fromkeys(("deferred", "revenue", "tax_payable"), 0)
    for item in scan_billing(team.owner.addresses):
        if item["sk"] == "JOURNAL" and item["about"].get("payment_id") == payment_id:
            for account, _, amount in item["lines"]:
                if account in sums:
                    sums[account] += int(amount)
    return sums


def _assert_closed(team: PayingTeam) -> None:
    """Close the days up to tomorrow, each an hour after its end: on each the accounts sum to zero."""
    today = clock.now()
    team.paypal.run_job("close_books", clock.to_text(today + timedelta(days=2, hours=2)))
    days = [f"{today + timedelta(days=ahead):%Y-%m-%d}" for ahead in (-1, 0, 1)]
    for day in days:
        report = wait_until(f"the close of {day}", lambda day=day: _trial_balance(team, day), limit=60)
        assert Decimal(report["sum"]) == 0, report


def _trial_balance(team: PayingTeam, day: str) -> Json | None:
    report = read_report(team.owner.addresses, "billing", "trial_balance", day=day)
    return report if "accounts" in report else None
