"""Recipients of invitations, by phone number and by email, over all teams. Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

MailFailure = Literal["bounced", "complained"]
_KEPT = 10
_GMAIL = {"gmail.com", "googlemail.com"}
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class RecipientLimits:
    """What one recipient is sent at most: the pause between two, and how many in any hour and any 24 hours."""

    pause: timedelta
    an_hour: int
    a_day: int


@dataclass(frozen=True)
class Recipient:
    """When a recipient was sent invitations in the last 24 hours, in milliseconds since 1970, oldest first.

    `invitations` are the latest ten sent to a phone number, each as its team's id, a slash and its own id.
    `mail_failed` says why nothing is mailed to an email, whichever team invites.
    """

    hashed: str
    sent_at: tuple[int, ...] = ()
    invitations: tuple[str, ...] = ()
    mail_failed: MailFailure | None = None
    version: int = 0

    def seconds_to_wait(self, now: datetime, limits: RecipientLimits) -> int:
        """Return the seconds until another invitation may be sent to them, or 0."""
        free_at = [
            self._nth_last(1, limits.pause),
            self._nth_last(limits.an_hour, _HOUR),
            self._nth_last(limits.a_day, _DAY),
        ]
        return max(0, ceil((max(free_at) - _milliseconds(now)) / 1000))

    def with_sent(self, now: datetime, invitation: str = "") -> "Recipient":
        """Return the recipient with one more invitation; times older than a day are forgotten."""
        since = _milliseconds(now - _DAY)
        sent_at = (*(at for at in self.sent_at if at > since), _milliseconds(now))
        others = [known for known in self.invitations if known != invitation]
        return replace(self, sent_at=sent_at, invitations=(*others, *([invitation] if invitation else []))[-_KEPT:])

    def with_mail_failed(self, why: MailFailure) -> "Recipient":
        """Return the recipient as one who is mailed nothing; a complaint outweighs a bounce."""
        return self if self.mail_failed == "complained" else replace(self, mail_failed=why)

    def written(self) -> "Recipient":
        """Return the recipient as the table has it once it is written."""
        return replace(self, version=self.version + 1)

    def _nth_last(self, count: int, later: timedelta) -> int:
        """Return when the last but `count` - 1 is `later` ago, or 0 if there were fewer."""
        if len(self.sent_at) < count:
            return 0
        return self.sent_at[-count] + later // timedelta(milliseconds=1)


def mailbox(email: str) -> str:
    """Return the email as one mailbox, for limits only: nothing is sent to what this returns.

    It is in lower case and without a `+tag`. Gmail ignores dots too, and delivers googlemail.com to gmail.com.
    """
    local, _, domain = email.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _GMAIL:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
