"""Limits in the table: counters per clock hour, and the day's codes in shards."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import and_

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.transact_items import Item, TransactItem, absent, update
from kernel.problems import Problem, Stale

SHARDS = 4
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

Items = dict[tuple[str, str], Item]


@dataclass(frozen=True)
class Limit:
    """How often something may happen within an hour of the clock.

    Each hour starts from zero, so that a caller never waits longer than an hour.
    """

    name: str
    most: int
    now: datetime

    @property
    def key(self) -> tuple[str, str]:
        """Return the key of the counter."""
        return f"LIMIT#{self.name}", clock.to_text(self._begin)

    @property
    def _begin(self) -> datetime:
        return self.now.replace(minute=0, second=0, microsecond=0)

    @property
    def seconds_left(self) -> int:
        """Return the seconds until the next hour."""
        return int((self._begin + _HOUR - self.now).total_seconds()) + 1

    def is_reached(self, found: Items) -> bool:
        """Return whether the limit is reached in these items."""
        return bool(found.get(self.key, {}).get("used", 0) >= self.most)

    def is_half_used(self, found: Items) -> bool:
        """Return whether half of the limit is used in these items."""
        return bool(2 * found.get(self.key, {}).get("used", 0) >= self.most)

    def pause(self, found: Items) -> int:
        """Return the seconds until the next one is allowed, or 0."""
        until = found.get(self.key, {}).get("next_at")
        return max(0, int((clock.from_text(until) - self.now).total_seconds()) + 1) if until else 0

    def count(self, *, next_at: datetime | None = None) -> TransactItem:
        """Count one more; raise Stale if the limit or a pause forbids it. `next_at` starts a pause until then."""
        free = Attr("next_at").not_exists() | Attr("next_at").lte(clock.to_text(self.now))
        return update(
            _key_attributes(self.key),
            add={"used": 1},
            set={"ttl": self._ttl} | ({"next_at": clock.to_text(next_at)} if next_at else {}),
            only_if=absent() | (Attr("used").lt(self.most) & free),
            on_conflict=Stale(),
        )

    def count_or_refuse(self, refusal: Problem) -> TransactItem:
        """Count one more, or raise the refusal at the limit; for counters that were not read before."""
        return update(
            _key_attributes(self.key),
            add={"used": 1},
            set={"ttl": self._ttl},
            only_if=absent() | Attr("used").lt(self.most),
            on_conflict=refusal,
        )

    def add(self, by: int = 1) -> TransactItem:
        """Add to the counter whatever the limit; a negative number takes back."""
        return update(_key_attributes(self.key), add={"used": by}, set={"ttl": self._ttl})

    def lift_pause(self) -> TransactItem:
        """End the pause, so that the next one is allowed at once."""
        return update(_key_attributes(self.key), add={"used": 0}, set={"ttl": self._ttl}, remove=("next_at",))

    @property
    def _ttl(self) -> int:
        return clock.to_epoch(self._begin + 2 * _HOUR)


@dataclass(frozen=True)
class Budget:
    """How many codes the whole service may send per day (UTC), counted in shards so that no item is hot.

    Sign-ups may use `sign_ups` of them, and `per_country` for the numbers of one country: the rest is kept for people
    with an account, whatever strangers do. One item counts all three; each shard has a share of each, so that the last
    few codes of one may be refused a little early.
    """

    most: int
    sign_ups: int
    per_country: int
    now: datetime

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Return the keys of the counters."""
        return [(f"BUDGET#{self.now.date().isoformat()}#{shard}", "BUDGET") for shard in range(SHARDS)]

    def parts(self, country: str | None) -> dict[str, int]:
        """Return the counters that a code counts for, with the most of each. `country` is that of a sign-up."""
        if country is None:
            return {"used": self.most}
        return {"used": self.most, "sign_ups": self.sign_ups, f"sign_ups_{country}": self.per_country}

    def spent(self, found: Items, country: str | None) -> dict[str, float]:
        """Return which part of each counter is used up, from 0 to 1."""
        return {
            part: sum(found.get(key, {}).get(part, 0) for key in self.keys) / most
            for part, most in self.parts(country).items()
        }

    @property
    def seconds_left(self) -> int:
        """Return the seconds until the next day (UTC)."""
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
        return int((midnight - self.now).total_seconds()) + 1

    def count(self, found: Items, country: str | None, refusal: Problem) -> TransactItem:
        """Count one more in a shard that is not full; raise the refusal if every one is."""
        parts = self.parts(country)
        shares = {key: {part: _share(most, number) for part, most in parts.items()} for number, key in _numbered(self)}
        free = [
            key for key, share in shares.items() if all(found.get(key, {}).get(part, 0) < share[part] for part in parts)
        ]
        if not free:
            raise refusal
        key = random.choice(free)  # noqa: S311 (spreads writes, no secret)
        return update(
            _key_attributes(key),
            add=dict.fromkeys(parts, 1),
            set={"ttl": clock.to_epoch(self.now + 2 * _DAY)},
            only_if=reduce(and_, (_below(part, most) for part, most in shares[key].items())),
            on_conflict=Stale(),
        )


def _numbered(budget: Budget) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(budget.keys))


def _below(part: str, most: int) -> Condition:
    return Attr(part).not_exists() | Attr(part).lt(most)


def _share(most: int, shard: int) -> int:
    return most // SHARDS + (shard < most % SHARDS)


def _key_attributes(at: tuple[str, str]) -> Item:
    return {"pk": at[0], "sk": at[1]}
