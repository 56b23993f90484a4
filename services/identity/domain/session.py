"""What a session is and may do: its secrets follow on each other, and a stolen one gives itself away. Pure (I8)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.identity.domain.account import Account

SESSION_IDLE_LIFETIME = timedelta(days=30)
REUSE_GRACE = timedelta(seconds=10)


@dataclass(frozen=True)
class Session:
    """A signed-in device. `secret` is the hash of its refresh token's secret, `previous` that of the one before."""

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

    def is_valid(self, account: Account, now: datetime) -> bool:
        """Whether it still stands: not idle for too long, and of the password of today."""
        return now < self.expires_at and self.generation == account.generation

    def with_next_secret(self, secret: str, under: str | None, now: datetime, address: str) -> "Session":
        """With another secret in place of the one that was used."""
        return replace(
            self,
            secret=secret,
            previous=self.secret,
            rotated_at=now,
            rotation_key=under,
            last_used_at=now,
            address=address,
            expires_at=now + SESSION_IDLE_LIFETIME,
        )

    def tolerates_reuse(self, used: str, under: str | None, from_cookie: bool, now: datetime) -> bool:
        """Whether using the secret before the present one is no theft, but a lost answer or a second tab.

        Only within seconds of its rotation, and only if the request says with its idempotency key that it is
        the same one again, or comes from a browser, whose tabs share one cookie that no script can read.
        """
        if used != self.previous or self.rotated_at is None or now > self.rotated_at + REUSE_GRACE:
            return False
        return from_cookie or (under is not None and under == self.rotation_key)


@dataclass(frozen=True)
class Device:
    """Who asks: what the device says of itself, and where it is."""

    agent: str
    address: str


@dataclass(frozen=True)
class SessionGrant:
    """A session that may go on: the secret of its refresh token is told only now."""

    account_id: str
    session_id: str
    refresh_token: str
