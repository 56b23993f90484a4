"""How long to wait after wrong passwords, so that guessing is hopeless and owners are not locked out (I7). Pure.

Wrong passwords are counted per pair of number and network: a stranger elsewhere slows down only themselves. Many
strangers together are stopped by the number's own limit. That limit does not apply to a network from which the owner
signed in, registered or reset the password within 90 days; an owner who is locked out gets in by a password reset.
Right passwords are limited the same two ways: a password that is known must not begin sessions without end.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MAX_WRONG_PER_NUMBER_HOUR = 30  # from networks that are not known to be the owner's
MAX_SIGN_INS_PER_PAIR_HOUR = 20  # with the right password, for one number from one network
MAX_SIGN_INS_PER_NUMBER_HOUR = 60  # with the right password, from networks that are not known to be the owner's

_PAUSES = (0, 0, 2, 5, 15, 30, 60)  # seconds after the first, second ... wrong try
_LOCK_SECONDS = 900
_REMEMBERED_FOR = timedelta(hours=1)
_TRUSTED_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Attempts:
    """The wrong passwords from one network for one number, and until when that network counts as the owner's."""

    wrong: int = 0
    wait_until_at: datetime | None = None
    forget_at: datetime | None = None
    known_until_at: datetime | None = None

    @property
    def ends_at(self) -> datetime | None:
        """Return when none of this matters any more, or None if nothing was recorded."""
        return max((at for at in (self.forget_at, self.known_until_at) if at), default=None)

    def without_expired(self, now: datetime) -> "Attempts":
        """Return what still matters at this time: wrong passwords are forgotten after an hour."""
        if self.forget_at is not None and self.forget_at <= now:
            return Attempts(known_until_at=self.known_until_at)
        return self

    def is_known(self, now: datetime) -> bool:
        """Return whether the owner was on this network within 90 days."""
        return self.known_until_at is not None and now < self.known_until_at

    def known_since(self, denied_at: datetime | None) -> "Attempts":
        """Return them with a network that is known only if the owner was on it after a denial, if there was one."""
        if denied_at is None or self.known_until_at is None or self.known_until_at > denied_at + _TRUSTED_FOR:
            return self
        return replace(self, known_until_at=None)

    def seconds_to_wait(self, now: datetime) -> int:
        """Return how many seconds the next attempt must wait, or 0."""
        if self.wait_until_at is None or self.wait_until_at <= now:
            return 0
        return int((self.wait_until_at - now).total_seconds()) + 1

    def with_failure(self, now: datetime) -> "Attempts":
        """Return the attempts after one more wrong password."""
        wrong = self.wrong + 1
        pause = _PAUSES[wrong - 1] if wrong <= len(_PAUSES) else _LOCK_SECONDS
        until = now + timedelta(seconds=pause)
        return replace(self, wrong=wrong, wait_until_at=until, forget_at=until + _REMEMBERED_FOR)

    def with_proof(self) -> "Attempts":
        """Return the attempts after the right password of who is signed in: the network is known as it was."""
        return Attempts(known_until_at=self.known_until_at)

    def kept(self, now: datetime) -> "Attempts":
        """Return attempts that end: with nothing else to remember, the record of a check is kept for an hour."""
        return self if self.ends_at else replace(self, forget_at=now + _REMEMBERED_FOR)

    def with_success(self, now: datetime) -> "Attempts":
        """Return the attempts after the right password: no wrong ones, and a network known for 90 days."""
        return Attempts(known_until_at=now + _TRUSTED_FOR)
