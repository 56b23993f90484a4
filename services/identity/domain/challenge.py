"""Challenges: a code sent to a phone, for a sign-up, a new password or Login ID (I4). Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from services.identity.domain.line import Channel, Line

Purpose = Literal["sign_up", "password_reset", "login_id"]
CODE_LIFETIME = timedelta(minutes=10)
CHALLENGE_LIFETIME = timedelta(hours=1)
REGISTRATION_LIFETIME = timedelta(minutes=30)
MAX_ATTEMPTS = 5
RESEND_PAUSES = (30, 60, 120)  # seconds before the second, third, fourth code
MAX_SENDS = 1 + len(RESEND_PAUSES)


@dataclass(frozen=True)
class Challenge:
    """A code that was sent to prove that a phone is at hand, and what may still be done with it.

    `code` and `proof` are hashes. `account_id` is set when the number already has an account; for another Login ID, it
    is the account that is to have it.
    """

    id: str
    purpose: Purpose
    phone_number: str
    line: Line
    channel: Channel
    expires_at: datetime
    started_at: datetime
    resend_at: datetime
    code: str | None = None
    sends: int = 1
    attempts: int = 0
    proof: str | None = None
    proof_expires_at: datetime | None = None
    account_id: str | None = None
    registered_account_id: str | None = None

    @property
    def ends_at(self) -> datetime:
        """Return when the challenge can no longer be used: an hour after it started."""
        return self.started_at + CHALLENGE_LIFETIME

    @property
    def pause_seconds(self) -> int:
        """Return the seconds between this code and the earliest next one."""
        return int((self.resend_at - self.expires_at + CODE_LIFETIME).total_seconds())

    @property
    def attempts_left(self) -> int:
        """Return how many more wrong codes are accepted."""
        return max(0, MAX_ATTEMPTS - self.attempts)

    def accepts_code(self, now: datetime) -> bool:
        """Return whether there is a code that still works."""
        return self.code is not None and self.attempts_left > 0 and now < self.expires_at

    def accepts_proof(self, proof: str, now: datetime) -> bool:
        """Return whether this proof, given as its hash, allows to register."""
        return self.proof == proof and self.proof_expires_at is not None and now < self.proof_expires_at

    def with_failed_attempt(self) -> "Challenge":
        """Return the challenge after one more wrong code; the fifth invalidates the code."""
        after = replace(self, attempts=self.attempts + 1)
        return after if after.attempts_left else replace(after, code=None)

    def with_code_used(self) -> "Challenge":
        """Return the challenge without its code, which works only once."""
        return replace(self, code=None)

    def with_proof(self, proof: str, now: datetime) -> "Challenge":
        """Return the challenge with its code used and the proof of it, as a hash, valid for 30 minutes."""
        return replace(self.with_code_used(), proof=proof, proof_expires_at=now + REGISTRATION_LIFETIME)

    def with_new_code(self, code: str, channel: Channel, now: datetime) -> "Challenge":
        """Return the challenge with a new code; the old code and any proof of it no longer work."""
        return replace(
            self,
            code=code,
            channel=channel,
            attempts=0,
            sends=self.sends + 1,
            expires_at=now + CODE_LIFETIME,
            resend_at=now + resend_pause(self.sends + 1),
            proof=None,
            proof_expires_at=None,
        )


def resend_pause(sends: int) -> timedelta:
    """Return how long to wait before the next code once this many were sent."""
    return timedelta(seconds=RESEND_PAUSES[min(sends, len(RESEND_PAUSES)) - 1])
