"""Refresh a session: exchange its token for the next one, and end it if a token was stolen (I8)."""

from contracts.identity import AccountActive
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.problems import SessionEnded
from services.identity.domain.rules import Rules
from services.identity.domain.session import Device, SessionGrant
from services.identity.stores import sessions
from services.identity.use_cases.attacks import report_token_reuse
from services.identity.use_cases.ended_sessions import session_ended_event
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.sessions.start_session import grant_of


def refresh_session(
    work: UnitOfWork, *, token: str, idempotency_key: str | None, from_cookie: bool, device: Device, rules: Rules
) -> SessionGrant:
    """Return the session with its next token. The use of an old one ends the session for thief and owner.

    The next secret is derived from the present one: a retry after a lost response, and two requests at once, get the
    same next token, so that there are never two that work. Raises SessionEnded.
    """
    account_id, session_id, secret = refresh_tokens.split_token(token, ids=2) or _refuse()
    account, session = sessions.read_with_account(work.table, account_id, session_id)
    if account is None or session is None or not session.is_valid(account, work.now):
        raise SessionEnded
    next_secret = refresh_tokens.derive_next_secret(secret, session_id, rules.key)
    key_hash = codes.keyed_hash(rules.key, "refresh", session_id, idempotency_key) if idempotency_key else None
    if codes.hashes_match(codes.hash_secret(secret), session.secret):
        now = session.with_next_secret(codes.hash_secret(next_secret), key_hash, work.now, device)
        work.save(sessions.rotate(now, session))
        if session.last_used_at.date() < work.now.date():
            work.publish(AccountActive(account_id=account_id, at=work.now))
    elif not session.tolerates_reuse(codes.hash_secret(secret), key_hash, device, work.now, from_cookie=from_cookie):
        report_token_reuse(account_id, session_id, device.address)
        work.save(sessions.remove(account_id, session_id))
        work.publish(session_ended_event(account_id, session_id, work.now))
        notify(work, account, "token_reused", device=session.device)
        work.commit()
        raise SessionEnded
    return grant_of(session, next_secret)


def _refuse() -> list[str]:
    raise SessionEnded
