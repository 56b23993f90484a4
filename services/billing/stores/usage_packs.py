"""Stores usage records: those of a person's minute in few items, each once (B20, decision 067).

| question | key | index |
|---|---|---|
| was this record debited; which were there in a period | USAGE#account#month / minute, minute#number | |
| which records of earlier were counted in a period | USAGE#account#month / minute#late#first of them | |

A record is an attribute of its item, `r:<record id>`, written under the condition that it is not there; what was
refused is noted beside it, `x:<record id>`. An item that has `FULL` of them is closed in the write that fills it, and
the next ones begin another. What is closed never gets another use, so who has read that a record is in none of the
closed ones, and writes it where the condition says that it is not and that the item is open, writes it once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.months import month_of
from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, update
from kernel.problems import Stale
from services.billing.domain.ledger import LedgerAccount, Line
from services.billing.domain.usage import UsageKind, UsageRecord

FULL = 40  # as many as a transaction adds: each of a busy person's fills an item
_CLOSED, _RECORD, _REFUSED = "closed", "r:", "x:"
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a record's minute, by its number; `room` is how many uses close it, None for what does not count."""

    number: int = 0
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Minute:
    """The items of an account's minute, as they were read, in their order."""

    account_id: str
    items: tuple[Item, ...] = ()

    @property
    def open(self) -> Place:
        """Return where its next uses are written."""
        if not self.items or _CLOSED in self.items[-1]:
            return Place(len(self.items), FULL)
        held = sum(name.startswith((_RECORD, _REFUSED)) for name in self.items[-1])
        return Place(len(self.items) - 1, max(FULL - held, 1))

    def is_decided(self, record_id: str) -> bool:
        """Return whether a record is in it, or was refused."""
        return any(prefix + record_id in item for item in self.items for prefix in (_RECORD, _REFUSED))

    def find(self, record_id: str) -> tuple[UsageRecord, Place] | None:
        """Return a record and where it is."""
        for number, item in enumerate(self.items):
            if stored := item.get(_RECORD + record_id):
                return _read(self.account_id, record_id, stored), Place(number)
        return None


def pack_key(account_id: str, at: datetime, number: int = 0) -> dict[str, str]:
    """Return the key of one of the items of an account's minute."""
    utc = at.astimezone(UTC)
    return {"pk": f"USAGE#{account_id}#{month_of(utc)}", "sk": _minute(utc) + (f"#{number:04}" if number else "")}


def is_of_late(sk: str) -> bool:
    """Return whether an item has copies of records, by which a list finds those that were counted late."""
    return "#late" in sk


def records_in(account_id: str, item: Mapping[str, Any] | None) -> list[UsageRecord]:
    """Return the records of an item, or none, in the order of their instants."""
    found = [_read(account_id, name, stored) for name, stored in (item or {}).items() if name.startswith(_RECORD)]
    return sorted(found, key=lambda record: (record.at, record.record_id))


def read_minute(table: Table, account_id: str, at: datetime) -> Minute:
    """Return an account's minute."""
    return with_rest(table, account_id, table.get(**pack_key(account_id, at)))


def with_rest(table: Table, account_id: str, first: Item | None) -> Minute:
    """Return the minute of whose items the first one is read: a busy minute's others are read now.

    They are not read at one instant: refuse with Stale, so that it is decided again, if a use may have been written
    into one of them after it was read.
    """
    if first is None:
        return Minute(account_id)
    others = (f"{first['sk']}#0001", f"{first['sk']}#9999")
    items = (first, *(table.query_all(first["pk"], between=others) if _CLOSED in first else []))
    are_all = all(item["sk"].endswith(f"#{number:04}") for number, item in enumerate(items) if number)
    if not are_all or not all(_CLOSED in item for item in items[:-1]):
        raise Stale
    return Minute(account_id, items)


def find_since(table: Table, account_id: str, record_id: str, since: datetime, now: datetime) -> UsageRecord | None:
    """Return a record of an account whose instant is not known, but that it is not before this one."""
    for month in sorted({month_of(since.astimezone(UTC)), month_of(now.astimezone(UTC))}):
        for item in table.query_all(f"USAGE#{account_id}#{month}", between=(_minute(since), "~")):
            if _RECORD + record_id in item:
                return _read(account_id, record_id, item[_RECORD + record_id])
    return None


def add_records(
    records: Sequence[UsageRecord], refused: Iterable[UsageRecord], places: Mapping[str, Place]
) -> Iterator[TransactItem]:
    """Write records and what was refused, each in its place, by id; Stale if one of them is there already.

    Without a place they are in their minute's first item, and close none.
    """
    packs: dict[tuple[str, str], tuple[Place, dict[str, Any]]] = {}
    values = [(record, _RECORD, _stored(record)) for record in records] + [(it, _REFUSED, True) for it in refused]
    for record, prefix, value in values:
        place = places.get(record.record_id, Place())
        key = pack_key(record.account_id, record.at, place.number)
        packs.setdefault((key["pk"], key["sk"]), (place, {}))[1][prefix + record.record_id] = value
    for (pk, sk), (place, pack) in packs.items():
        yield _add_to(pk, sk, place, pack)
    yield from _add_late(record for record in records if record.is_late)


def _add_to(pk: str, sk: str, place: Place, pack: dict[str, Any]) -> TransactItem:
    only_if = _absent(pack)
    if place.room is not None:
        only_if &= Attr(_CLOSED).not_exists()
    closing = {_CLOSED: True} if place.room is not None and len(pack) >= place.room else {}
    return update({"pk": pk, "sk": sk}, set=pack | closing, only_if=only_if, on_conflict=Stale())


def _absent(names: Iterable[str]) -> Condition:
    """Return the condition that none of these is there, neither as a record nor as refused."""
    ids = dict.fromkeys(name.removeprefix(_RECORD).removeprefix(_REFUSED) for name in names)
    first, *others = (Attr(prefix + its_id).not_exists() for its_id in ids for prefix in (_RECORD, _REFUSED))
    for other in others:
        first &= other
    return first


def _add_late(records: Iterable[UsageRecord]) -> Iterator[TransactItem]:
    """Write copies of an account's records that are counted late, in an item of this transaction's own."""
    late: dict[tuple[str, str], list[UsageRecord]] = {}
    for record in records:
        key = pack_key(record.account_id, record.counted_at)
        late.setdefault((key["pk"], key["sk"]), []).append(record)
    for (pk, sk), copied in late.items():
        copies = {_RECORD + record.record_id: _stored(record) for record in copied}
        yield put({"pk": pk, "sk": f"{sk}#late#{copied[0].record_id}"} | copies)


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M}"


def _stored(record: UsageRecord) -> list[Any]:
    """Return a record as it is stored, without names, as an item holds many: `_read` knows their order."""
    own = record.account_id
    lines = [["" if it.account.wallet == own else it.account.wallet, it.account.part, it.amount] for it in record.lines]
    return [
        "" if record.holder == own else record.holder, str(record.kind), record.number_id, record.country, record.place,
        record.deck, record.amount, _number(record.at), _number(record.counted_at), record.seconds, record.units, lines,
    ]  # fmt: skip


def _read(account_id: str, name: str, stored: list[Any]) -> UsageRecord:
    holder, kind, number_id, country, place, deck, amount, at, counted_at, seconds, units, lines = stored
    return UsageRecord(
        name.removeprefix(_RECORD), account_id, holder or account_id, UsageKind(kind), number_id, country, place, deck,
        amount, _instant(at), _instant(counted_at), seconds, units,
        tuple(Line(LedgerAccount(wallet or account_id, part), moved) for wallet, part, moved in lines),
    )  # fmt: skip


def _number(at: datetime) -> int:
    """Return an instant as microseconds since 1970: a third of the bytes of its text."""
    return (at - _EPOCH) // _MICROSECOND


def _instant(stored: int | str) -> datetime:
    """Return the instant of a number, or of the text that was stored before there were numbers."""
    return clock.from_text(stored) if isinstance(stored, str) else _EPOCH + stored * _MICROSECOND
