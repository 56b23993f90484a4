"""Usage: each call and text is one record, debited once, and counted by quarter, kind, country and number (B11, B20).

A record is its own journal line: its lines say from which parts of which wallets it was paid, and sum to zero. It has
two instants. `at` is the one of the call or text, never changes, and is part of its key, so that a record that is
reported again is found again. `counted_at` is when it was debited: days, hours and sums go by it, so that what a day or
month shows is what was debited in it, and a period that is over never changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from services.billing.domain.ledger import Journal, Kind, Line, in_wallet
from services.billing.domain.quarters import quarter_of

LATE = timedelta(minutes=30)  # counted so long after its instant, a record is listed where it was counted


class UsageKind(StrEnum):
    """What was used. Received calls and texts and voicemail cost nothing by today's deck, and are counted."""

    CALL = "call"
    FORWARDING = "forwarding"
    CALL_RECEIVED = "call_received"
    VOICEMAIL = "voicemail"
    TEXT = "text"
    TEXT_RECEIVED = "text_received"


@dataclass(frozen=True, slots=True)
class UsageRecord:
    """A call leg, a text or a voicemail: what was used, its price in micro-dollars, and what paid it.

    `holder` is the team that the user was on, or the user without one: who may see it. `units` are the parts of a text.
    A refund is a record of its own, of the same instant, with the opposite amount and units and no lines: its money is
    moved by a journal, as it may go to others than it came from.
    """

    record_id: str
    account_id: str
    holder: str
    kind: UsageKind
    number_id: str
    country: str
    place: str
    deck: str
    amount: int
    at: datetime
    counted_at: datetime
    seconds: int = 0
    units: int = 1
    lines: tuple[Line, ...] = ()

    @property
    def is_late(self) -> bool:
        """Return whether it was counted so long after it, or before it, that it is listed where it was counted."""
        return abs(self.counted_at - self.at) >= LATE

    @property
    def is_refund(self) -> bool:
        """Return whether it takes back another record."""
        return self.units < 0

    def refunded(self, now: datetime) -> "UsageRecord":
        """Return the record that takes this one back."""
        undone = replace(self, amount=-self.amount, units=-self.units, seconds=-self.seconds, lines=())
        return replace(undone, record_id=refund_id(self.record_id), counted_at=now)

    @property
    def cell(self) -> "Cell":
        """Return what it is counted under."""
        return Cell(quarter_of(self.counted_at), self.account_id, self.kind, self.country, self.number_id)

    @property
    def journal(self) -> Journal | None:
        """Return the journal that it is, or None for what cost nothing and moved nothing."""
        return Journal(f"usage:{self.record_id}", Kind.SPENT, self.lines) if self.lines else None


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What usage is counted under: a quarter of an hour, by its first instant, who, what, to where and which number."""

    quarter: datetime
    account_id: str
    kind: str
    country: str
    number_id: str


@dataclass(frozen=True, slots=True)
class Used:
    """What was used: its price in micro-dollars, how many calls or texts, and how many seconds of calls."""

    amount: int = 0
    count: int = 0
    seconds: int = 0

    def __add__(self, other: "Used") -> "Used":
        return Used(self.amount + other.amount, self.count + other.count, self.seconds + other.seconds)


def refund_id(record_id: str) -> str:
    """Return the id of the record that takes another one back."""
    return f"{record_id}:refund"


def count(records: Iterable[UsageRecord]) -> dict[Cell, Used]:
    """Return what these records add up to, by cell."""
    counted: dict[Cell, Used] = {}
    for record in records:
        used = Used(record.amount, -1 if record.is_refund else 1, record.seconds)
        counted[record.cell] = counted.get(record.cell, Used()) + used
    return counted


@dataclass(slots=True)
class HourEntry:
    """What usage changed in a wallet in an hour, by quarter: the parts, and of its own user, the cells.

    It is the wallet's entry for all of these records (B16): statement and nightly check read it instead of them.
    `refunds` is how many records of a cell take back others: its count is that much less than what was used.
    """

    wallet: str
    hour: datetime
    parts: dict[datetime, dict[str, int]] = field(default_factory=dict)
    cells: dict[Cell, Used] = field(default_factory=dict)
    refunds: dict[Cell, int] = field(default_factory=dict)


def hour_entries(records: Iterable[UsageRecord]) -> list[HourEntry]:
    """Return what these records change in the hour entries of all wallets that they concern."""
    entries: dict[tuple[str, datetime], HourEntry] = {}

    def entry_of(wallet: str, at: datetime) -> HourEntry:
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return entries.setdefault((wallet, hour), HourEntry(wallet, hour))

    for record in records:
        own = entry_of(record.account_id, record.counted_at)
        own.cells = _sum(own.cells, count([record]))
        own.refunds[record.cell] = own.refunds.get(record.cell, 0) + record.is_refund
        for wallet, moved in _moved(record).items():
            parts = entry_of(wallet, record.counted_at).parts.setdefault(record.cell.quarter, {})
            for part, amount in moved.items():
                parts[part] = parts.get(part, 0) + amount
    return list(entries.values())


def _moved(record: UsageRecord) -> dict[str, dict[str, int]]:
    wallets = dict.fromkeys(line.account.wallet for line in record.lines if not line.account.is_outside)
    return {wallet: in_wallet(record.journal, wallet) for wallet in wallets} if record.journal else {}


def _sum(one: Mapping[Cell, Used], other: Mapping[Cell, Used]) -> dict[Cell, Used]:
    return dict(one) | {cell: one.get(cell, Used()) + used for cell, used in other.items()}
