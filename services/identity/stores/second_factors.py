"""Second factors in the table: one item per account, changed only as it was read."""

from dataclasses import replace

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put
from kernel.problems import Stale
from services.identity.domain.second_factors import SecondFactors


def key(account_id: str) -> tuple[str, str]:
    """Return the key of an account's second factors."""
    return f"ACCOUNT#{account_id}", "FACTORS"


def read(table: Table, account_id: str) -> SecondFactors:
    """Return the second factors of an account, which may have none."""
    return from_found(table.get(*key(account_id)), account_id)


def from_found(item: Item | None, account_id: str) -> SecondFactors:
    """Return the second factors in an item, or none without one."""
    return from_item(SecondFactors, item) if item else SecondFactors(account_id)


def change(now: SecondFactors, before: SecondFactors) -> TransactItem:
    """Write changed second factors; raise Stale if any proof, removal or addition came in between."""
    pk, sk = key(now.account_id)
    item = {"pk": pk, "sk": sk} | to_item(replace(now, version=before.version + 1))
    return put(item, only_if=_as_read(before), on_conflict=Stale())


def require_unchanged(before: SecondFactors) -> TransactItem:
    """Change nothing; raise Stale if the second factors are not those that were read."""
    return check(_key_attributes(before.account_id), _as_read(before), on_conflict=Stale())


def remove(account_id: str) -> TransactItem:
    """Delete the second factors of an account that is closed."""
    return delete(_key_attributes(account_id))


def _as_read(before: SecondFactors) -> Condition:
    return Attr("version").eq(before.version) if before.version else absent()


def _key_attributes(account_id: str) -> Item:
    pk, sk = key(account_id)
    return {"pk": pk, "sk": sk}
