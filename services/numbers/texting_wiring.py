"""Builds the clients of the carrier's texts and messaging profiles, on first use."""

import os
from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from kernel.providers.transport import Provider
    from services.numbers.carrier.text_profiles import TextProfiles
    from services.numbers.carrier.texting import Texting


@cached_by_secret
def texting() -> "Texting":
    """Return the client of the carrier's texts."""
    from services.numbers.carrier.texting import Texting

    return Texting(_provider(), _webhook_url())


@cached_by_secret
def text_profiles() -> "TextProfiles":
    """Return the client of messaging profiles."""
    from services.numbers.carrier.text_profiles import TextProfiles

    shared_id = os.environ.get("CARRIER_MESSAGING_PROFILE_ID", "")  # numbers are ordered with it
    return TextProfiles(_provider(), _webhook_url(), shared_id)


def _webhook_url() -> str:
    return f"{setting('PORTAL_URL').rstrip('/')}/webhooks/carrier"


@cached_by_secret
def _provider() -> "Provider":
    from kernel.providers.transport import Provider

    return Provider("telnyx", setting("CARRIER_URL"), {"authorization": f"Bearer {secret('carrier_api_key')}"})
