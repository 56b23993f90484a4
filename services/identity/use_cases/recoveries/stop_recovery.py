"""Stop a recovery by the link that its notices carry (I13)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.problems import LinkUsed
from services.identity.stores import accounts, recoveries


def stop_recovery(work: UnitOfWork, *, recovery_id: str, token: str) -> None:
    """End the recovery for good, and with it the one that replaced it: a newer one cannot bury this link.

    Raises LinkUsed for a token that does not work, and if there is nothing to stop any more.
    """
    parts = refresh_tokens.split_token(token, ids=1)
    recovery = recoveries.read(work.table, recovery_id)
    if parts is None or parts[0] != recovery_id or recovery is None or recovery.stop is None:
        raise LinkUsed
    if not codes.hashes_match(recovery.stop, codes.hash_secret(parts[1])) or work.now >= recovery.ends_at:
        raise LinkUsed
    account = accounts.read(work.table, recovery.account_id or "")
    if account is None or account.recovery is None:
        raise LinkUsed
    work.save(accounts.change(replace(account, recovery=None), account))
