"""Builds what the comparisons with the carrier need, on first use: its records of calls, and its lists of numbers."""

import os
from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from kernel.providers.transport import Provider
    from services.numbers.carrier.call_records import CallRecords
    from services.numbers.carrier.inventory import CarrierInventory
    from services.numbers.domain.inventory import Settings


@cached_by_secret
def call_records() -> "CallRecords":
    """Return the client of the carrier's records of calls."""
    from services.numbers.carrier.call_records import CallRecords

    names = ("CARRIER_CONNECTION_ID", "CARRIER_CREDENTIAL_CONNECTION_ID")
    return CallRecords(_provider(), tuple(os.environ.get(name, "") for name in names))


@cached_by_secret
def carrier_inventory() -> "CarrierInventory":
    """Return the client of the carrier's lists of numbers, orders and port-ins."""
    from services.numbers.carrier.inventory import CarrierInventory

    return CarrierInventory(_provider())


def inventory_settings() -> "Settings":
    """Return where the carrier is to send calls and texts of our numbers."""
    from services.numbers.domain.inventory import Settings

    names = ("CARRIER_CONNECTION_ID", "CARRIER_MESSAGING_PROFILE_ID")
    return Settings(*(os.environ.get(name, "") for name in names))


@cached_by_secret
def _provider() -> "Provider":
    from kernel.providers.transport import Provider

    return Provider("telnyx", setting("CARRIER_URL"), {"authorization": f"Bearer {secret('carrier_api_key')}"})
