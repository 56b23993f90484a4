"""What identity knows and may do: codes and accounts. Pure: no clock, no AWS."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

Channel = Literal["sms", "call"]
Purpose = Literal["sign_up", "password_reset"]
Notice = Literal["text", "email"]
Line = Literal["mobile", "landline", "either"]
LineType = Literal["mobile", "landline", "either", "virtual", "toll_free", "premium", "other", "invalid", "unknown"]

CODE_LIVES = timedelta(minutes=10)
CHALLENGE_LIVES = timedelta(hours=1)
PROOF_LIVES = timedelta(minutes=30)
MAX_TRIES = 5
PAUSES = (30, 60, 120)  # seconds before the second, third, fourth code
MAX_SENDS = 1 + len(PAUSES)
LINK_LIVES = timedelta(days=3)


@dataclass(frozen=True)
class Rules:
    """What an operator sets, and the key under which what is secret is hashed."""

    countries: frozenset[str]
    codes_per_number_hour: int
    codes_per_address_hour: int
    codes_per_day: int
    key: str

    @property
    def codes_per_pair_hour(self) -> int:
        """How many codes one address may ask for one number: never all, so that a stranger leaves its owner one."""
        return max(1, self.codes_per_number_hour - 1)

    @property
    def wrong_passwords_per_address_hour(self) -> int:
        """How many wrong passwords one address may try, over all numbers."""
        return 5 * self.codes_per_address_hour


def channels(line: Line) -> tuple[Channel, ...]:
    """The ways in which a code can reach a line, the usual one first (I2, I3)."""
    return ("call",) if line == "landline" else ("sms", "call")


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


@dataclass(frozen=True)
class Account:
    """An account and its profile, with what teams has told of it.

    A new email is in force at once while the old one is not confirmed; a confirmed one stays until the
    new one, kept as `new_email`, is confirmed.
    """

    id: str
    phone_number: str
    line: Line
    name: str
    email: str
    created_at: datetime
    time_zone: str = "UTC"
    notices: tuple[Notice, ...] = ("text", "email")
    email_confirmed: bool = False
    new_email: str | None = None
    link: str | None = None
    link_expires_at: datetime | None = None
    manages_team: bool = False
    revision: int = 1
    version: int = 1
    generation: int = 1
    own_team_id: str | None = None
    own_team_revision: int = 0
    others: int = 0
    open_invitations: int = 0
    teams: frozenset[str] = field(default_factory=frozenset)

    @property
    def awaits_email(self) -> str | None:
        """The email that a link must still confirm."""
        return self.new_email or (None if self.email_confirmed else self.email)

    def with_email(self, email: str) -> "Account":
        """With another email, which a link must confirm."""
        if email == self.email:
            return replace(self, new_email=None)
        if self.email_confirmed:
            return replace(self, new_email=email)
        return replace(self, email=email, new_email=None)

    def with_team(self, manages: bool) -> "Account":
        """With the option on or off; who has no team of their own leaves nobody behind."""
        if manages:
            return replace(self, manages_team=True)
        return replace(self, manages_team=False, others=0, open_invitations=0)

    def signed_out_everywhere(self) -> "Account":
        """With every session over that began with the password until now."""
        return replace(self, generation=self.generation + 1)

    def with_email_confirmed(self) -> "Account":
        """With the email confirmed that awaited it."""
        return replace(self, email=self.awaits_email or self.email, email_confirmed=True, new_email=None)


@dataclass(frozen=True)
class Login:
    """What a phone number opens: the account, and the hash of its password, the how many-th it has.

    A session carries the generation of the password that it began with, and ends with it. So one that
    begins while the password is being changed ends too, in whatever order the two are written.
    """

    phone_number: str
    account_id: str
    password: str
    line: Line
    generation: int = 1
