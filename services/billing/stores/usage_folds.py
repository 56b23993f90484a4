"""Stores the folded days of what the people of a team used.

| question | key | index |
|---|---|---|
| what was used on a team on a day, without people and numbers | SUMS#team#month / DAY#day | |
| what was used by whom on a day, with which number | SUMS#team#month / CUBE#day#part | |
| what is not folded yet | SUMS#team#month / account#day#hour | |
| which day was reviewed last, and which countries were known by then | TEAM#team / USAGE_REVIEW | |

A fold moves hours into their day in one transaction, under the conditions that neither has changed since it was read.
An hour that is added to later is there again, and is folded the next night.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Stale
from services.billing.domain.usage import Cell, Used
from services.billing.domain.usage_days import DaySums, Run, Strand, sum_days
from services.billing.domain.usage_fold import MOST_PACKED, merge, pack, totals, unpack
from services.billing.domain.usage_review import UsageReview
from services.billing.stores import usage, usage_sums


@dataclass(frozen=True, slots=True)
class FoldedDay:
    """A day of a team as it was read: its totals, how many parts of details there are, and the last of them."""

    team_id: str
    day: date
    version: int = 0
    parts: int = 0
    totals: dict[Strand, Run] = field(default_factory=dict)
    last_part: bytes = b""


def days_key(team_id: str, month: str) -> str:
    """Return the partition of a team's month."""
    return f"SUMS#{team_id}#{month}"


def list_hours(table: Table, team_id: str, month: str, before: date, limit: int) -> tuple[list[Item], bool]:
    """Return hours of the oldest day that is not folded, before a day; and whether there is more to fold."""

    def keep(items: list[Item]) -> list[Item]:
        return [item for item in items if f"{month}-{_day_of(item)}" < before.isoformat()]

    page = ItemPage([], None)
    while not page.items:  # there may be more hours of days that run than are read at once
        cursor = page.next_cursor
        page = table.query(days_key(team_id, month), begins="acc_", limit=limit * 10, cursor=cursor, keep=keep)
        if page.next_cursor is None:
            break
    first = min(map(_day_of, page.items), default="")
    found = [item for item in page.items if _day_of(item) == first][:limit]
    return found, len(found) < len(page.items) or bool(found and page.next_cursor)


def find_day(table: Table, team_id: str, day: date) -> FoldedDay:
    """Return a day as far as it is folded."""
    pk = days_key(team_id, f"{day:%Y-%m}")
    item = table.get(pk, f"DAY#{day:%d}")
    if item is None:
        return FoldedDay(team_id, day)
    part = table.get(pk, _part_key(day, item["parts"] - 1))
    last_part = part["runs"] if part else b""
    return FoldedDay(team_id, day, item["version"], item["parts"], unpack(item["runs"]), last_part)


def fold(folded: FoldedDay, hours: Sequence[Item]) -> list[TransactItem]:
    """Move these hours into their day; refuse with Stale if one of them, or the day, has changed since."""
    added = merge(*(sums.runs for sums in of_hours(hours)))
    begins_part = not folded.parts or len(folded.last_part) > MOST_PACKED
    parts = folded.parts + begins_part
    runs = added if begins_part else merge(unpack(folded.last_part), added)
    pk, version = days_key(folded.team_id, f"{folded.day:%Y-%m}"), Attr("version")
    day: Item = {"pk": pk, "sk": f"DAY#{folded.day:%d}", "version": folded.version + 1, "parts": parts}
    as_read: Condition = version.eq(folded.version) if folded.version else absent()
    return [
        put(day | {"runs": pack(merge(folded.totals, totals(added)))}, only_if=as_read, on_conflict=Stale()),
        put({"pk": pk, "sk": _part_key(folded.day, parts - 1), "runs": pack(runs)}),
        *(_remove(item) for item in hours),
    ]


def day_of(hour: Item) -> date:
    """Return the day of an hour that is not folded."""
    month = str(hour["pk"]).rpartition("#")[2]
    return date.fromisoformat(f"{month}-{_day_of(hour)}")


def find_review(table: Table, team_id: str) -> UsageReview:
    """Return the last review of a team's usage; before any it is of no day."""
    item = table.get(**_review_key(team_id))
    return from_item(UsageReview, item) if item else UsageReview(team_id)


def save_review(after: UsageReview, before: UsageReview) -> TransactItem:
    """Write a review; refuse with Stale if another one was written since."""
    as_read = Attr("version").eq(before.version) if before.version else absent()
    item = _review_key(after.team_id) | to_item(replace(after, version=before.version + 1))
    return put(item, only_if=as_read, on_conflict=Stale())


def _review_key(team_id: str) -> dict[str, str]:
    return {"pk": f"TEAM#{team_id}", "sk": "USAGE_REVIEW"}


def of_hours(items: Iterable[Item]) -> list[DaySums]:
    """Return the days of hours that are not folded."""
    return sum_days(cell for item in items for cell in _cells(item))


def _cells(item: Item) -> Iterable[tuple[Cell, Used]]:
    month = str(item["pk"]).rpartition("#")[2]
    account_id, day, hour = str(item["sk"]).split("#")
    begins = datetime.fromisoformat(f"{month}-{day}T{hour}:00:00+00:00")
    return usage_sums.cells_of(account_id, begins, item).items()


def _remove(item: Item) -> TransactItem:
    known, revision = Attr(usage.REVISION), item.get(usage.REVISION)
    as_read = known.eq(revision) if revision else known.not_exists()
    return delete({"pk": item["pk"], "sk": item["sk"]}, only_if=as_read, on_conflict=Stale())


def _day_of(item: Item) -> str:
    return str(item["sk"]).split("#")[1]


def _part_key(day: date, part: int) -> str:
    return f"CUBE#{day:%d}#{part:03}"
