"""Start a session on a device, for signing in and registering alike (I8)."""

from contracts.identity import AccountActive
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.session import SESSION_IDLE_LIFETIME, Device, Session, SessionGrant
from services.identity.stores import sessions


def start_session(work: UnitOfWork, *, account_id: str, generation: int, device: Device) -> SessionGrant:
    """Write a new session and return it with its refresh token."""
    secret = codes.generate_secret()
    session = Session(
        id=ids.new_id("ses"),
        account_id=account_id,
        secret=codes.hash_secret(secret),
        device=device.agent,
        address=device.address,
        signed_in_at=work.now,
        last_used_at=work.now,
        expires_at=work.now + SESSION_IDLE_LIFETIME,
        generation=generation,
        proved_at=work.now,
    )
    work.save(sessions.add(session))
    work.publish(AccountActive(account_id=account_id, at=work.now))
    return grant_of(session, secret)


def grant_of(session: Session, secret: str) -> SessionGrant:
    """Return a session together with the refresh token that has this secret."""
    token = refresh_tokens.join_token(session.account_id, session.id, secret=secret)
    return SessionGrant(session.account_id, session.id, session.generation, token, session.proved_at)
