"""End all API keys of an account: it has lost its team, is closed, or its owner reports a thief (decision 093)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.stores import api_keys
from services.identity.use_cases.ended_sessions import session_ended_event


def end_all(work: UnitOfWork, account_id: str, *, of_team: str = "") -> None:
    """Revoke every key of the account, or those for one team; there may be none.

    Raises Stale at the commit if one is made, rotated or revoked meanwhile, also where none was found.
    """
    keys = api_keys.from_found(work.table.get(*api_keys.key(account_id)), account_id)
    if not keys.version or of_team not in ("", keys.team_id):
        work.save([api_keys.require_unchanged(keys)])
        return
    work.save(api_keys.remove(keys))
    work.publish(*(session_ended_event(account_id, key.id, work.now) for key in keys.keys))


def erase_keys(work: UnitOfWork, account_id: str) -> None:
    """Delete the keys of a closed account and what their secrets lead to; none works without the account."""
    keys = api_keys.from_found(work.table.get(*api_keys.key(account_id)), account_id)
    if keys.version:
        work.save(api_keys.remove(keys), api_keys.forget_secrets(keys))
