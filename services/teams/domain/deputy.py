"""Deputies: admins whom the operator names to take over a team whose owner does not react. Pure: no clock, no AWS."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from services.teams.domain.transfer_code import hash_code

ABSENCE = timedelta(days=30)  # without a sign-in of the owner, before a deputy may be named
WAIT = timedelta(days=14)  # in which the owner can object
LONGER_WAIT = 2 * WAIT  # if mails to the owner do not arrive: only the text can reach them
REMINDED_BEFORE = timedelta(days=4)  # of its end


@dataclass(frozen=True)
class Deputy:
    """An admin who takes over the team of this owner once the wait is over; `operator` is who named them."""

    deputy_id: str
    team_id: str
    owner_id: str
    account_id: str
    operator: str
    named_at: datetime
    reminded: bool = False

    def takes_over_at(self, *, mails_arrive: bool) -> datetime:
        """Return when the team is theirs, if the owner does not object, who must have had a chance to."""
        return self.named_at + (WAIT if mails_arrive else LONGER_WAIT)

    def is_due(self, now: datetime, *, mails_arrive: bool) -> bool:
        """Return whether the wait is over."""
        return now >= self.takes_over_at(mails_arrive=mails_arrive)

    def is_reminder_due(self, now: datetime) -> bool:
        """Return whether the owner is to be notified once more."""
        return not self.reminded and now >= self.takes_over_at(mails_arrive=True) - REMINDED_BEFORE

    def is_owner_back(self, active_at: datetime, lock_ends_at: datetime | None) -> bool:
        """Return whether the owner was active since, or shortly before; who denies by a link (I14) is active, too."""
        denied = lock_ends_at is not None and lock_ends_at > self.named_at
        return denied or active_at > self.named_at - ABSENCE

    def token(self, key: str) -> str:
        """Return the token by which the owner objects: it is derived from the key, and kept nowhere."""
        return f"{self.team_id}.{self.deputy_id}.{_secret(self.team_id, self.deputy_id, key)}"


def parse_token(token: str, key: str) -> tuple[str, str] | None:
    """Return the ids of the team and the deputy in a token, or None if we did not make it."""
    parts = token.split(".")
    if len(parts) != 3 or not token.isascii():
        return None
    team_id, deputy_id, secret = parts
    return (team_id, deputy_id) if compare_digest(secret, _secret(team_id, deputy_id, key)) else None


def _secret(team_id: str, deputy_id: str, key: str) -> str:
    return hash_code(f"deputy\x1f{team_id}\x1f{deputy_id}", key)
