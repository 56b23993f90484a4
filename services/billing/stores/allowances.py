"""Stores the monthly allowances of members.

| question | key | index |
|---|---|---|
| what does this account get each month, of which team | ALLOWANCE#account / ALLOWANCE | |
| whose allowances of a team are due, oldest first | ALLOWANCES#team / day#account | gsi1 |

Which teams are to be looked at is in giving_rounds.py. The index may be behind the table: what is due is read again by
its key before it is given.
"""

from collections.abc import Iterable

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Stale
from services.billing.domain.allowance import Allowance


def key(account_id: str) -> dict[str, str]:
    """Return the key of an account's allowance."""
    return {"pk": f"ALLOWANCE#{account_id}", "sk": "ALLOWANCE"}


def find(table: Table, account_id: str) -> Allowance | None:
    """Return the account's allowance, of the team that it is on or was on, or None."""
    return loaded(table.get(**key(account_id)))


def loaded(item: Item | None) -> Allowance | None:
    """Return the allowance of an item that was read together with others, or None."""
    return from_item(Allowance, item) if item else None


def save(after: Allowance, before: Allowance | None) -> TransactItem:
    """Write the allowance as decided from `before`; refuse with Stale if it changed since."""
    listed = {"gsi1pk": f"ALLOWANCES#{after.team_id}", "gsi1sk": _place(after)}
    unchanged = Attr("version").eq(before.version) if before else absent()
    return put(key(after.account_id) | to_item(after) | listed, only_if=unchanged, on_conflict=Stale())


def remove(allowance: Allowance) -> TransactItem:
    """Delete the allowance; refuse with Stale if it changed since it was read."""
    same = Attr("version").eq(allowance.version)
    return delete(key(allowance.account_id), only_if=same, on_conflict=Stale())


def list_due(table: Table, team_id: str, day: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of a team's allowances that are due by a day, oldest first."""
    return table.query(f"ALLOWANCES#{team_id}", index="gsi1", up_to=f"{day}~", limit=limit, cursor=cursor)


def list_behind(table: Table, first: Allowance, day: str) -> Iterable[Allowance]:
    """Yield what is due by a day of a team, from one allowance on."""
    window = (_place(first), f"{day}~")
    items = table.query_all(f"ALLOWANCES#{first.team_id}", index="gsi1", between=window)
    return (from_item(Allowance, item) for item in items)


def has_any(table: Table, team_id: str) -> bool:
    """Return whether the team gives an allowance to anyone."""
    return bool(table.query(f"ALLOWANCES#{team_id}", index="gsi1", limit=1).items)


def _place(allowance: Allowance) -> str:
    return f"{allowance.due}#{allowance.account_id}"
