"""Find the recovery of a token, with the account that it may open and its second factors (I13)."""

from dataclasses import dataclass

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.account import Account
from services.identity.domain.problems import RecoveryOver
from services.identity.domain.recovery import Recovery
from services.identity.domain.second_factors import SecondFactors
from services.identity.http.recovery_views import RecoveryState
from services.identity.stores import accounts, recoveries, second_factors


@dataclass(frozen=True)
class OpenRecovery:
    """A recovery whose code was right, with the account that it may open and its second factors."""

    recovery: Recovery
    account: Account
    factors: SecondFactors


def require_recovery(work: UnitOfWork, recovery_id: str, token: str) -> Recovery:
    """Return the recovery of the token that its starter holds. Raises RecoveryOver."""
    parts = refresh_tokens.split_token(token, ids=1)
    if parts is None or parts[0] != recovery_id:
        raise RecoveryOver
    recovery = recoveries.read(work.table, recovery_id)
    if recovery is None or not codes.hashes_match(recovery.secret, codes.hash_secret(parts[1])):
        raise RecoveryOver
    return recovery


def require_open(work: UnitOfWork, recovery_id: str, token: str) -> OpenRecovery:
    """Return the recovery of a token once its code was right. Raises RecoveryOver if it no longer opens an account."""
    recovery = require_recovery(work, recovery_id, token)
    account, factors = read_account(work, recovery)
    return OpenRecovery(recovery, recovery.require_current(account, work.now), factors)


def read_account(work: UnitOfWork, recovery: Recovery) -> tuple[Account | None, SecondFactors]:
    """Return the account of a recovery, or None, and its second factors, in one read."""
    account_id = recovery.account_id or ""
    keys = [accounts.key(account_id), second_factors.key(account_id)]
    found = work.table.get_many(keys)
    account = accounts.account_from_item(found[keys[0]]) if keys[0] in found else None
    return account, second_factors.from_found(found.get(keys[1]), account_id)


def state_of(work: UnitOfWork, recovery: Recovery, factors: SecondFactors) -> RecoveryState:
    """Return from when a recovery may go on, and what ends its wait at once."""
    ready_at = recovery.ready_at or work.now
    return RecoveryState(
        recovery_id=recovery.id,
        is_ready=recovery.is_ready(work.now),
        ready_at=ready_at,
        ends_at=recovery.ends_at,
        accepts=list(factors.required),
    )


def read_state(work: UnitOfWork, *, recovery_id: str, token: str) -> RecoveryState:
    """Return from when the recovery of a token may go on. Raises RecoveryOver."""
    found = require_open(work, recovery_id, token)
    return state_of(work, found.recovery, found.factors)
