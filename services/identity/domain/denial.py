"""Denials: the link of a security notice by which a person says that it was not them (I14). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

DENIAL_LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class Denial:
    """A link that works once, within 7 days. `secret` is the hash of what only the recipient of the notice has."""

    id: str
    account_id: str
    secret: str
    expires_at: datetime
