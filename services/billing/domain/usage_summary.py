"""Sums usage by day, user, kind, number and country, over the days of the viewer's time zone (B12). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.billing.domain.usage import Used
from services.billing.domain.usage_days import DaySums, Series
from services.billing.domain.usage_period import Calendar, UsagePeriod

Group = Literal["day", "user", "kind", "number", "country"]
GROUPS: tuple[Group, ...] = ("day", "user", "kind", "number", "country")
PLAN = "plan"  # the kind of what number plans cost, beside the kinds of usage
NONE = "none"  # of no country, of no user
Row = tuple[str, ...]  # what a row is about, in the order in which it is grouped


@dataclass(frozen=True, slots=True)
class Filter:
    """What is summed; None is everything. A country that is `none` is none, such as that of toll-free numbers."""

    account_id: str | None = None
    kind: str | None = None
    number_id: str | None = None
    country: str | None = None

    def keeps(self, series: Series) -> bool:
        """Return whether what is counted under this is summed."""
        wanted = ((self.account_id, series.account_id), (self.kind, series.kind), (self.number_id, series.number_id))
        is_there = self.country is None or self.country == (series.country or NONE)
        return is_there and all(want is None or want == has for want, has in wanted)


def summarize(days: Iterable[DaySums], period: UsagePeriod, wanted: Filter, groups: Sequence[Group]) -> dict[Row, Used]:
    """Return what was used in a period, by row."""
    calendar, rows = Calendar(period), dict[Row, Used]()
    for sums in days:
        parts = list(calendar.parts_of(sums.day))
        for series, run in sums.runs.items():
            if not wanted.keeps(series):
                continue
            for day, first, last in parts:
                used = run.within(first, last)
                if used != Used():
                    row = _row(groups, day, series)
                    rows[row] = rows.get(row, Used()) + used
    return rows


def _row(groups: Sequence[Group], day: date, series: Series) -> Row:
    names: Mapping[Group, str] = {
        "day": day.isoformat(),
        "user": series.account_id,
        "kind": series.kind,
        "number": series.number_id,
        "country": series.country or NONE,
    }
    return tuple(names[group] for group in groups)
