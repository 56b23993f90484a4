"""What a session is and may do: its secrets follow on each other, and a stolen one gives itself away. Pure (I8)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.identity.domain.account import Account

SESSION_IDLES = timedelta(days=30)
GRACE = timedelta(seconds=10)


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
    rotated_under: str | None = None

    def lives(self, account: Account, now: datetime) -> bool:
        """Whether it still stands: not idle for too long, and of the password of today."""
        return now < self.expires_at and self.generation == account.generation

    def rotated(self, secret: str, under: str | None, now: datetime, address: str) -> "Session":
        """With another secret in place of the one that was used."""
        return replace(
            self,
            secret=secret,
            previous=self.secret,
            rotated_at=now,
            rotated_under=under,
            last_used_at=now,
            address=address,
            expires_at=now + SESSION_IDLES,
        )

    def forgives(self, used: str, under: str | None, shared_jar: bool, now: datetime) -> bool:
        """Whether using the secret before the present one is no theft, but a lost answer or a second tab.

        Only within seconds of its rotation, and only if the request says with its idempotency key that it is
        the same one again, or comes from a browser, whose tabs share one cookie that no script can read.
        """
        if used != self.previous or self.rotated_at is None or now > self.rotated_at + GRACE:
            return False
        return shared_jar or (under is not None and under == self.rotated_under)


@dataclass(frozen=True)
class Device:
    """Who asks: what the device says of itself, and where it is."""

    agent: str
    address: str


@dataclass(frozen=True)
class Opened:
    """A session that may go on: the secret of its refresh token is told only now."""

    account_id: str
    session_id: str
    refresh_token: str
