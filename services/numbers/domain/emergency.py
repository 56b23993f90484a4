"""Emergency calls never go through us: what people are shown of that, and where they may be found (N11)."""

from dataclasses import dataclass
from datetime import datetime

NOTICE = (
    "Emergency calls (911) don't go through this number. The app hands them to your phone's own dialer, so they need "
    "your phone's own service."
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person usually is, in the United States or Canada."""

    line1: str
    line2: str
    city: str
    state: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """What an account has said for emergencies: its address, and when it acknowledged the notice."""

    account_id: str
    address: Address | None = None
    acknowledged_at: datetime | None = None
    version: int = 0
