"""Sessions: each refresh derives the next secret, and the use of an old one reveals a theft (I8). Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.identity.domain.account import Account

ACCESS_TOKEN_LIFETIME = timedelta(minutes=10)
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
    rotation_agent: str | None = None
    proved_at: datetime | None = None

    def is_valid(self, account: Account, now: datetime) -> bool:
        """Return whether the session is still valid: not idle for 30 days, and of the current password."""
        return now < self.expires_at and self.generation == account.generation

    def with_next_secret(self, secret: str, key_hash: str | None, now: datetime, device: "Device") -> "Session":
        """Return the session with the next secret, valid for 30 more days."""
        return replace(
            self,
            secret=secret,
            previous=self.secret,
            rotated_at=now,
            rotation_key=key_hash,
            rotation_agent=device.agent,
            last_used_at=now,
            address=device.address,
            expires_at=now + SESSION_IDLE_LIFETIME,
        )

    def tolerates_reuse(
        self, used: str, key_hash: str | None, device: "Device", now: datetime, *, from_cookie: bool
    ) -> bool:
        """Return whether the use of the previous secret is no theft, but a lost response or a second request at once.

        It must come within 10 seconds of the rotation, and repeat its idempotency key, or come from the same user agent
        at the same address. A browser's cookie, which no script can read, may come from another address of that agent:
        its tabs share the cookie, and one may use IPv4 and the other IPv6.
        """
        if used != self.previous or self.rotated_at is None or now > self.rotated_at + REUSE_GRACE:
            return False
        if key_hash is not None and key_hash == self.rotation_key:
            return True
        return device.agent == self.rotation_agent and (from_cookie or device.address == self.address)


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
    generation: int
    refresh_token: str
    proved_at: datetime | None = None
