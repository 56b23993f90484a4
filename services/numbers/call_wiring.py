"""Builds the client of the carrier's calls, on first use: the functions of calls alone have it in their code."""

import os
from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from services.numbers.carrier.calling import Calling


@cached_by_secret
def calling() -> "Calling":
    """Return the client of the carrier's calls."""
    from kernel.providers.transport import Provider
    from services.numbers.carrier.calling import Calling

    provider = Provider("telnyx", setting("CARRIER_URL"), {"authorization": f"Bearer {secret('carrier_api_key')}"})
    names = ("CARRIER_CONNECTION_ID", "CARRIER_CREDENTIAL_CONNECTION_ID")
    return Calling(provider, *(os.environ.get(name, "") for name in names))
