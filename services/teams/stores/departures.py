"""Departures in the table: an account's last place on a team, while going from it can be undone."""

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import TransactItem, delete, put
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.departure import Departure
from services.teams.stores import keys


def add(former: Departure) -> TransactItem:
    """Write a departure in place of an earlier one of the same account; it expires by itself."""
    listed = {"gsi1pk": _of_team(former.team_id), "gsi1sk": f"{clock.to_text(former.gone_at)}#{former.account_id}"}
    ttl = {"ttl": clock.to_epoch(former.undo_until)}
    return put(keys.departure(former.account_id) | to_item(former) | listed | ttl)


def read(table: Table, account_id: str) -> tuple[Departure | None, Account | None]:
    """Return an account's last place on a team, if it can perhaps be undone, and the account, in one read."""
    former, account = table.get_each([keys.departure(account_id), keys.account(account_id)])
    return from_item(Departure, former) if former else None, from_item(Account, account) if account else None


def read_page(table: Table, team_id: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of who is no longer on a team, the last to go first."""
    return table.query(_of_team(team_id), index="gsi1", limit=limit, cursor=cursor, newest_first=True)


def remove(former: Departure) -> TransactItem:
    """Delete a departure; raise Stale if that was undone, or they have left once more, in between."""
    same = Attr("revision").eq(former.revision)
    return delete(keys.departure(former.account_id), only_if=same, on_conflict=Stale())


def forget(account_id: str) -> TransactItem:
    """Delete the last place of an account that is closed."""
    return delete(keys.departure(account_id))


def _of_team(team_id: str) -> str:
    return f"TEAM#{team_id}#GONE"
