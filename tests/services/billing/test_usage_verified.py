"""The nightly check of wallets whose usage is written all the time (B16): nothing is made up, and nothing missed."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put, update
from services.billing.domain.quarters import quarter_of
from services.billing.domain.spent import month_and_day
from services.billing.domain.trial_balance import SETTLES
from services.billing.stores import entries, ledger, usage_sums
from tests.services.billing.harness import DOLLAR, MEMBER, BillingHarness
from tests.services.billing.using import bought, used, write

CENT = DOLLAR // 100


def check_of(harness: BillingHarness, wallet: str = MEMBER) -> dict[str, Any]:
    """Return the last check of a wallet."""
    (check,) = [item for item in harness.items("CHECK") if item.get("wallet") == wallet]
    return check


def test_usage_is_verified_with_all_else(harness: BillingHarness) -> None:
    """A wallet that was charged for texts in past hours, and is in this minute, has what its entries add up to."""
    now = clock.now()
    bought(harness.table, now - timedelta(days=3), DOLLAR)
    for ago in (timedelta(days=2), timedelta(hours=2), timedelta(hours=1), timedelta(minutes=16), timedelta()):
        write(harness.table, used(now - ago, CENT))
    harness.run("check_wallets")
    assert (check_of(harness)["differs"], check_of(harness)["balance"]) == (False, 95 * CENT)
    harness.assert_books_right()


@pytest.mark.parametrize("batches", [1, 30])
def test_a_wallet_that_is_charged_all_the_time_is_verified(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    """Whatever is charged for usage between any two reads, it is compared exactly, at once (B16)."""
    bought(harness.table, clock.now() - timedelta(days=3), 100 * DOLLAR)
    charged_between_reads(harness, monkeypatch, batches)
    harness.run("check_wallets")
    assert check_of(harness)["differs"] is False
    assert harness.parts(MEMBER)["own"] < check_of(harness)["balance"] < 100 * DOLLAR


@pytest.mark.parametrize("where", ["balance", "now", "an hour ago", "settled"])
def test_a_planted_difference_is_found(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    """A cent too many in a balance or in any hour of usage is an alarm, and charges meanwhile do not hide it."""
    now = clock.now()
    bought(harness.table, now - timedelta(days=3), 100 * DOLLAR)
    ago = {"settled": timedelta(days=1), "an hour ago": timedelta(hours=1)}.get(where, timedelta())
    write(harness.table, used(now - ago))
    quarter = quarter_of(now - ago)
    of_hour = usage_sums.entry_key(MEMBER, quarter.replace(minute=0)), f"p:{quarter:%M}:own"
    key, name = (ledger.key(MEMBER), "m:own") if where == "balance" else of_hour
    harness.table.commit([update(key, add={name: 1})])
    charged_between_reads(harness, monkeypatch, 2)
    harness.run("check_wallets")
    assert check_of(harness)["differs"] is True
    assert "billing.verification.difference" in caplog.text


def charged_between_reads(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch, batches: int) -> None:
    """Charge so many batches of two texts before and after each read of a page, and of a balance."""
    made = [0]

    def charge() -> None:
        for _ in range(batches):
            made[0] += 1
            write(harness.table, used(clock.now(), CENT), used(clock.now(), CENT))

    for module, name in ((entries, "read_booked"), (entries, "find_with_usage")):
        monkeypatch.setattr(module, name, _between(getattr(module, name), charge))


def _between(read: Any, charge: Any) -> Any:
    def reading(table: Table, wallet: str, *more: Any) -> Any:
        if wallet != MEMBER:
            return read(table, wallet, *more)
        charge()
        found = read(table, wallet, *more)
        charge()
        return found

    return reading


def test_a_closing_never_splits_a_quarter(harness: BillingHarness) -> None:
    """It is at a quarter that is over and settled; what it adds up with what came later is the balance."""
    now = clock.now()
    bought(harness.table, now - timedelta(days=3), DOLLAR)
    for minutes in range(0, 75, 5):
        write(harness.table, used(now - timedelta(minutes=minutes), CENT))
    harness.run("check_wallets")
    closed_at, parts = _closing(harness, now)
    assert closed_at == quarter_of(closed_at) <= now - SETTLES
    since = entries.read_entries(harness.table, MEMBER, clock.to_text(closed_at))
    assert parts["own"] + sum(entry["amount"] for entry in since) == DOLLAR - 15 * CENT
    assert parts["own"] < DOLLAR, "what was used before is in it"
    harness.run("check_wallets")
    assert check_of(harness)["differs"] is False


def _closing(harness: BillingHarness, now: datetime) -> tuple[datetime, dict[str, int]]:
    (closing,) = [item for item in harness.items("CLOSING#") if item["pk"] == f"WALLET#{MEMBER}"]
    return clock.from_text(closing["sk"].removeprefix("CLOSING#")), closing["parts"]


def test_a_wallet_that_writers_never_leave_alone_is_an_alarm(
    harness: BillingHarness, caplog: pytest.LogCaptureFixture
) -> None:
    """If balance and usage cannot be read at one instant, it is said that the wallet was not verified."""
    from tests.faults import refused
    from tests.kernel.test_table import CONFLICT

    bought(harness.table, clock.now() - timedelta(days=3), DOLLAR)
    with refused(harness.table.client, "TransactGetItems", times=99, error=CONFLICT):
        harness.run("check_wallets")
    assert "billing.verification.skipped" in caplog.text


def test_what_was_counted_apart_as_spent_is_moved_once(harness: BillingHarness) -> None:
    """Before a deployment it was no part of the balance: the limits of the running month and day know it again."""
    now = clock.now()
    month, day = month_and_day(now)
    bought(harness.table, now - timedelta(days=3), DOLLAR)
    before = {"pk": f"SPENDING#{MEMBER}", "spent": 9, f"day{day[-2:]}": 4}
    harness.table.commit([put(before | {"sk": month}), put(before | {"sk": "2020-01"})])
    harness.table.commit([update(ledger.key(MEMBER), add={f"spent:{month}": 1})])
    for _ in range(2):
        harness.run("check_wallets")
        assert ledger.find(harness.table, MEMBER).spent == {month: 10, day: 4}
    assert [it["sk"] for it in harness.items("") if it["pk"].startswith("SPENDING#")] == ["2020-01"]
