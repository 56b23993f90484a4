"""Sums usage by day, user, kind, number and country, over the days of the viewer's time zone (B12). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from services.billing.domain.usage import Used
from services.billing.domain.usage_days import DaySums, Strand
from services.billing.domain.usage_period import Calendar, UsagePeriod

Group = Literal["day", "user", "kind", "number", "country"]
GROUPS: tuple[Group, ...] = ("day", "user", "kind", "number", "country")
PLAN = "plan"  # the kind of what number plans cost, beside the kinds of usage
NONE = "none"  # of no country, of no user
_NOTHING = Used()
Row = tuple[str, ...]  # what a row is about, in the order in which it is grouped


@dataclass(frozen=True, slots=True)
class Filter:
    """What is summed; None is everything. A country that is `none` is none, such as that of toll-free numbers.

    Without `plans` it is what people use, as their spend limits count it.
    """

    account_id: str | None = None
    kind: str | None = None
    number_id: str | None = None
    country: str | None = None
    plans: bool = True

    def keeps(self, strand: Strand) -> bool:
        """Return whether what is counted under this is summed."""
        wanted = ((self.account_id, strand.account_id), (self.kind, strand.kind), (self.number_id, strand.number_id))
        is_there = self.country is None or self.country == (strand.country or NONE)
        return is_there and all(want is None or want == has for want, has in wanted)


def find_users(days: Iterable[DaySums], period: UsagePeriod, wanted: Filter) -> set[str]:
    """Return who used anything in a period, also if it adds up to nothing, as a text that was refunded does."""
    calendar = Calendar(period)
    return {
        strand.account_id
        for sums in days
        for _, first, last in calendar.parts_of(sums.day)
        for strand, run in sums.runs.items()
        if wanted.keeps(strand) and run.has_any(first, last)
    }


class TooManyRowsError(Exception):
    """There are more rows than wanted."""


def summarize(
    days: Iterable[DaySums], period: UsagePeriod, wanted: Filter, groups: Sequence[Group], *, most: int | None = None
) -> dict[Row, Used]:
    """Return what was used in a period, by row. Raises TooManyRowsError as soon as there are more than `most`."""
    calendar, rows = Calendar(period), dict[Row, Used]()
    places, is_all = [GROUPS.index(group) for group in groups], wanted == Filter()
    for sums in days:
        if most is not None and len(rows) > most:
            raise TooManyRowsError
        parts = [(day.isoformat(), first, last) for day, first, last in calendar.parts_of(sums.day)]
        for strand, run in sums.runs.items():
            if not (is_all or wanted.keeps(strand)):
                continue
            for day, first, last in parts:
                used = run.within(first, last)
                if used != _NOTHING:
                    names = (day, strand.account_id, strand.kind, strand.number_id, strand.country or NONE)
                    row = tuple([names[place] for place in places])
                    rows[row] = rows[row] + used if row in rows else used
    if most is not None and len(rows) > most:
        raise TooManyRowsError
    return rows
