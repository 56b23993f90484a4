"""Reads the usage in billing's table, and says where it does not add up; no code is shared with what wrote it (B20).

Each record is written once. A wallet's hours, a team's days and the books' turnover are what the records add up to.
"""

import json
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

Item = Mapping[str, Any]
Sums = Counter[tuple[Any, ...]]
_COUNTED = ("a", "n", "s")  # micro-dollars, calls or texts, seconds
_LATE = 30 * 60


class _Record(NamedTuple):
    its_id: str
    account: str
    team: str
    kind: str
    number: str
    country: str
    amount: int
    at: str
    counted: str
    seconds: int
    units: int
    lines: tuple[tuple[str, str, int], ...]

    @property
    def quarter(self) -> str:
        return f"{self.counted[:14]}{int(self.counted[14:16]) // 15 * 15:02}"

    @property
    def is_late(self) -> bool:
        counted, at = (datetime.fromisoformat(text) for text in (self.counted, self.at))
        return abs((counted - at).total_seconds()) >= _LATE

    @property
    def used(self) -> dict[str, int]:
        return {"a": self.amount, "n": -1 if self.units < 0 else 1, "s": self.seconds}


def find_faults(items: Iterable[Item]) -> list[str]:
    """Return a sentence for each fault."""
    items = list(items)
    packs = [item for item in items if item["pk"].startswith("USAGE#")]
    records = [record for pack in packs if "#late" not in pack["sk"] for record in _records(pack)]
    late = [record for pack in packs if "#late" in pack["sk"] for record in _records(pack)]
    return [
        *_of_packs(packs),
        *_of_minutes(packs),
        *_of_records(records, late),
        *_of_parts(items),
        *_differences("of hours", _by_hours(records), _in_hours(items)),
        *_differences("of a team's days", _by_days(records), _in_days(items)),
        *_differences("of a team's days in all", _by_days(records, totals=True), _in_totals(items)),
        *_differences("of the books", _by_books(records), _in_books(items)),
    ]


def _records(pack: Item) -> Iterator[_Record]:
    account = pack["pk"].split("#")[1]
    for name, it in pack.items():
        if name.startswith("r:"):
            lines = tuple((wallet or account, part, int(amount)) for wallet, part, amount in it[11])
            what = (it[0], it[1], it[2], it[3], int(it[6]), text_of(it[7]), text_of(it[8]), int(it[9]), int(it[10]))
            yield _Record(name[2:], account, *what, lines)


def text_of(instant: int | str) -> str:
    """Return the text of an instant that is stored as microseconds since 1970, or was stored as text before."""
    if isinstance(instant, str):
        return instant
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(instant))
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _of_packs(packs: Iterable[Item]) -> Iterator[str]:
    for pack in packs:
        place, is_late = pack["sk"].partition("#")[0], "#late" in pack["sk"]
        month = pack["pk"].split("#")[2]
        for record in _records(pack):
            minute = (record.counted if is_late else record.at)[:16]
            if place != minute or month != minute[:7]:
                yield f"{record.its_id} of {minute} is in {pack['pk']} {pack['sk']}"
            if f"x:{record.its_id}" in pack:
                yield f"{record.its_id} is debited, and refused"


def _of_minutes(packs: Iterable[Item]) -> Iterator[str]:
    """A minute goes on in another item only after one that is closed."""
    known = {(pack["pk"], pack["sk"]): pack for pack in packs if "#late" not in pack["sk"]}
    for pk, sk in known:
        minute, _, number = sk.partition("#")
        before = f"{minute}#{int(number) - 1:04}".removesuffix("#0000") if number else ""
        if number and "closed" not in known.get((pk, before), {}):
            yield f"{pk} {sk} goes on after {before}, which is not closed"


def _of_records(records: list[_Record], late: list[_Record]) -> Iterator[str]:
    known = {(record.account, record.its_id): record for record in records}
    if len(known) != len(records):
        yield "a record is written under two instants"
    for record in records:
        earned = sum(amount for wallet, _, amount in record.lines if wallet == "revenue")
        if sum(amount for _, _, amount in record.lines):
            yield f"{record.its_id} does not sum to zero"
        if record.units >= 0 and earned != record.amount:
            yield f"{record.its_id} costs {record.amount}, and {earned} is earned"
        taken = [(wallet, amount) for wallet, part, amount in record.lines if wallet != "revenue" and part != "owed"]
        if record.units >= 0 and {wallet for wallet, _ in taken} - {record.account}:
            yield f"{record.its_id} moves money of others than its user"
        if record.units >= 0 and sum(amount for _, amount in taken) != -record.amount:
            yield f"{record.its_id} costs {record.amount}, and its user has {taken} more"
        refunded = known.get((record.account, record.its_id.removesuffix(":refund")))
        if record.units < 0 and (refunded is None or refunded.amount != -record.amount or record.lines):
            yield f"{record.its_id} takes back what was not used"
    if sorted(late) != sorted(record for record in records if record.is_late):
        yield "the records that were counted late are not those that are listed as late"


def _by_hours(records: Iterable[_Record]) -> Sums:
    found = Sums()
    for it in records:
        for wallet, part, amount in it.lines:
            if wallet.startswith(("acc_", "team_")):
                found[wallet, it.quarter, "p", part] += amount
        for letter, value in it.used.items():
            found[it.account, it.quarter, letter, f"{it.kind}:{it.country}:{it.number}"] += value
        found[it.account, it.quarter, "b", f"{it.kind}:{it.country}:{it.number}"] += it.units < 0
    return found


def _in_hours(items: Iterable[Item]) -> Sums:
    found = Sums()
    for item in items:
        if item["pk"].startswith("WALLET#") and item["sk"].endswith("#usage"):
            hour = item["sk"][len("ENTRY#") :][:14]
            for name, value in item.items():
                if name[1:2] == ":":
                    letter, minute, what = name.split(":", 2)
                    found[item["pk"][len("WALLET#") :], hour + minute, letter, what] += int(value)
    return found


def _by_days(records: Iterable[_Record], *, totals: bool = False) -> Sums:
    found = Sums()
    for it in records:
        if it.team.startswith("team_"):
            who, number = ("", "") if totals else (it.account, it.number)
            for letter, value in it.used.items():
                found[it.team, it.counted[:10], who, it.kind, it.country, number, letter] += value
    return found


def _in_days(items: Iterable[Item]) -> Sums:
    found = _of_hours_in_days(items)
    found.update(_in_parts(items, "CUBE"))
    return found


def _in_totals(items: Iterable[Item]) -> Sums:
    found = Sums(_in_parts(items, "DAY"))
    for (team, day, _, kind, country, _, letter), value in _of_hours_in_days(items).items():
        found[team, day, "", kind, country, "", letter] += value
    return found


def _of_hours_in_days(items: Iterable[Item]) -> Sums:
    found = Sums()
    for item in items:
        if item["pk"].startswith("SUMS#") and item["sk"].startswith("acc_"):
            _, team, month = item["pk"].split("#")
            account, day, _ = item["sk"].split("#")
            for name, value in item.items():
                if name[1:2] == ":":
                    letter, _, kind, country, number = name.split(":", 4)
                    found[team, f"{month}-{day}", account, kind, country, number, letter] += int(value)
    return found


def _in_parts(items: Iterable[Item], kind: str) -> Sums:
    found = Sums()
    for item in items:
        if item["pk"].startswith("SUMS#") and item["sk"].startswith(f"{kind}#"):
            _, team, month = item["pk"].split("#")
            for series, _, added in _unpack(bytes(item["runs"])):
                for letter, value in zip(_COUNTED, added, strict=True):
                    found[team, f"{month}-{item['sk'].split('#')[1]}", *series, letter] += value
    return found


def _of_parts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if item["pk"].startswith("SUMS#") and item["sk"].startswith(("CUBE#", "DAY#")):
            for series, said, added in _unpack(bytes(item["runs"])):
                if said != added:
                    yield f"{series} of {item['pk']} {item['sk']} is {said}, by its quarters {added}"


def _unpack(packed: bytes) -> Iterator[tuple[list[str], list[int], list[int]]]:
    """Yield the series of a folded day, what it says of each, and what the running sums in its columns end at."""
    head = 4 + int.from_bytes(packed[:4], "little")
    columns, place = zlib.decompress(packed[head:]), 0
    integers = struct.unpack(f"<{len(columns) // 8}q", columns)
    width = len(integers) // 4
    for *series, length, amount, count, seconds in json.loads(zlib.decompress(packed[4:head])):
        starts = (column * width + place for column in (1, 2, 3))
        yield series, [amount, count, seconds], [integers[start + length - 1] if length else 0 for start in starts]
        place += length


def _by_books(records: Iterable[_Record]) -> Sums:
    found = Sums()
    for it in records:
        for wallet, part, amount in it.lines:
            is_ours = wallet.startswith(("acc_", "team_"))
            name = part.split(":")[0] if is_ours else f"{wallet}:{part}"
            found[it.counted[:10], "credit" if amount > 0 else "debit", name] += abs(amount)
    return found


def _in_books(items: Iterable[Item]) -> Sums:
    found = Sums()
    for item in items:
        if item["pk"].startswith("BOOKS#") and item["sk"].startswith("USAGE#"):
            for name, value in item.items():
                side, _, account = name.partition(":")
                if account:
                    found[item["pk"][len("BOOKS#") :], side, account] += int(value)
    return found


def _differences(what: str, wanted: Sums, found: Sums) -> Iterator[str]:
    for place in sorted({*wanted, *found}):
        if wanted[place] != found[place]:
            yield f"{what}, {place} is {found[place]}, by records {wanted[place]}"
