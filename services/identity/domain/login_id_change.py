"""A change of the Login ID, as far as it can be undone (I13). Pure: no clock, no AWS."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.identity.domain.account import Account, Notice
from services.identity.domain.line import Line

UNDO_LIFETIME = timedelta(hours=72)


@dataclass(frozen=True)
class LoginIdChange:
    """A change that the link of its notice undoes, once, within 72 hours; `secret` is the hash of the link's secret.

    `phone_number`, `line` and `notices` are what the account had before.
    """

    id: str
    account_id: str
    phone_number: str
    line: Line
    notices: tuple[Notice, ...]
    secret: str
    undo_until: datetime

    @property
    def changed_at(self) -> datetime:
        """Return when the Login ID was changed."""
        return self.undo_until - UNDO_LIFETIME

    @classmethod
    def of(cls, change_id: str, before: Account, secret: str, now: datetime) -> "LoginIdChange":
        """Return the change that replaces the Login ID of this account."""
        return cls(
            id=change_id,
            account_id=before.id,
            phone_number=before.phone_number,
            line=before.line,
            notices=before.notices,
            secret=secret,
            undo_until=now + UNDO_LIFETIME,
        )
