"""Prove what was erased of a closed account, to who has the receipt of its closing (I10)."""

from typing import Any

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes
from services.identity.domain.erasure import ErasedPart, Erasure, Kept
from services.identity.domain.problems import LinkUsed
from services.identity.http.erasure_views import ErasureView
from services.identity.stores import erasures


def begin_proof(work: UnitOfWork, account_id: str) -> str:
    """Store an erasure that begins now, and return the receipt that shows it."""
    secret = codes.generate_secret()
    work.save([erasures.add(Erasure(account_id, codes.hash_secret(secret), work.now))])
    return f"{account_id}-{secret}"


def record_erased(work: UnitOfWork, *, service: str, event: Any) -> None:
    """Record what a service found when it looked for what is left of the account."""
    before = erasures.find(work.table, event.account_id)
    if before is None:
        return
    kept = tuple(Kept(it.kind, it.rows, it.why) for it in event.kept)
    after = before.with_part(service, ErasedPart(work.now, tuple(event.gone), kept))
    if after != before:
        work.save([erasures.change(after, before)])


def view_erasure(work: UnitOfWork, *, token: str) -> ErasureView:
    """Return how far an erasure is, and what it leaves. Raises LinkUsed for a receipt that shows none."""
    account_id, _, secret = token.partition("-")
    found = erasures.find(work.table, account_id)
    if found is None or not codes.hashes_match(found.secret, codes.hash_secret(secret)):
        raise LinkUsed
    return ErasureView.of_erasure(found)
