"""Challenges: a code sent to a phone, for a sign-up or a password reset (I4). Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from services.identity.domain.line import Channel, Line

Purpose = Literal["sign_up", "password_reset"]
CODE_LIFETIME = timedelta(minutes=10)
CHALLENGE_LIFETIME = timedelta(hours=1)
PROOF_LIFETIME = timedelta(minutes=30)
MAX_ATTEMPTS = 5
RESEND_PAUSES = (30, 60, 120)  # seconds before the second, third, fourth code
MAX_SENDS = 1 + len(RESEND_PAUSES)


@dataclass(frozen=True)
class Challenge:
    """Somebody must show that a phone is in their hand: a code was sent to it, for a sign-up or a new password.

    `code` and `proof` are hashes. `account_id` is set when the number has an account already.
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
        """When it is forgotten."""
        return self.started_at + CHALLENGE_LIFETIME

    @property
    def pause_seconds(self) -> int:
        """Seconds from this code until another may be asked for."""
        return int((self.resend_at - self.expires_at + CODE_LIFETIME).total_seconds())

    @property
    def attempts_left(self) -> int:
        """How many wrong codes may still follow."""
        return max(0, MAX_ATTEMPTS - self.attempts)

    def accepts_code(self, now: datetime) -> bool:
        """Whether there is a code that still works."""
        return self.code is not None and self.attempts_left > 0 and now < self.expires_at

    def accepts_proof(self, proof: str, now: datetime) -> bool:
        """Whether this proof, as its hash, allows to register."""
        return self.proof == proof and self.proof_expires_at is not None and now < self.proof_expires_at

    def with_failed_attempt(self) -> "Challenge":
        """After one more wrong code; the fifth kills it."""
        after = replace(self, attempts=self.attempts + 1)
        return after if after.attempts_left else replace(after, code=None)

    def with_code_used(self) -> "Challenge":
        """After the right code: it works no more."""
        return replace(self, code=None)

    def with_proof(self, proof: str, now: datetime) -> "Challenge":
        """After the right code: it is used, and the proof stands in its place."""
        return replace(self.with_code_used(), proof=proof, proof_expires_at=now + PROOF_LIFETIME)

    def with_new_code(self, code: str, channel: Channel, now: datetime) -> "Challenge":
        """With a new code; the old one is dead, and what was proved with it."""
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
    """How long to wait after so many codes before another."""
    return timedelta(seconds=RESEND_PAUSES[min(sends, len(RESEND_PAUSES)) - 1])
