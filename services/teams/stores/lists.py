"""The lists of a team's people: all, by status and role, by search words; and the invitations that are due.

A person's place is the same in all of them and never changes (E4). The rows of each status and role are a range of an
index; a filter reads some of these ranges, at most four, and merges them by place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb import cursors
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.cursors import InvalidCursor
from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete
from services.teams.domain import search
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.stores import keys

Row = Member | Invitation

_DAYS_BACK = 30  # longer than the sweep may ever be down
_RARE = 100  # words with the same beginning, which cost less to read than a status or role
_MOST_KEYS = 100  # items in one read by keys


@dataclass(frozen=True)
class RowPage:
    """A page of a team's list."""

    items: list[Row]
    next_cursor: str | None


@dataclass(frozen=True)
class Wanted:
    """What a list is filtered by; None and no beginnings of words are no filter."""

    status: str | None = None
    role: str | None = None
    beginnings: tuple[str, ...] = ()

    @property
    def is_filtered(self) -> bool:
        """Return whether only a status or role is wanted."""
        return self.status is not None or self.role is not None

    def includes(self, row: Row, now: datetime) -> bool:
        """Return whether a row has the status and role."""
        shown = row.status if isinstance(row, Member) else row.list_status(now)
        return self.status in {None, shown} and self.role in {None, row.role}


@dataclass(frozen=True)
class _Range:
    """The rows of a status and role, in list order."""

    status: str
    role: str
    only: Condition | None = None


def list_all(table: Table, team_id: str, *, limit: int, cursor: str | None) -> RowPage:
    """Return a page of all rows, in the order in which people first appeared."""
    name = f"TEAM#{team_id}#LIST"
    window = (f"{_after(cursor, name)} ", "~")
    page = table.query(f"TEAM#{team_id}#PEOPLE", between=window, index="gsi1", limit=limit)
    last = _place(page.items[-1]) if page.next_cursor else None
    return RowPage([_row(item) for item in page.items], _cursor_at(name, last))


def list_filtered(
    table: Table, team_id: str, now: datetime, wanted: Wanted, *, limit: int, cursor: str | None
) -> RowPage:
    """Return a page of a status, a role or both, with the words of a search: one query for each status and role."""
    name = f"TEAM#{team_id}#LIST#{wanted.status or ''}#{wanted.role or ''}"
    after = _after(cursor, name)
    pages = [_read_range(table, team_id, part, wanted, limit, after) for part in _ranges(wanted, now)]
    reached = min((place for page in pages if (place := _reached(page))), default="~")
    found = {_place(item): item for page in pages for item in page.items if _place(item) <= reached}
    rows = [found[place] for place in sorted(found)]
    if len(rows) > limit:
        rows, reached = rows[:limit], _place(rows[limit - 1])
    return RowPage([_row(item) for item in rows], _cursor_at(name, reached if reached != "~" else None))


def find_by_words(
    table: Table, team_id: str, wanted: Wanted, now: datetime, *, limit: int, cursor: str | None
) -> RowPage:
    """Return a page of people who have a word with each of these beginnings.

    It takes one query for the words and one read for the rows, and before them one short query for each of several
    beginnings until a rare one is found. If there is none, a status or role is read and its rows are compared.
    """
    found_by = _choose_beginning(table, team_id, wanted, cursor)
    if found_by is None:
        return list_filtered(table, team_id, now, wanted, limit=limit, cursor=cursor)

    def matching(hits: list[Item]) -> list[Item]:
        hits = [hit for hit in hits if _is_first_match(hit, found_by, wanted.beginnings)]
        return _with_rows(table, hits, wanted, now) if wanted.is_filtered else hits

    hits = table.query(f"TEAM#{team_id}", begins=f"FIND#{found_by}", limit=limit, cursor=cursor, keep=matching)
    shown = hits.items if wanted.is_filtered else _with_rows(table, hits.items, wanted, now)
    return RowPage([_row(hit["found"]) for hit in shown], hits.next_cursor)


def expired_invitations(table: Table, as_of: datetime) -> Iterator[Item]:
    """Yield the items of invitations that are due, with `team_id` and `invitation_id`, oldest day first."""
    for back in range(_DAYS_BACK, -1, -1):
        for shard in range(keys.SHARDS):
            day = keys.due_partition(as_of - timedelta(days=back), shard)
            yield from table.query_all(day, up_to=f"{clock.to_text(as_of)}~")


def remove_due(due: Item) -> TransactItem:
    """Delete an item of `expired_invitations`."""
    return delete({"pk": due["pk"], "sk": due["sk"]})


def first_rows(table: Table, team_id: str, begins: str, limit: int) -> list[Row]:
    """Return some members (`USER#`) or invitations (`INV#`) of a team that is being dissolved."""
    return [_row(item) for item in table.query(f"TEAM#{team_id}", begins=begins, limit=limit).items]


def member_ids(table: Table, team_id: str, *, after: str, limit: int) -> list[str]:
    """Return the account ids of the next members of a team, in the order of their ids, after this one if not empty."""
    window = (f"USER#{after} ", "USER#~")
    return [str(item["account_id"]) for item in table.query(f"TEAM#{team_id}", between=window, limit=limit).items]


def longest_serving(table: Table, team_id: str) -> Member | None:
    """Return the active admin, else member, who has been on the team for longest: the heir.

    It reads all of them, because lists are in the order of invitations: once in the life of a team, if ever.
    """
    for role in ("admin", "member"):
        items = table.query_all(f"TEAM#{team_id}#active", begins=f"{role}#", index="gsi2")
        if items:
            return from_item(Member, min(items, key=lambda item: (item["joined_at"], item["account_id"])))
    return None


def check_cursor(cursor: str | None, index: str | None, pk: str, begins: str) -> str | None:
    """Return the cursor if it belongs to this list. Raises InvalidCursor."""
    if cursor is None:
        return None
    key = cursors.decode_cursor(cursor, f"{index}pk" if index else "pk", pk)
    if not key[f"{index}sk" if index else "sk"].startswith(begins):
        raise InvalidCursor(field="cursor")
    return cursor


def _ranges(wanted: Wanted, now: datetime) -> list[_Range]:
    """Return the ranges of the wanted rows. An invitation may be due before the sweep marks it as expired."""
    is_over = Attr("expires_at").lte(clock.to_text(now))
    runs: dict[str, list[tuple[str, Condition | None]]] = {
        "active": [("active", None)],
        "invited": [("invited", Attr("expires_at").gt(clock.to_text(now)))],
        "suspended": [("suspended", None)],
        "expired": [("expired", None), ("invited", is_over)],
    }
    statuses = runs[wanted.status] if wanted.status else [(name, None) for name in runs]
    roles = (wanted.role,) if wanted.role else ("admin", "member")
    ranges = [_Range(status, role, only) for status, only in statuses for role in roles if role != "owner"]
    owner = [_Range("active", "owner")] if wanted.role in {None, "owner"} and wanted.status in {None, "active"} else []
    return owner + ranges


def _read_range(table: Table, team_id: str, part: _Range, wanted: Wanted, limit: int, after: str) -> ItemPage:
    def matching(items: list[Item]) -> list[Item]:
        return [item for item in items if search.matches(tuple(item["words"]), wanted.beginnings)]

    return table.query(
        f"TEAM#{team_id}#{part.status}",
        between=(f"{part.role}#{after} ", f"{part.role}#~"),
        index="gsi2",
        limit=limit,
        only=part.only,
        keep=matching if wanted.beginnings else None,
    )


def _after(cursor: str | None, name: str) -> str:
    """Return the place after which a page begins, not the row: that may be a member's by now. Raises InvalidCursor."""
    return str(cursors.decode_cursor(cursor, "pk", name)["sk"]) if cursor else ""


def _cursor_at(name: str, place: str | None) -> str | None:
    return cursors.encode_cursor({"pk": name, "sk": place}) if place else None


def _reached(page: ItemPage) -> str:
    """Return the place up to which a range was read, if it goes on."""
    if page.next_cursor is None:
        return ""
    return str(cursors.read_cursor(page.next_cursor)["gsi2sk"]).partition("#")[2]


def _place(item: Item) -> str:
    return str(item["gsi1sk"])


def _choose_beginning(table: Table, team_id: str, wanted: Wanted, cursor: str | None) -> str | None:
    """Return the beginning of words to look up: that of the cursor, or a rare one; None if rows should be compared."""
    if cursor:
        return next((one for one in wanted.beginnings if _belongs(cursor, f"TEAM#{team_id}", f"FIND#{one}")), None)
    if len(wanted.beginnings) > 1 or wanted.is_filtered:
        rare = next((one for one in wanted.beginnings if _is_rare(table, team_id, one)), None)
        if rare or wanted.is_filtered:
            return rare
    return wanted.beginnings[0]


def _is_rare(table: Table, team_id: str, beginning: str) -> bool:
    return table.query(f"TEAM#{team_id}", begins=f"FIND#{beginning}", limit=_RARE).next_cursor is None


def _is_first_match(hit: Item, found_by: str, beginnings: tuple[str, ...]) -> bool:
    words = tuple(hit["words"])
    word = search.first_match(words, found_by)
    return hit["sk"].startswith(f"FIND#{word}#") and search.matches(words, beginnings)


def _with_rows(table: Table, hits: list[Item], wanted: Wanted, now: datetime) -> list[Item]:
    """Return the hits with their rows under `found`, without those of another status or role."""
    rows: dict[tuple[str, str], Item] = {}
    for at in range(0, len(hits), _MOST_KEYS):
        rows |= table.get_many((hit["pk"], hit["row"]) for hit in hits[at : at + _MOST_KEYS])
    found = [hit | {"found": rows[hit["pk"], hit["row"]]} for hit in hits if (hit["pk"], hit["row"]) in rows]
    return [hit for hit in found if wanted.includes(_row(hit["found"]), now)]


def _belongs(cursor: str, pk: str, begins: str) -> bool:
    try:
        return check_cursor(cursor, None, pk, begins) is not None
    except InvalidCursor:
        return False


def _row(item: Item) -> Row:
    return from_item(Member, item) if item["sk"].startswith("USER#") else from_item(Invitation, item)
