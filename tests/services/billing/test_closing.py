"""Each day of the books is closed, sums to zero, and is what the wallets hold; a month is a file to import (B19)."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from kernel.dynamodb.transact_items import update
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.accounts import chart, class_of, is_of_wallet
from services.billing.domain.bookkeeping import in_cents, list_rows
from services.billing.domain.ledger import Kind, LedgerAccount, Wallet, transfer
from services.billing.domain.trial_balance import ClosedDay, add_postings, close_day, sum_slices
from services.billing.stores import entries, ledger
from tests.in_process import door
from tests.services.billing.harness import DOLLAR, MEMBER, TEAM, BillingHarness
from tests.services.billing.planning import number_requested
from tests.services.billing.test_crashes import killed_at

ACCOUNTS = [("paypal", "pay_1"), ("revenue", "texts"), ("deferred", "pay_1"), ("team_1", "available"), ("acc_1", "own")]
AMOUNTS = st.integers(-(10**12), 10**12)
DAY = timedelta(days=1)


@given(st.lists(st.lists(AMOUNTS, min_size=4, max_size=4), max_size=20), st.integers(1, 5))
def test_however_a_day_is_sliced_it_sums_to_the_same(journals: list[list[int]], slices: int) -> None:
    """Any slices of a day's journals make the same turnover; balances sum to zero, in whole cents too."""
    posted = [list(zip(*zip(*ACCOUNTS, strict=True), [*one, -sum(one)], strict=True)) for one in journals]
    turnover = sum_slices(add_postings({}, [it for one in posted[at::slices] for it in one]) for at in range(slices))
    assert turnover == add_postings({}, [it for one in posted for it in one])
    day = close_day("2027-01-31", ClosedDay("2027-01-30", {}, {"paypal": -5, "own": 5}), turnover)
    assert day.difference == 0
    cents = in_cents(day.balances)
    assert sum(cents.values()) == 0
    assert all(abs(10_000 * cents[name] - amount) <= 5_000 for name, amount in day.balances.items())
    rows = list(list_rows(ClosedDay(""), [day, close_day("2027-02-01", day, turnover)], chart()))
    assert all(sum(row.cents for row in rows if row.day == day) == 0 for day in {row.day for row in rows})


def test_every_part_of_a_wallet_has_an_account() -> None:
    """Each part of a wallet, and each outside account, is in the table of accounts."""
    parts = {"available", "own", "held", "held:calls", "owed", "given:team_1", "granted:2027-03-01:grt_1"}
    assert {class_of("acc_1", part) for part in parts} == {name for name in chart() if is_of_wallet(name)} - {
        "rounding"
    }
    assert class_of("revenue", "spent") == "revenue"
    assert class_of("revenue", "plans") == "revenue:plans"
    assert chart({"paypal": "7"})["paypal"].code == "7"


def test_a_day_with_everything_in_it_is_closed(harness: BillingHarness) -> None:
    """Purchases, a plan, gifts and texts of today: tomorrow the day is closed, and is what the wallets hold."""
    today = trade(harness)
    close(harness, today)
    report = trial_balance(harness, today)
    balances = {row["name"]: row["balance"] for row in report["accounts"]}
    assert balances["PayPal clearing"] == "27.97 debit"  # 20.00 and 10.00, less 1.19 and 0.84
    assert balances["Deferred revenue of plans"] == "10.00 credit"
    assert balances["Credits given to members"] == "4.00 credit"
    assert balances["Credits of teams"] == "16.00 credit"
    assert (report["sum"], report["wallets_differ"]) == ("0.00", {})


def test_closing_a_day_again_changes_nothing(harness: BillingHarness) -> None:
    """Closed again, killed at any call, or closed after some days without a job, a day is what it was."""
    today = trade(harness)
    at = later(today)
    for call in range(6):
        killed_at(harness, lambda it: it.run("close_books", at), call, after=bool(call % 2))
    close(harness, today)
    closed = days_of(harness)
    assert list(closed) == [f"DAY#{at - 2 * DAY - timedelta(hours=1):%Y-%m-%d}", f"DAY#{today}"]
    close(harness, today, at + 3 * DAY)
    again = days_of(harness)
    assert [again[day] for day in closed] == list(closed.values())
    assert len(again) == len(closed) + 3
    assert trial_balance(harness, f"{at + 2 * DAY:%Y-%m-%d}")["accounts"][0]["debited"] == "0.00"


def test_the_first_close_begins_with_the_first_journals(harness: BillingHarness) -> None:
    """However long ago these are: nothing that was booked before the first close is left out of the balances (B19)."""
    for days in (70, 45, 20):
        book(harness, f"long ago: {days}", days * DAY)
    today = f"{clock.now():%Y-%m-%d}"
    harness.world.run_job("billing", "close_books", clock.to_text(later(today)))
    due = sorted({event["day"] for event in harness.events("TurnoverDue")})
    assert (due[0], due[-1], len(due)) == (f"{clock.now() - 70 * DAY:%Y-%m-%d}", today, 71)


def test_a_day_that_the_wallets_contradict_is_an_alarm(harness: BillingHarness) -> None:
    """What a wallet's entries make and its journals do not is a difference of that class (B19)."""
    today = trade(harness)
    (entry,) = [it for it in harness.items("ENTRY") if it["kind"] == "allocation" and it["pk"] == f"WALLET#{MEMBER}"]
    changed = dict.fromkeys(entry["parts"], 5 * DOLLAR)
    harness.table.commit([update({"pk": entry["pk"], "sk": entry["sk"]}, set={"parts": changed})])
    close(harness, today)
    assert trial_balance(harness, today)["wallets_differ"] == {"given": "1.00"}


def test_a_month_is_a_file_that_sums_to_zero(harness: BillingHarness) -> None:
    """Each day is a journal of its own in whole cents, with the operator's codes, and balances (B19)."""
    today = trade(harness)
    after = (datetime.fromisoformat(f"{today}T00:00:00Z").replace(day=1) + 32 * DAY).replace(day=1)
    harness.run("close_books", after + timedelta(hours=1))
    with harness.world.inside("billing"):
        file = door("billing", "reports").handler({"report": "month", "month": today[:7]}, None)["file"]
    rows = list(csv.DictReader(io.StringIO(file)))
    assert {row["Journal no."] for row in rows} == {f"D-{today}"}
    debit, credit = (sum(Decimal(row[side] or "0") for row in rows) for side in ("Debit", "Credit"))
    assert debit == credit == Decimal("30.00")
    assert {"Date", "Account code", "Account name", "Description", "Currency"} < set(rows[0])
    assert [row["Debit"] for row in rows if row["Account code"] == "1010"] == ["27.97"]


def test_a_month_that_is_not_over_has_no_file(harness: BillingHarness) -> None:
    """A month or a day that is not closed is refused, and not reported in part."""
    close(harness, trade(harness))
    with harness.world.inside("billing"):
        for asked in ({"report": "month", "month": "2031-05"}, {"report": "trial_balance", "day": "2031-05-01"}):
            with pytest.raises(Exception, match="not closed"):
                door("billing", "reports").handler(asked, None)


def test_a_busy_wallet_is_verified(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wallet that changes between any two reads is compared all the same, and no difference is made up (B16)."""
    harness.attach()
    harness.buy("10.00")
    busy(harness, monkeypatch, dollars=2)
    harness.run("check_wallets")
    (check,) = [it for it in harness.items("CHECK") if it.get("wallet") == TEAM]
    assert check["differs"] is False
    assert check["balance"] > 10 * DOLLAR


def test_a_busy_wallet_with_a_difference_is_found_out_or_is_an_alarm(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A tampered balance is never explained by what happens meanwhile: it is an alarm, not a line that no one reads."""
    harness.attach()
    harness.buy("10.00")
    harness.table.commit([update(ledger.key(TEAM), add={"m:available": 5 * DOLLAR})])
    busy(harness, monkeypatch, dollars=2)
    harness.run("check_wallets")
    assert [it for it in harness.items("CHECK") if it.get("wallet") == TEAM and not it["differs"]] == []
    assert "billing.verification.skipped" in caplog.text


def busy(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch, dollars: int) -> None:
    """Have so many dollars come in before and after each time that a balance is read to verify it."""
    read, made = entries.find_with_usage, iter(range(10**6))

    def find(table: Any, wallet: str, *period: Any) -> tuple[Wallet, list[Any]]:
        come_in(wallet)
        found = read(table, wallet, *period)
        come_in(wallet)
        return found

    def come_in(wallet: str) -> None:
        for _ in range(dollars if wallet == TEAM else 0):
            book(harness, f"meanwhile:{next(made)}")

    monkeypatch.setattr(entries, "find_with_usage", find)


def book(harness: BillingHarness, cause: str, ago: timedelta = timedelta()) -> None:
    """Book a dollar for the team."""
    work = UnitOfWork(harness.table, RequestContext("acc_owner", clock.now() - ago, "cor"))
    source, target = LedgerAccount("paypal", cause), LedgerAccount(TEAM, "available")
    ledger.post(work, transfer(cause, Kind.PURCHASE, source, target, DOLLAR))
    work.commit()


def trade(harness: BillingHarness) -> str:
    """Buy credits and a number for a year, and give some credits; return the day."""
    harness.attach()
    harness.buy("20.00")
    harness.deliver_events(number_requested(plan_id="local_yearly"))
    harness.give("4.00")
    return f"{clock.now():%Y-%m-%d}"


def later(day: str) -> datetime:
    """Return an hour after the end of a day."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC) + DAY + timedelta(hours=1)


def close(harness: BillingHarness, day: str, at: datetime | None = None) -> None:
    """Close the days up to this one, and check the wallets."""
    harness.run("close_books", at or later(day))
    harness.run("check_wallets", at or later(day))


def trial_balance(harness: BillingHarness, day: str) -> dict[str, Any]:
    """Return the trial balance of a day as an operator gets it."""
    with harness.world.inside("billing"):
        report: dict[str, Any] = door("billing", "reports").handler({"report": "trial_balance", "day": day}, None)
    return report


def days_of(harness: BillingHarness) -> dict[str, Any]:
    """Return the closed days as they are stored."""
    return {item["sk"]: item for item in harness.items("DAY#") if item["pk"] == "BOOKS"}
