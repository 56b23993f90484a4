"""The lists of a team's people: all, by status and role, by the words they are found by, and what is over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb import cursors
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.cursors import InvalidCursor
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete
from services.teams.domain import search
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.stores import keys

Row = Member | Invitation
Keep = Callable[[Row], bool]

_LOOK_BACK = 30  # days; longer than the sweep may ever stand still
_HITS = 100


@dataclass(frozen=True)
class Rows:
    """A page of a team's list."""

    items: list[Row]
    next_cursor: str | None


@dataclass(frozen=True)
class _Part:
    """A run of rows in the order of an index."""

    pk: str
    begins: str
    only: Condition | None = None


def everybody(table: Table, team_id: str, *, limit: int, cursor: str | None) -> Rows:
    """Everybody, in the order in which they first came into the list."""
    page = table.query(f"TEAM#{team_id}#PEOPLE", index="gsi1", limit=limit, cursor=cursor)
    return Rows([_row(item) for item in page.items], page.next_cursor)


def some(
    table: Table, team_id: str, now: datetime, *, status: str | None, role: str | None, limit: int, cursor: str | None
) -> Rows:
    """Those of a status, or a role, or both: one query, but for a role alone up to one for each status."""
    items: list[Item] = []
    for part in _from(cursor, _parts(team_id, status, role, now)):
        page = table.query(
            part.pk,
            begins=part.begins or None,
            index="gsi2",
            limit=limit - len(items),
            cursor=continued(cursor, "gsi2", part.pk, part.begins) if _belongs(cursor, part) else None,
            only=part.only,
        )
        items += page.items
        if page.next_cursor or len(items) == limit:
            after = page.next_cursor or _after(items[-1], "pk", "sk", "gsi2pk", "gsi2sk")
            return Rows([_row(item) for item in items], after)
    return Rows([_row(item) for item in items], None)


def having(
    table: Table, team_id: str, beginnings: tuple[str, ...], keep: Keep, *, limit: int, cursor: str | None
) -> Rows:
    """Those who have a word with each of these beginnings: one query for the words, one read for their rows.

    A page may be short; it is the last only without a cursor.
    """
    pk, begins = f"TEAM#{team_id}", f"FIND#{beginnings[0]}"
    hits = table.query(pk, begins=begins, limit=_HITS, cursor=continued(cursor, None, pk, begins))
    rows = table.get_many((pk, hit["row"]) for hit in hits.items)
    found: list[Row] = []
    for hit in hits.items:
        item = rows.get((pk, hit["row"]))
        row = _row(item) if item else None
        if row and _is_the_hit(row, hit, beginnings) and keep(row):
            found.append(row)
        if len(found) == limit:
            last = hit is hits.items[-1] and hits.next_cursor is None
            return Rows(found, None if last else _after(hit, "pk", "sk"))
    return Rows(found, hits.next_cursor)


def over(table: Table, as_of: datetime) -> Iterator[Item]:
    """The invitations whose time is over: `team_id` and `invitation_id`, oldest day first."""
    for back in range(_LOOK_BACK, -1, -1):
        for shard in range(keys.SHARDS):
            day = keys.day(as_of - timedelta(days=back), shard)
            yield from table.query_all(day, up_to=f"{clock.to_text(as_of)}~")


def settled(due: Item) -> TransactItem:
    """Take one of `over` off."""
    return delete({"pk": due["pk"], "sk": due["sk"]})


def first_rows(table: Table, team_id: str, begins: str, limit: int) -> list[Row]:
    """Some members (`USER#`) or invitations (`INV#`) of a team as they are now, for what takes it down."""
    return [_row(item) for item in table.query(f"TEAM#{team_id}", begins=begins, limit=limit).items]


def longest_serving(table: Table, team_id: str) -> Iterator[Member]:
    """Active admins, then active members, each by how long they are on the team: who would become the owner."""
    for role in ("admin", "member"):
        for item in table.query(f"TEAM#{team_id}#active", begins=f"{role}#", index="gsi2", limit=1).items:
            yield keys.load(Member, item)


def continued(cursor: str | None, index: str | None, pk: str, begins: str) -> str | None:
    """The cursor, if it is one of this list. Raises InvalidCursor."""
    if cursor is None:
        return None
    key = cursors.decode_cursor(cursor, f"{index}pk" if index else "pk", pk)
    if not key[f"{index}sk" if index else "sk"].startswith(begins):
        raise InvalidCursor(field="cursor")
    return cursor


def _parts(team_id: str, status: str | None, role: str | None, now: datetime) -> list[_Part]:
    """The runs that hold what is asked for. An invitation may be over before the sweep notes it."""
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


def _from(cursor: str | None, parts: list[_Part]) -> list[_Part]:
    """The parts from the one that the cursor points into. Raises InvalidCursor if it is in none."""
    if cursor is None:
        return parts
    for number, part in enumerate(parts):
        if _belongs(cursor, part):
            return parts[number:]
    raise InvalidCursor(field="cursor")


def _belongs(cursor: str | None, part: _Part) -> bool:
    try:
        return continued(cursor, "gsi2", part.pk, part.begins) is not None
    except InvalidCursor:
        return False


def _after(item: Item, *names: str) -> str:
    return cursors.encode_cursor({name: item[name] for name in names})


def _is_the_hit(row: Row, hit: Item, beginnings: tuple[str, ...]) -> bool:
    word = search.first_match(row.words, beginnings[0])
    return hit["sk"].startswith(f"FIND#{word}#") and search.matches(row.words, beginnings)


def _row(item: Item) -> Row:
    return keys.load(Member, item) if item["sk"].startswith("USER#") else keys.load(Invitation, item)
