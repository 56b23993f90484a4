"""Paid days are conserved, whatever is paid and taken back, in whatever order and however often (B9, B21)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kernel.dynamodb.items import from_item, to_item
from services.billing.domain.paid_time import PaidBy, PaidTime, Stretch

T0 = datetime(2026, 9, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)
STORE, WEB = PaidBy.STORE, PaidBy.WEB
KEYS = {"s1": STORE, "s2": STORE, "s3": STORE, "w1": WEB, "w2": WEB}

keys = st.sampled_from(sorted(KEYS))
days = st.integers(0, 40)


@dataclass
class Purse:
    """The same, kept otherwise: days of payments in the order in which they are spent, one after the other."""

    now: datetime = T0
    days: list[str] = field(default_factory=list)
    paid: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def wait(self, count: int) -> None:
        """Spend so many days."""
        self.now += count * DAY
        del self.days[:count]

    def say(self, key: str, length: int) -> None:
        """Put the days in that are new; take those out that are too many, the last ones first."""
        while self.paid[key] < length:
            self.days.append(key)
            self.paid[key] += 1
        while self.paid[key] > length and key in self.days:
            last = len(self.days) - 1 - self.days[::-1].index(key)
            del self.days[last]
            self.paid[key] -= 1


class PaidTimeLaws(RuleBasedStateMachine):
    """Whatever is said, and whenever: the time is that of a purse of days."""

    def __init__(self) -> None:
        super().__init__()
        self.time, self.purse = PaidTime(), Purse()

    @rule(count=st.integers(1, 50))
    def wait(self, count: int) -> None:
        """Let days pass."""
        self.purse.wait(count)

    @rule(key=keys, length=days, times=st.integers(1, 3))
    def say(self, key: str, length: int, times: int) -> None:
        """Say for how long a payment pays in all; said again it changes nothing."""
        self.purse.say(key, length)
        after = self.time.say(key, KEYS[key], length * DAY, now=self.purse.now)
        for _ in range(times):
            assert after.say(key, KEYS[key], length * DAY, now=self.purse.now) == after
        self.time = after

    @rule(key=keys, length=days)
    def add(self, key: str, length: int) -> None:
        """Add what a payment pays for, unless it is known."""
        known = self.time.knows(key)
        self.time = self.time.add(key, KEYS[key], length * DAY, since=self.purse.now, now=self.purse.now)
        if not known:
            self.purse.say(key, length)

    @invariant()
    def is_the_purses(self) -> None:
        """Each day that is left is there once, of the same payment, from now on without a hole."""
        now = self.purse.now
        laid = [
            it.key for it in self.time.stretches for at in range(it.length // DAY) if it.starts_at + at * DAY >= now
        ]
        assert laid == self.purse.days
        assert not laid or self.time.ends_at == now + len(laid) * DAY

    @invariant()
    def has_each_day_once(self) -> None:
        """No stretch begins before the one before it ends, and none ends before it begins."""
        found = self.time.stretches
        assert all(it.starts_at <= it.ends_at for it in found)
        assert all(one.ends_at <= other.starts_at for one, other in pairwise(found))

    @invariant()
    def remembers_what_was_paid(self) -> None:
        """What a payment has paid for, without what was taken back unspent, is known for good."""
        assert {key: count * DAY // timedelta(microseconds=1) for key, count in self.purse.paid.items() if count} == {
            key: length for key, length in self.time.lengths.items() if length
        }

    @invariant()
    def is_stored(self) -> None:
        """It is read as it was written."""
        assert from_item(PaidTime, to_item(self.time)) == self.time


TestPaidTimeLaws = PaidTimeLaws.TestCase


def _line_up(time: PaidTime) -> list[tuple[str, int, int]]:
    return [(it.key, (it.starts_at - T0) // DAY, (it.ends_at - T0) // DAY) for it in time.stretches]


def test_a_refund_by_the_store_takes_back_its_own_days_only() -> None:
    """What was bought on the web moves up and is no shorter; days that are spent stay as they are."""
    time = PaidTime().lay("s1", STORE, T0, T0 + 30 * DAY, now=T0)
    time = time.add("w1", WEB, 31 * DAY, since=T0 + 30 * DAY, now=T0).say("s2", STORE, 30 * DAY, now=T0 + 2 * DAY)
    assert _line_up(time) == [("s1", 0, 30), ("w1", 30, 61), ("s2", 61, 91)]
    time = time.say("s1", STORE, timedelta(), now=T0 + 10 * DAY)
    assert _line_up(time) == [("w1", 10, 41), ("s2", 41, 71)]
    time = time.take_back("w1", 31 * DAY, now=T0 + 20 * DAY)
    assert _line_up(time) == [("s2", 20, 50)]


def test_a_refund_that_is_undone_gives_back_what_was_taken() -> None:
    """No more than that: the days before the refund were spent."""
    time = PaidTime().say("s1", STORE, 30 * DAY, now=T0).say("s1", STORE, timedelta(), now=T0 + 10 * DAY)
    time = time.say("s1", STORE, 30 * DAY, now=T0 + 15 * DAY)
    assert _line_up(time) == [("s1", 15, 35)]


def test_a_renewal_that_was_due_begins_where_the_last_one_ended() -> None:
    """What is charged late was due all the same; what the store reports late begins when it is known (B9)."""
    time = PaidTime().say("s1", STORE, 30 * DAY, now=T0)
    assert _line_up(time.add("w1", WEB, 31 * DAY, since=T0 + 30 * DAY, now=T0))[-1] == ("w1", 30, 61)
    assert _line_up(time.say("s2", STORE, 30 * DAY, now=T0 + 33 * DAY))[-1] == ("s2", 33, 63)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=5), st.integers(0, 100))
def test_what_the_store_has_said_before_lies_where_it_was(periods: list[tuple[int, int]], now: int) -> None:
    """A move changes no end: periods of the store that overlap count once, and none of them is lost."""
    time, end = PaidTime(), T0
    for place, (start, length) in enumerate(sorted(periods)):
        time = time.lay(f"s{place}", STORE, T0 + start * DAY, T0 + (start + length) * DAY, now=T0)
        end = max(end, T0 + (start + length) * DAY) if length else end
    covered = {day for start, length in periods for day in range(start, start + length)}
    assert sum(it.length // DAY for it in time.stretches) == len(covered)
    assert time.ends_at == end or not any(length for _, length in periods)
    for place, (_, length) in enumerate(sorted(periods)):
        assert time.say(f"s{place}", STORE, length * DAY, now=T0 + now * DAY) == time


def test_a_stretch_that_is_under_way_is_unspent_in_part() -> None:
    """It is what a number that leaves has a credit for."""
    time = PaidTime((Stretch("w1", WEB, T0, T0 + 30 * DAY),), {"w1": 1})
    assert [time.unspent("w1", T0 + day * DAY) // DAY for day in (-1, 0, 10, 31)] == [30, 30, 20, 0]
    assert time.unspent("w2", T0) == timedelta()
    assert (time.find("w1"), time.find("w2")) == (time.stretches[0], None)
