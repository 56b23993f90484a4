"""Proof requests in the table: each is deleted by the transaction that it allows."""

from kernel import clock
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, present, put, put_new
from kernel.problems import Stale
from services.identity.domain.problems import ProofExpired
from services.identity.domain.proof_request import ProofRequest


def key(request_id: str) -> tuple[str, str]:
    """Return the key of a proof request."""
    return f"PROOF#{request_id}", "REQUEST"


def read(table: Table, request_id: str) -> ProofRequest | None:
    """Return the request, or None if it was used or its item is gone."""
    return from_found(table.get(*key(request_id)))


def from_found(item: Item | None) -> ProofRequest | None:
    """Return the request in an item, or None without one."""
    return from_item(ProofRequest, item) if item else None


def add(request: ProofRequest) -> TransactItem:
    """Write a new request."""
    return put_new(_item(request), on_conflict=Stale())


def change(request: ProofRequest) -> TransactItem:
    """Write a request that is still open; raise ProofExpired if it was used in between."""
    return put(_item(request), only_if=present(), on_conflict=ProofExpired())


def use(request: ProofRequest) -> TransactItem:
    """Delete a request that was answered; raise ProofExpired if another request has used it."""
    pk, sk = key(request.id)
    return delete({"pk": pk, "sk": sk}, only_if=present(), on_conflict=ProofExpired())


def _item(request: ProofRequest) -> Item:
    pk, sk = key(request.id)
    return {"pk": pk, "sk": sk, "ttl": clock.to_epoch(request.expires_at)} | to_item(request)
