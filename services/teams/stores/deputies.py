"""Deputies in the table: at most one of a team."""

from collections.abc import Iterator

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, delete, put_new, update
from kernel.problems import Stale
from services.teams.domain.deputy import Deputy
from services.teams.stores import keys

_ALL = "DEPUTIES"


def read(table: Table, team_id: str) -> Deputy | None:
    """Return who is to take over a team, or None."""
    key = keys.deputy(team_id)
    item = table.get(key["pk"], key["sk"])
    return from_item(Deputy, item) if item else None


def add(deputy: Deputy) -> TransactItem:
    """Write a new deputy; raise Stale if the team has one by now."""
    listed = {"gsi1pk": _ALL, "gsi1sk": deputy.team_id}
    return put_new(keys.deputy(deputy.team_id) | to_item(deputy) | listed, on_conflict=Stale())


def mark_reminded(deputy: Deputy) -> TransactItem:
    """Write that the owner is notified once more; raise Stale if they are already, or the deputy is gone."""
    still = _is(deputy) & Attr("reminded").ne(True)
    return update(keys.deputy(deputy.team_id), set={"reminded": True}, only_if=still, on_conflict=Stale())


def remove(deputy: Deputy) -> TransactItem:
    """Delete a deputy; raise Stale if they took over, or it was called off, in between."""
    return delete(keys.deputy(deputy.team_id), only_if=_is(deputy), on_conflict=Stale())


def find_all(table: Table) -> Iterator[Deputy]:
    """Yield every deputy of a team; there are few at any time."""
    for item in table.query_all(_ALL, index="gsi1"):
        yield from_item(Deputy, item)


def _is(deputy: Deputy) -> Condition:
    return Attr("deputy_id").eq(deputy.deputy_id)
