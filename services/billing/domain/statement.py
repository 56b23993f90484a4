"""A month's statement of a wallet: opening, entries in order, and closing (B13). Pure.

A run of calls and texts on one day is one row, so that a busy month stays a document that people read. What is set
aside for a call counts as what is left, as most of it comes back: only what the call cost is a row.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from itertools import groupby

from contracts.sentences import say
from services.billing.domain.call_words import words_of_usage
from services.billing.domain.ledger import Kind, sum_parts
from services.billing.domain.parts import OWED, is_left
from services.billing.domain.person import TEAMLINE, is_operator
from services.billing.domain.problems import NoSuchMonth

LABELS: dict[str, str] = {
    Kind.PURCHASE: "Credits bought",
    Kind.PLANS: "Number plans",
    Kind.REFUND: "Refunded by PayPal",
    Kind.REVERSAL: "Reversed by PayPal",
    Kind.DISPUTE: "Disputed at PayPal",
    Kind.DENIAL: "Denied by PayPal",
    Kind.RESTORED: "Restored by PayPal",
    Kind.ALLOCATION: "Credits given",
    Kind.TAKEN_BACK: "Credits taken back",
    Kind.HELD: "Credits set aside",
    Kind.SETTLED: "Credits transferred to new member",
    Kind.RELEASED: "No longer set aside",
    Kind.RETURNED: "Returned by former member",
    Kind.INHERITED: "Passed on by a dissolved team",
    Kind.SPENT: "Calls and texts",
    Kind.PAID_BACK: "Refunded: not sent",
    Kind.GRANTED: "Granted by Teamline",
    Kind.EXPIRED: "Granted credits expired",
    Kind.UNUSED_DAYS: "Unused days of a number that left",
    Kind.REGISTRATION: "Registration for texting in the US",
}
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry of the wallet, as the statement needs it: parts in micro-dollars, and the id of who asked for it.

    `to` is the id of who got credits; `paid` went through PayPal for `payment_id`, or came back if it is below zero.
    """

    at: datetime
    kind: str
    parts: dict[str, int]
    by: str
    to: str = ""
    paid: int = 0
    payment_id: str = ""
    text: str = ""  # what it is, where its kind does not say enough
    calls: int = 0
    texts: int = 0

    @property
    def is_call_held(self) -> bool:
        """Return whether it only sets credits aside for a call, or frees them."""
        sets_aside = self.kind in (Kind.HELD, Kind.RELEASED) and bool(self.text)
        return sets_aside and not _left(self.parts) and not self.parts.get(OWED)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what changed in micro-dollars, and the balance and what is owed after it. `count` entries are in it.

    They are the price of so many calls and texts. `paid` went through PayPal for `payment_id`, whose invoice has the
    number `invoice`.
    """

    at: datetime
    kind: str
    by: str
    amount: int
    balance: int
    owed: int
    count: int = 1
    to: str = ""
    paid: int = 0
    payment_id: str = ""
    invoice: str = ""
    text: str = ""
    calls: int = 0
    texts: int = 0

    @property
    def what(self) -> str:
        """Return what it is, in words."""
        if self.text and self.count == 1:
            return self.text
        if words := words_of_usage(self.calls, self.texts):
            return words
        label = say(LABELS.get(self.kind, self.kind.replace("_", " ").capitalize()))
        return say("{label} ({count})", label=label, count=self.count) if self.count > 1 else label


@dataclass(frozen=True, slots=True)
class Statement:
    """A month of a wallet. `opening` and `closing` are (balance, owed) in micro-dollars; `end` is the first instant
    that is not in it.
    """

    month: str
    start: datetime
    end: datetime
    opening: tuple[int, int]
    rows: tuple[Row, ...]

    @property
    def closing(self) -> tuple[int, int]:
        """Return the balance and what is owed after the last row."""
        return (self.rows[-1].balance, self.rows[-1].owed) if self.rows else self.opening


def zone_of(name: str) -> tzinfo:
    """Return a time zone by its name, or UTC if it is not known."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name) if name != "UTC" else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def bounds_of(month: str, zone: tzinfo, now: datetime) -> tuple[datetime, datetime]:
    """Return the first instant of a month there, and that of the next one. Raises NoSuchMonth.

    A month is written as 2027-01, is in this century, and has begun.
    """
    found = _MONTH.fullmatch(month)
    if not found:
        raise NoSuchMonth(field="month")
    year, place = int(found[1]), int(found[2])
    start = datetime(year, place, 1, tzinfo=zone)
    if start > now:
        raise NoSuchMonth(field="month")
    return start, datetime(year + place // 12, place % 12 + 1, 1, tzinfo=zone)


def make_statement(
    month: str, bounds: tuple[datetime, datetime], before: dict[str, int], moved: Iterable[Moved]
) -> Statement:
    """Return the statement of a month: `before` are the parts of the wallet when it begins."""
    zone = bounds[0].tzinfo or UTC
    parts, rows = before, list[Row]()
    shown = (entry for entry in moved if not entry.is_call_held)
    for _, run in groupby(enumerate(shown), key=lambda place: _run_of(place[0], place[1], zone)):
        entries = [entry for _, entry in run]
        parts = sum_parts((entry.parts for entry in entries), parts)
        last = entries[-1]
        amount = sum(_left(entry.parts) for entry in entries)
        balance, owed = _sums(parts)
        moves = (last.to, last.paid, last.payment_id)
        calls, texts = sum(entry.calls for entry in entries), sum(entry.texts for entry in entries)
        about = (len(entries), *moves, "", last.text, calls, texts)
        rows.append(Row(last.at, last.kind, last.by, amount, balance, owed, *about))
    return Statement(month, *bounds, _sums(before), tuple(rows))


def with_names(statement: Statement, names: dict[str, str], numbers: dict[str, str]) -> Statement:
    """Return the statement with the names of people in place of their ids, and with the numbers of invoices.

    An operator is Teamline, and what the system did has no name; `numbers` are by payment.
    """
    return replace(statement, rows=tuple(_named(row, names, numbers) for row in statement.rows))


def _named(row: Row, names: dict[str, str], numbers: dict[str, str]) -> Row:
    to = _name_of(row.to, names) if row.to else ""
    return replace(row, by=_name_of(row.by, names), to=to, invoice=numbers.get(row.payment_id, ""))


def _name_of(its_id: str, names: dict[str, str]) -> str:
    if its_id.startswith("acc_"):
        return names.get(its_id) or say("Former member")
    return TEAMLINE if is_operator(its_id) else say("Automatic")


def _run_of(place: int, entry: Moved, zone: tzinfo) -> tuple[object, ...]:
    """Return what joins an entry to the one before: calls and texts of one day and person; else nothing."""
    if entry.kind == Kind.SPENT:
        return (entry.at.astimezone(zone).date(), entry.by)
    return (place,)


def _sums(parts: dict[str, int]) -> tuple[int, int]:
    return _left(parts), -parts.get(OWED, 0)


def _left(parts: dict[str, int]) -> int:
    return sum(amount for part, amount in parts.items() if is_left(part))
