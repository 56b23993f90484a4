"""Builds the client of the carrier's records of calls, on first use: one function alone has it in its code."""

import os
from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from services.numbers.carrier.call_records import CallRecords


@cached_by_secret
def call_records() -> "CallRecords":
    """Return the client of the carrier's records of calls."""
    from kernel.providers.transport import Provider
    from services.numbers.carrier.call_records import CallRecords

    provider = Provider("telnyx", setting("CARRIER_URL"), {"authorization": f"Bearer {secret('carrier_api_key')}"})
    names = ("CARRIER_CONNECTION_ID", "CARRIER_CREDENTIAL_CONNECTION_ID")
    return CallRecords(provider, tuple(os.environ.get(name, "") for name in names))
