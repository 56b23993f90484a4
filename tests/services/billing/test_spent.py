"""What is spent in a month and on a day is counted beside the balance, for the limits (B5, B12)."""

from datetime import UTC, datetime, timedelta

from services.billing.domain.ledger import Wallet
from services.billing.domain.spent import correct_spent, count_spent, spent_in_month, spent_on_day

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
WALLET = Wallet("acc_1", {}, spent={"2026-11": 9, "2026-11-30": 4})


def test_an_amount_counts_in_its_month_and_on_its_day() -> None:
    """What was counted before may be the limit less the amount, at most."""
    spent = count_spent(WALLET, NOON, 5, limit=20, a_day=10)
    assert (spent_in_month(WALLET, NOON), spent_on_day(WALLET, NOON)) == (9, 4)
    assert (spent.adds, spent.most) == ({"2026-11": 5, "2026-11-30": 5}, {"2026-11": 15, "2026-11-30": 5})


def test_counters_of_what_is_over_are_removed_and_never_those_of_later() -> None:
    """A writer whose clock is behind leaves the counters of the next day alone."""
    assert count_spent(WALLET, NOON + timedelta(days=1), 5, limit=None, a_day=9).over == ("2026-11", "2026-11-30")
    assert count_spent(WALLET, NOON - timedelta(days=31), 5, limit=None, a_day=9).over == ()


def test_a_counter_outlives_midnight_for_those_who_began_before_it() -> None:
    """Else the limit of a day would begin again for who reads after the first writer of the next one."""
    midnight = datetime(2026, 12, 1, tzinfo=UTC)
    assert count_spent(WALLET, midnight + timedelta(minutes=14), 5, limit=None, a_day=9).over == ()
    late = count_spent(WALLET, midnight + timedelta(minutes=15), 5, limit=None, a_day=9)
    assert late.over == ("2026-11", "2026-11-30")


def test_what_comes_back_is_subtracted_where_it_was_counted() -> None:
    """Of a day that is over only the month is corrected, of a month that is over nothing is."""
    today = correct_spent(WALLET, {NOON: -3, NOON - timedelta(days=1): -2, NOON - timedelta(days=40): -9}, NOON)
    assert today.adds == {"2026-11": -5, "2026-11-30": -3}
    assert today.most == {}
