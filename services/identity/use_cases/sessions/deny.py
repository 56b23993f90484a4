"""Deny what a security notice says: every session ends, and no money moves for 24 hours (I14)."""

from contracts.identity import MoneyLocked
from contracts.money_lock import MONEY_LOCK
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.problems import LinkUsed
from services.identity.stores import denials, logins, sessions
from services.identity.use_cases.profile.change_profile import save_profile


def deny(work: UnitOfWork, *, token: str) -> None:
    """End every session of the account and lock its money. Raises LinkUsed for a token that does not work.

    The password's generation goes up: a sign-in that waits for its second factor ends too. No network is known any
    more: the thief's next sign-in is noticed like the first.
    """
    parts = refresh_tokens.split_token(token, ids=2)
    if parts is None:
        raise LinkUsed
    account_id, denial_id, secret = parts
    item = work.table.get(*denials.key(denial_id))
    denial = denials.from_found(item)
    if denial is None or denial.account_id != account_id or work.now >= denial.expires_at:
        raise LinkUsed
    if not codes.hashes_match(denial.secret, codes.hash_secret(secret)):
        raise LinkUsed
    account, open_sessions = sessions.read_all_with_account(work.table, account_id)
    if account is None:
        raise LinkUsed
    after = account.with_sessions_ended()
    save_profile(work, after, account)
    work.save(denials.use(denial), logins.record_denial(after, account, work.now))
    work.save(sessions.remove(account_id, session.id) for session in open_sessions)
    work.publish(MoneyLocked(account_id=account_id, locked_until=work.now + MONEY_LOCK))
