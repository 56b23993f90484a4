"""How long to wait after wrong passwords, so that guessing is hopeless and the owner is not locked out. Pure (I7).

Wrong tries are counted for each pair of number and network: a stranger elsewhere slows down only themselves. Many
strangers together are stopped by the number's own limit, which does not hold for a network from which its owner has
signed in, registered or set a password by code within 90 days; so who is locked out comes back in by a new password.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MAX_WRONG_PER_NUMBER_HOUR = 30  # from networks that are not known to be the owner's

_PAUSES = (0, 0, 2, 5, 15, 30, 60)  # seconds after the first, second ... wrong try
_LOCK_SECONDS = 900
_REMEMBERED_FOR = timedelta(hours=1)
_TRUSTED_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Attempts:
    """The wrong tries of one network at one number, and until when the network is known to be the owner's."""

    wrong: int = 0
    wait_until_at: datetime | None = None
    forget_at: datetime | None = None
    known_until_at: datetime | None = None

    @property
    def ends_at(self) -> datetime | None:
        """When nothing of it matters any more."""
        return max((at for at in (self.forget_at, self.known_until_at) if at), default=None)

    def without_expired(self, now: datetime) -> "Attempts":
        """What still matters now."""
        if self.forget_at is not None and self.forget_at <= now:
            return Attempts(known_until_at=self.known_until_at)
        return self

    def is_known(self, now: datetime) -> bool:
        """Whether the owner has been here lately."""
        return self.known_until_at is not None and now < self.known_until_at

    def seconds_to_wait(self, now: datetime) -> int:
        """How long the next try must wait; 0 if it need not."""
        if self.wait_until_at is None or self.wait_until_at <= now:
            return 0
        return int((self.wait_until_at - now).total_seconds()) + 1

    def with_failure(self, now: datetime) -> "Attempts":
        """After one more wrong try."""
        wrong = self.wrong + 1
        pause = _PAUSES[wrong - 1] if wrong <= len(_PAUSES) else _LOCK_SECONDS
        until = now + timedelta(seconds=pause)
        return replace(self, wrong=wrong, wait_until_at=until, forget_at=until + _REMEMBERED_FOR)

    def with_success(self, now: datetime) -> "Attempts":
        """After the right password."""
        return Attempts(known_until_at=now + _TRUSTED_FOR)
