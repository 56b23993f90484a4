"""A recovery: a person without their phone opens their account by its confirmed email (I13). Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.identity.domain.account import Account
from services.identity.domain.challenge import CODE_LIFETIME, MAX_ATTEMPTS
from services.identity.domain.problems import RecoveryOver, RecoveryWaits

WAIT = timedelta(days=3)
LIFETIME = timedelta(days=7)
PROVED_LIFETIME = timedelta(hours=1)


@dataclass(frozen=True)
class Recovery:
    """A recovery that one browser or app began; `secret`, `code` and `stop` are hashes.

    `secret` is of the token that only the starter has, `stop` of the link that the notices carry. `account_id` is None
    if no account has this Login ID with this email: no code is right then. `login_id` and `generation` are those of the
    account when the code was confirmed: the recovery ends with either, and with the email.
    """

    id: str
    secret: str
    email: str
    expires_at: datetime
    ends_at: datetime
    code: str | None = None
    account_id: str | None = None
    attempts: int = 0
    login_id: str = ""
    generation: int = 0
    stop: str | None = None
    ready_at: datetime | None = None
    version: int = 1

    @classmethod
    def begin(cls, id: str, *, secret: str, email: str, code: str, account_id: str | None, now: datetime) -> "Recovery":
        """Return a recovery whose code is on its way."""
        end = now + CODE_LIFETIME
        return cls(id, secret, email, expires_at=end, ends_at=end, code=code, account_id=account_id)

    @property
    def attempts_left(self) -> int:
        """Return how many more wrong codes are accepted."""
        return max(0, MAX_ATTEMPTS - self.attempts)

    def accepts_code(self, now: datetime) -> bool:
        """Return whether there is a code that still works."""
        return self.code is not None and self.attempts_left > 0 and now < self.expires_at

    def with_failed_attempt(self) -> "Recovery":
        """Return the recovery after one more wrong code; the fifth invalidates the code."""
        after = replace(self, attempts=self.attempts + 1)
        return after if after.attempts_left else replace(after, code=None)

    def with_code_used(self, account: Account, stop: str, now: datetime) -> "Recovery":
        """Return the recovery of this account, which waits for three days from now on."""
        return replace(
            self,
            code=None,
            login_id=account.phone_number,
            generation=account.generation,
            stop=stop,
            ready_at=now + WAIT,
            ends_at=now + LIFETIME,
        )

    def with_factor_used(self, now: datetime) -> "Recovery":
        """Return the recovery after the proof of a second factor: it may go on at once, for an hour."""
        return replace(self, ready_at=now, ends_at=now + PROVED_LIFETIME)

    def is_ready(self, now: datetime) -> bool:
        """Return whether the wait is over."""
        return self.ready_at is not None and now >= self.ready_at

    def require_current(self, account: Account | None, now: datetime) -> Account:
        """Return the account if the recovery may still open it.

        Raises RecoveryOver if it was stopped, replaced by a newer one, or used, and if Login ID, email or the
        generation of sessions have changed: by a password reset, a denial, an undone change or a removed factor.
        """
        if account is None or account.recovery != self.id or self.ready_at is None or now >= self.ends_at:
            raise RecoveryOver
        same = account.phone_number == self.login_id and account.generation == self.generation
        if not same or account.email != self.email or not account.email_confirmed:
            raise RecoveryOver
        return account

    def require_ready(self, now: datetime) -> None:
        """Raise RecoveryWaits, which carries from when it may go on, during the wait."""
        if self.ready_at is None or now < self.ready_at:
            raise RecoveryWaits(ready_at=self.ready_at.isoformat() if self.ready_at else None)
