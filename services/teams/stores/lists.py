"""The lists of a team's people: all, by status and role, by search words; and the invitations that are due."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb import cursors
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.cursors import InvalidCursor
from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete
from services.teams.domain import search
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.stores import keys

Row = Member | Invitation
RowFilter = Callable[[Row], bool]

_DAYS_BACK = 30  # longer than the sweep may ever be down
_MAX_HITS = 100


@dataclass(frozen=True)
class RowPage:
    """A page of a team's list."""

    items: list[Row]
    next_cursor: str | None


@dataclass(frozen=True)
class _Part:
    """A range of rows in the order of an index."""

    pk: str
    begins: str
    only: Condition | None = None


def list_all(table: Table, team_id: str, *, limit: int, cursor: str | None) -> RowPage:
    """Return a page of all rows, in the order in which people first appeared."""
    page = table.query(f"TEAM#{team_id}#PEOPLE", index="gsi1", limit=limit, cursor=cursor)
    return RowPage([_row(item) for item in page.items], page.next_cursor)


def list_filtered(
    table: Table, team_id: str, now: datetime, *, status: str | None, role: str | None, limit: int, cursor: str | None
) -> RowPage:
    """Return a page of a status, a role or both: one query, or up to one per status for a role alone."""
    items: list[Item] = []
    for part in _parts_from(cursor, _parts(team_id, status, role, now)):
        page = table.query(
            part.pk,
            begins=part.begins or None,
            index="gsi2",
            limit=limit - len(items),
            cursor=check_cursor(cursor, "gsi2", part.pk, part.begins) if _belongs(cursor, part) else None,
            only=part.only,
        )
        items += page.items
        if page.next_cursor or len(items) == limit:
            after = page.next_cursor or _cursor_after(items[-1], "pk", "sk", "gsi2pk", "gsi2sk")
            return RowPage([_row(item) for item in items], after)
    return RowPage([_row(item) for item in items], None)


def find_by_words(
    table: Table, team_id: str, beginnings: tuple[str, ...], keep: RowFilter, *, limit: int, cursor: str | None
) -> RowPage:
    """Return a page of people who have a word with each of these beginnings.

    It takes one query for the words and one read for their rows. A page may be short: only one without a cursor is the
    last.
    """
    pk, begins = f"TEAM#{team_id}", f"FIND#{beginnings[0]}"
    hits = table.query(pk, begins=begins, limit=_MAX_HITS, cursor=check_cursor(cursor, None, pk, begins))
    rows = table.get_many((pk, hit["row"]) for hit in hits.items)
    found: list[Row] = []
    for hit in hits.items:
        item = rows.get((pk, hit["row"]))
        row = _row(item) if item else None
        if row and _is_first_match(row, hit, beginnings) and keep(row):
            found.append(row)
        if len(found) == limit:
            last = hit is hits.items[-1] and hits.next_cursor is None
            return RowPage(found, None if last else _cursor_after(hit, "pk", "sk"))
    return RowPage(found, hits.next_cursor)


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


def longest_serving(table: Table, team_id: str) -> Iterator[Member]:
    """Yield active admins, then active members, by how long they are on the team: the heirs in order."""
    for role in ("admin", "member"):
        for item in table.query(f"TEAM#{team_id}#active", begins=f"{role}#", index="gsi2", limit=1).items:
            yield from_item(Member, item)


def check_cursor(cursor: str | None, index: str | None, pk: str, begins: str) -> str | None:
    """Return the cursor if it belongs to this list. Raises InvalidCursor."""
    if cursor is None:
        return None
    key = cursors.decode_cursor(cursor, f"{index}pk" if index else "pk", pk)
    if not key[f"{index}sk" if index else "sk"].startswith(begins):
        raise InvalidCursor(field="cursor")
    return cursor


def _parts(team_id: str, status: str | None, role: str | None, now: datetime) -> list[_Part]:
    """Return the ranges that hold the wanted rows. An invitation may be due before the sweep marks it as expired."""
    is_over = Attr("expires_at").lte(clock.to_text(now))
    runs: dict[str, list[tuple[str, Condition | None]]] = {
        "active": [("active", None)],
        "invited": [("invited", Attr("expires_at").gt(clock.to_text(now)))],
        "suspended": [("suspended", None)],
        "expired": [("expired", None), ("invited", is_over)],
    }
    everything = [(name, None) for name in ("active", "invited", "suspended", "expired")]
    begins = f"{role}#" if role else ""
    wanted = runs[status] if status else everything
    return [_Part(f"TEAM#{team_id}#{name}", begins, only) for name, only in wanted]


def _parts_from(cursor: str | None, parts: list[_Part]) -> list[_Part]:
    """Return the ranges from the one that the cursor points into. Raises InvalidCursor if it is in none."""
    if cursor is None:
        return parts
    for number, part in enumerate(parts):
        if _belongs(cursor, part):
            return parts[number:]
    raise InvalidCursor(field="cursor")


def _belongs(cursor: str | None, part: _Part) -> bool:
    try:
        return check_cursor(cursor, "gsi2", part.pk, part.begins) is not None
    except InvalidCursor:
        return False


def _cursor_after(item: Item, *names: str) -> str:
    return cursors.encode_cursor({name: item[name] for name in names})


def _is_first_match(row: Row, hit: Item, beginnings: tuple[str, ...]) -> bool:
    word = search.first_match(row.words, beginnings[0])
    return hit["sk"].startswith(f"FIND#{word}#") and search.matches(row.words, beginnings)


def _row(item: Item) -> Row:
    return from_item(Member, item) if item["sk"].startswith("USER#") else from_item(Invitation, item)
