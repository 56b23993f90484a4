"""Limits in the table: counters of this hour, and the codes of this day in shards."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.transact_items import Item, TransactItem, absent, update
from kernel.problems import Problem, Stale

SHARDS = 4
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

Found = dict[tuple[str, str], Item]


@dataclass(frozen=True)
class Limit:
    """How often something may happen in an hour of the clock.

    Whatever was used up, the next hour begins with nothing used: nobody waits longer than an hour.
    """

    name: str
    most: int
    now: datetime

    @property
    def key(self) -> tuple[str, str]:
        """Where it is counted."""
        return f"LIMIT#{self.name}", clock.to_text(self._begin)

    @property
    def _begin(self) -> datetime:
        return self.now.replace(minute=0, second=0, microsecond=0)

    @property
    def ends_in(self) -> int:
        """Seconds until the next hour."""
        return int((self._begin + _HOUR - self.now).total_seconds()) + 1

    def is_reached(self, found: Found) -> bool:
        """Whether no more is allowed."""
        return bool(found.get(self.key, {}).get("used", 0) >= self.most)

    def pause(self, found: Found) -> int:
        """Seconds that are still to be waited before the next one; 0 if none."""
        until = found.get(self.key, {}).get("next_at")
        return max(0, int((clock.from_text(until) - self.now).total_seconds()) + 1) if until else 0

    def count(self, *, next_at: datetime | None = None) -> TransactItem:
        """One more, if it is allowed; `next_at` is when the next one may come."""
        free = Attr("next_at").not_exists() | Attr("next_at").lte(clock.to_text(self.now))
        return update(
            _named(self.key),
            add={"used": 1},
            set={"ttl": self._ttl} | ({"next_at": clock.to_text(next_at)} if next_at else {}),
            only_if=absent() | (Attr("used").lt(self.most) & free),
            on_conflict=Stale(),
        )

    def count_or(self, refusal: Problem) -> TransactItem:
        """One more, or this refusal; for what is not read before."""
        return update(
            _named(self.key),
            add={"used": 1},
            set={"ttl": self._ttl},
            only_if=absent() | Attr("used").lt(self.most),
            on_conflict=refusal,
        )

    def note(self, by: int = 1) -> TransactItem:
        """So many more, whatever the limit; less than none to take some back."""
        return update(_named(self.key), add={"used": by}, set={"ttl": self._ttl})

    def free(self) -> TransactItem:
        """The next one may come at once."""
        return update(_named(self.key), add={"used": 0}, set={"ttl": self._ttl}, remove=("next_at",))

    @property
    def _ttl(self) -> int:
        return clock.to_epoch(self._begin + 2 * _HOUR)


@dataclass(frozen=True)
class Budget:
    """How many codes the whole service may send in a day, counted in shards so that no item is hot."""

    most: int
    now: datetime

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Where it is counted."""
        return [(f"BUDGET#{self.now.date().isoformat()}#{shard}", "BUDGET") for shard in range(SHARDS)]

    def used(self, found: Found) -> int:
        """How many of today's are sent."""
        return sum(found.get(key, {}).get("used", 0) for key in self.keys)

    @property
    def ends_in(self) -> int:
        """Seconds until the next day."""
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
        return int((midnight - self.now).total_seconds()) + 1

    def count(self, found: Found) -> TransactItem:
        """One more of a shard that has some left; there must be one."""
        free = [
            (key, share)
            for number, key in enumerate(self.keys)
            if found.get(key, {}).get("used", 0) < (share := self._share(number))
        ]
        key, share = random.choice(free)  # noqa: S311 (spreads writes, no secret)
        return update(
            _named(key),
            add={"used": 1},
            set={"ttl": clock.to_epoch(self.now + 2 * _DAY)},
            only_if=absent() | Attr("used").lt(share),
            on_conflict=Stale(),
        )

    def _share(self, shard: int) -> int:
        return self.most // SHARDS + (shard < self.most % SHARDS)


def _named(at: tuple[str, str]) -> Item:
    return {"pk": at[0], "sk": at[1]}
