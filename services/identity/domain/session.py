"""Sessions: each refresh derives the next secret, and the use of an old one reveals a theft (I8). Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.identity.domain.account import Account

SESSION_IDLE_LIFETIME = timedelta(days=30)
REUSE_GRACE = timedelta(seconds=10)


@dataclass(frozen=True)
class Session:
    """A signed-in device. `secret` is the hash of its refresh token's secret, `previous` that of the one before.

    `proved_at` is when the person last proved who they are: by signing in or registering, or by a step-up (I12).
    """

    id: str
    account_id: str
    secret: str
    device: str
    address: str
    signed_in_at: datetime
    last_used_at: datetime
    expires_at: datetime
    generation: int
    previous: str | None = None
    rotated_at: datetime | None = None
    rotation_key: str | None = None
    proved_at: datetime | None = None

    def is_valid(self, account: Account, now: datetime) -> bool:
        """Return whether the session is still valid: not idle for 30 days, and of the current password."""
        return now < self.expires_at and self.generation == account.generation

    def with_next_secret(self, secret: str, key_hash: str | None, now: datetime, address: str) -> "Session":
        """Return the session with the next secret, valid for 30 more days."""
        return replace(
            self,
            secret=secret,
            previous=self.secret,
            rotated_at=now,
            rotation_key=key_hash,
            last_used_at=now,
            address=address,
            expires_at=now + SESSION_IDLE_LIFETIME,
        )

    def tolerates_reuse(self, used: str, key_hash: str | None, from_cookie: bool, now: datetime) -> bool:
        """Return whether the use of the previous secret is no theft, but a lost response or a second tab.

        It must come within 10 seconds of the rotation, and either repeat the request with the same idempotency key, or
        come from a browser, whose tabs share one cookie that no script can read.
        """
        if used != self.previous or self.rotated_at is None or now > self.rotated_at + REUSE_GRACE:
            return False
        return from_cookie or (key_hash is not None and key_hash == self.rotation_key)


@dataclass(frozen=True)
class Device:
    """The device that calls: its user agent and its IP address."""

    agent: str
    address: str


@dataclass(frozen=True)
class SessionGrant:
    """A session with its refresh token, which is known only at this moment."""

    account_id: str
    session_id: str
    refresh_token: str
    proved_at: datetime | None = None
