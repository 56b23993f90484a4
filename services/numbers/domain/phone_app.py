"""The app of a person at the carrier: where it is rung, and until when it is taken to be there (N10, N12). Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PhoneApp:
    """The credential by which a person's app registers at the carrier, made once; it is there until `expires_at`."""

    account_id: str
    credential_id: str
    sip_username: str
    expires_at: datetime
    version: int = 0

    def is_there(self, at: datetime) -> bool:
        """Return whether the app may be registered at this instant."""
        return at < self.expires_at

    def address(self, sip_domain: str) -> str:
        """Return the address at which the carrier rings it."""
        return f"sip:{self.sip_username}@{sip_domain}"
