"""Challenges: a code sent to a phone, for a sign-up or a password reset (I4). Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from services.identity.domain.line import Channel, Line

Purpose = Literal["sign_up", "password_reset"]
CODE_LIVES = timedelta(minutes=10)
CHALLENGE_LIVES = timedelta(hours=1)
PROOF_LIVES = timedelta(minutes=30)
MAX_TRIES = 5
PAUSES = (30, 60, 120)  # seconds before the second, third, fourth code
MAX_SENDS = 1 + len(PAUSES)


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
    begun_at: datetime
    again_at: datetime
    code: str | None = None
    sends: int = 1
    tries: int = 0
    proof: str | None = None
    proof_expires_at: datetime | None = None
    account_id: str | None = None
    registered: str | None = None

    @property
    def over_at(self) -> datetime:
        """When it is forgotten."""
        return self.begun_at + CHALLENGE_LIVES

    @property
    def pause_seconds(self) -> int:
        """Seconds from this code until another may be asked for."""
        return int((self.again_at - self.expires_at + CODE_LIVES).total_seconds())

    @property
    def tries_left(self) -> int:
        """How many wrong codes may still follow."""
        return max(0, MAX_TRIES - self.tries)

    def takes_code(self, now: datetime) -> bool:
        """Whether there is a code that still works."""
        return self.code is not None and self.tries_left > 0 and now < self.expires_at

    def takes_proof(self, proof: str, now: datetime) -> bool:
        """Whether this proof, as its hash, allows to register."""
        return self.proof == proof and self.proof_expires_at is not None and now < self.proof_expires_at

    def tried(self) -> "Challenge":
        """After one more wrong code; the fifth kills it."""
        after = replace(self, tries=self.tries + 1)
        return after if after.tries_left else replace(after, code=None)

    def used(self) -> "Challenge":
        """After the right code: it works no more."""
        return replace(self, code=None)

    def passed(self, proof: str, now: datetime) -> "Challenge":
        """After the right code: it is used, and the proof stands in its place."""
        return replace(self.used(), proof=proof, proof_expires_at=now + PROOF_LIVES)

    def sent_again(self, code: str, channel: Channel, now: datetime) -> "Challenge":
        """With a new code; the old one is dead, and what was proved with it."""
        return replace(
            self,
            code=code,
            channel=channel,
            tries=0,
            sends=self.sends + 1,
            expires_at=now + CODE_LIVES,
            again_at=now + pause_after(self.sends + 1),
            proof=None,
            proof_expires_at=None,
        )


def pause_after(sends: int) -> timedelta:
    """How long to wait after so many codes before another."""
    return timedelta(seconds=PAUSES[min(sends, len(PAUSES)) - 1])
