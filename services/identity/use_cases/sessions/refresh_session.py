"""Refresh a session: its token is exchanged for the next one, and one that was stolen ends it (I8)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.problems import SessionOver
from services.identity.domain.rules import Rules
from services.identity.domain.session import Opened
from services.identity.stores import sessions
from services.identity.use_cases.sessions.start_session import opened


def refresh_session(
    work: UnitOfWork, token: str, idempotency_key: str | None, shared_jar: bool, rules: Rules
) -> Opened:
    """The next token of the session. One that was used before ends the session, whoever used it.

    The next secret is derived from the present one: a lost answer that is asked for again, and two tabs
    that share a cookie, get the same next one, so that there are never two that work.
    """
    account_id, session_id, secret = refresh_tokens.apart(token, ids=2) or _over()
    account, session = sessions.with_account(work.table, account_id, session_id)
    if account is None or session is None or not session.lives(account, work.now):
        raise SessionOver
    following = refresh_tokens.successor(secret, session_id, rules.key)
    under = codes.kept(rules.key, "refresh", session_id, idempotency_key) if idempotency_key else None
    if codes.same(codes.hashed(secret), session.secret):
        now = session.rotated(codes.hashed(following), under, work.now, work.context.address)
        work.save(sessions.rotate(now, session))
    elif not session.forgives(codes.hashed(secret), under, shared_jar, work.now):
        work.save(sessions.forget(account_id, session_id))
        work.commit()
        raise SessionOver
    return opened(session, following)


def _over() -> list[str]:
    raise SessionOver
