"""Denials in the table: the links of security notices, each deleted by its use."""

from kernel import clock
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.transact_items import Item, TransactItem, delete, present, put_new
from kernel.problems import Stale
from services.identity.domain.denial import Denial
from services.identity.domain.problems import LinkUsed


def key(denial_id: str) -> tuple[str, str]:
    """Return the key of a denial."""
    return f"DENIAL#{denial_id}", "DENIAL"


def from_found(item: Item | None) -> Denial | None:
    """Return the denial in an item, or None without one."""
    return from_item(Denial, item) if item else None


def add(denial: Denial) -> TransactItem:
    """Write a new denial."""
    pk, sk = key(denial.id)
    return put_new(
        {"pk": pk, "sk": sk, "ttl": clock.to_epoch(denial.expires_at)} | to_item(denial), on_conflict=Stale()
    )


def use(denial: Denial) -> TransactItem:
    """Delete a denial; raise LinkUsed if another request has used it."""
    pk, sk = key(denial.id)
    return delete({"pk": pk, "sk": sk}, only_if=present(), on_conflict=LinkUsed())
