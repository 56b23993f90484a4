"""What an hour's usage is in a wallet's list of entries: an entry for each quarter of it (B16). Pure.

It is listed at the quarter's last instant, so that no balance before it looks lower than it was; it belongs to the
period that the quarter's first instant is in, so that what is used now is seen now. No zone's midnight is in a quarter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.billing.domain.quarters import QUARTER
from services.billing.domain.usage import HourEntry, UsageKind, Used

_TEXTS = (UsageKind.TEXT, UsageKind.TEXT_RECEIVED)


@dataclass(frozen=True, slots=True)
class QuarterEntry:
    """What usage changed in a wallet in a quarter of an hour, and how many calls and texts of its user cost that.

    What was refunded meanwhile was used all the same: its money goes back with an entry of its own.
    """

    quarter: datetime
    parts: Mapping[str, int]
    calls: int = 0
    texts: int = 0

    @property
    def at(self) -> datetime:
        """Return when it is listed."""
        return self.quarter + QUARTER - timedelta(microseconds=1)

    @property
    def about(self) -> dict[str, str]:
        """Return how many calls and texts it is, as entries say what they are about."""
        return {"calls": str(self.calls), "texts": str(self.texts)}


def quarters_of(entry: HourEntry) -> Iterator[QuarterEntry]:
    """Yield an hour's entries, oldest first; what cost nothing is none."""
    for quarter, moved in sorted(entry.parts.items()):
        if parts := {part: amount for part, amount in moved.items() if amount}:
            uses = _paid_uses(entry, quarter)
            texts = sum(number for kind, number in uses if kind in _TEXTS)
            yield QuarterEntry(quarter, parts, sum(number for _, number in uses) - texts, texts)


def _paid_uses(entry: HourEntry, quarter: datetime) -> list[tuple[str, int]]:
    """Return the kind and the number of calls and texts that cost something in a quarter, refunded or not."""
    cells = [cell for cell in {**entry.cells, **entry.refunds} if cell.quarter == quarter]
    counted = ((cell.kind, entry.cells.get(cell, Used()), entry.refunds.get(cell, 0)) for cell in cells)
    return [(kind, used.count + refunded) for kind, used, refunded in counted if used.amount or refunded]
