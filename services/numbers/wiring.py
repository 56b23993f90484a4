"""Builds what numbers needs from the environment, on first use."""

from functools import cache
from typing import TYPE_CHECKING

from kernel.settings import secret, setting
from kernel.table import Table

if TYPE_CHECKING:
    from services.numbers.carrier import Carrier


@cache
def table() -> Table:
    """The table of numbers."""
    return Table(setting("TABLE_NAME"))


@cache
def carrier() -> "Carrier":
    """The carrier; its client is slow to import, and most requests do without."""
    from kernel.provider import Provider  # noqa: PLC0415 (cold start)
    from services.numbers.carrier import Carrier  # noqa: PLC0415 (cold start)

    headers = {"authorization": f"Bearer {secret('carrier_api_key')}"}
    return Carrier(Provider("telnyx", setting("CARRIER_URL"), headers))


def carrier_key() -> str:
    """The public key that the carrier signs its deliveries with."""
    return setting("CARRIER_PUBLIC_KEY")


def portal() -> str:
    """Where the portal is."""
    return setting("PORTAL_URL").rstrip("/")
