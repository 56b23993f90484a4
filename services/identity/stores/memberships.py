"""Places on teams in the table, as identity knows them from events: what a team requires of an account (I11)."""

from contracts.membership import Membership
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, check, delete, put
from kernel.problems import Stale


def key(account_id: str) -> tuple[str, str]:
    """Return the key of an account's place on a team."""
    return f"ACCOUNT#{account_id}", "MEMBERSHIP"


def read(table: Table, account_id: str) -> Membership:
    """Return the place of an account, which may be on no team."""
    return from_found(table.get(*key(account_id)), account_id)


def from_found(item: Item | None, account_id: str) -> Membership:
    """Return the place in an item, or none without one."""
    return from_item(Membership, item) if item else Membership(account_id)


def change(now: Membership, before: Membership) -> TransactItem:
    """Write a changed place; raise Stale if another event was recorded in between."""
    return put(_key_attributes(now.account_id) | to_item(now), only_if=_as_read(before), on_conflict=Stale())


def require_unchanged(before: Membership) -> TransactItem:
    """Write nothing; raise Stale if the place, role or rule is not the one that was read."""
    return check(_key_attributes(before.account_id), _as_read(before), on_conflict=Stale())


def remove(account_id: str) -> TransactItem:
    """Delete the place of an account that is closed."""
    return delete(_key_attributes(account_id))


def _as_read(before: Membership) -> Condition:
    names = ("membership_revision", "status_revision", "rule_revision")
    if not any(getattr(before, name) for name in names):
        return Attr("account_id").not_exists()
    first, *more = (Attr(name).eq(getattr(before, name)) for name in names)
    for one in more:
        first &= one
    return first


def _key_attributes(account_id: str) -> Item:
    pk, sk = key(account_id)
    return {"pk": pk, "sk": sk}
