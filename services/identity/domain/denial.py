"""Denials: the link of a security notice by which a person says that it was not them (I14). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.identity import Happening

DENIAL_LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class Denial:
    """A link that works once, within 7 days. `secret` is the hash of what only the recipient of the notice has.

    `happening` is what the notice is of; a link from before it was kept has none.
    """

    id: str
    account_id: str
    secret: str
    expires_at: datetime
    happening: Happening | None = None

    @property
    def happened_at(self) -> datetime:
        """Return when that happened which is denied."""
        return self.expires_at - DENIAL_LIFETIME
