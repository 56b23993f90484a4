"""Begin a session on a device: what signing in and registering have in common (I8)."""

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.session import SESSION_IDLES, Device, Opened, Session
from services.identity.stores import sessions


def begin_session(work: UnitOfWork, account_id: str, generation: int, device: Device) -> Opened:
    """A new session."""
    secret = codes.new_secret()
    session = Session(
        id=ids.new_id("ses"),
        account_id=account_id,
        secret=codes.hashed(secret),
        device=device.agent,
        address=device.address,
        signed_in_at=work.now,
        last_used_at=work.now,
        expires_at=work.now + SESSION_IDLES,
        generation=generation,
    )
    work.save(sessions.add(session))
    return opened(session, secret)


def opened(session: Session, secret: str) -> Opened:
    """The session with the token that refreshes it."""
    token = refresh_tokens.behind(session.account_id, session.id, secret=secret)
    return Opened(session.account_id, session.id, token)
