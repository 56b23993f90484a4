"""Builds the client of the carrier's registrations of texts, on first use."""

from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from services.numbers.carrier.registrations import Registrations


@cached_by_secret
def registrations() -> "Registrations":
    """Return the client of the carrier's registrations."""
    from kernel.providers.transport import Provider
    from services.numbers.carrier.registrations import Registrations

    provider = Provider("telnyx", setting("CARRIER_URL"), {"authorization": f"Bearer {secret('carrier_api_key')}"})
    return Registrations(provider, f"{setting('PORTAL_URL').rstrip('/')}/webhooks/carrier")
