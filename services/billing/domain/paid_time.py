"""What is paid ahead for a plan that has moved to the web: in its store and on the web, end to end (B9, B21). Pure.

Each payment has a stretch of time of its own, known by the payment's key, so that what one of them takes back later is
never what another one has paid for. What is added goes to the end; what is taken back is the part of its own stretch
that is not spent, and the stretches after it move up, none of them shorter. What is said of a payment is how long it
pays for in all: said again, it changes nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

_UNIT = timedelta(microseconds=1)


class PaidBy(StrEnum):
    """Where a stretch of time was paid."""

    STORE = "store"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time that one payment pays for."""

    key: str
    source: PaidBy
    starts_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        """Return how long it is."""
        return self.ends_at - self.starts_at

    def unspent(self, at: datetime) -> timedelta:
        """Return how much of it is not spent at an instant."""
        return max(timedelta(), self.ends_at - max(at, self.starts_at))

    def earlier(self, by: timedelta) -> "Stretch":
        """Return it as it lies earlier."""
        return replace(self, starts_at=self.starts_at - by, ends_at=self.ends_at - by)


@dataclass(frozen=True, slots=True)
class PaidTime:
    """What is paid: the stretches that are not over, and the last one; and for how long each payment has paid.

    `lengths` are microseconds, without what was taken back unspent: they are kept for good, so that nothing counts
    twice however late it comes.
    """

    stretches: tuple[Stretch, ...] = ()
    lengths: Mapping[str, int] = field(default_factory=dict)

    @property
    def ends_at(self) -> datetime | None:
        """Return until when it is paid; None if nothing ever was."""
        return self.stretches[-1].ends_at if self.stretches else None

    def knows(self, key: str) -> bool:
        """Return whether a payment has a part in it, or had one."""
        return key in self.lengths

    def say(self, key: str, source: PaidBy, length: timedelta, *, now: datetime) -> "PaidTime":
        """Say how long a payment pays for in all: what is new is added at the end, what is less is taken back."""
        known = _UNIT * self.lengths.get(key, 0)
        if length > known:
            return self._add(key, source, length - known, now, now)
        return self.take_back(key, known - length, now=now) if length < known else self

    def add(self, key: str, source: PaidBy, length: timedelta, *, since: datetime, now: datetime) -> "PaidTime":
        """Add what a payment pays for at the end, but not before an instant; one that is known adds nothing."""
        return self if self.knows(key) else self._add(key, source, length, since, now)

    def take_back(self, key: str, most: timedelta, *, now: datetime) -> "PaidTime":
        """Take back so much of a payment's time at most, of what is not spent; what lies after it moves up."""
        after, left = list[Stretch](), most
        for it in reversed(self.stretches):
            taken = min(left, it.unspent(now)) if it.key == key else timedelta()
            left -= taken
            after = [replace(it, ends_at=it.ends_at - taken), *(later.earlier(taken) for later in after)]
        return self._with(after, key, left - most, now) if left != most else self

    def lay(self, key: str, source: PaidBy, starts_at: datetime, ends_at: datetime, *, now: datetime) -> "PaidTime":
        """Lay a stretch where it lies already, as its store has said; where two overlap, the later begins later."""
        begins = max(starts_at, self.ends_at or starts_at)
        laid = Stretch(key, source, begins, max(begins, ends_at))
        return self._with([*self.stretches, laid], key, max(timedelta(), ends_at - starts_at), now)

    def keep_only(self, keys: Collection[str], *, now: datetime) -> "PaidTime":
        """Keep only what these payments have, which moves up: what others have paid for and is not spent goes."""
        time = self
        for key in {it.key for it in self.stretches if it.key not in keys}:
            time = time.take_back(key, time.unspent(key, now), now=now)
        return time.pick(keys)

    def pick(self, keys: Collection[str]) -> "PaidTime":
        """Return what these payments have, where it lies."""
        kept = tuple(it for it in self.stretches if it.key in keys)
        return PaidTime(kept, {key: length for key, length in self.lengths.items() if key in keys})

    def find(self, key: str) -> Stretch | None:
        """Return the last stretch of a payment, if it is not long over."""
        return next((it for it in reversed(self.stretches) if it.key == key), None)

    def unspent(self, key: str, at: datetime) -> timedelta:
        """Return how much of a payment's time is not spent at an instant."""
        return sum((it.unspent(at) for it in self.stretches if it.key == key), timedelta())

    def _add(self, key: str, source: PaidBy, length: timedelta, since: datetime, now: datetime) -> "PaidTime":
        starts_at = max(since, self.ends_at or since)
        return self._with([*self.stretches, Stretch(key, source, starts_at, starts_at + length)], key, length, now)

    def _with(self, stretches: list[Stretch], key: str, more: timedelta, now: datetime) -> "PaidTime":
        """Return it with other stretches, and with another length of a payment; what is over is dropped."""
        lengths = {**self.lengths, key: self.lengths.get(key, 0) + more // _UNIT}
        kept = [it for it in stretches if it.length and it.ends_at > now]
        return PaidTime(tuple(kept or stretches[-1:]), lengths)
