"""Builds what numbers needs from the environment, on first use."""

import os
from functools import cache
from typing import TYPE_CHECKING

from kernel.dynamodb.table import Table
from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from kernel.providers.transport import Provider
    from services.numbers.carrier import Carrier, Porting, Texting
    from services.numbers.stores.documents import Documents


@cache
def table() -> Table:
    """The table of numbers."""
    return Table(setting("TABLE_NAME"))


@cached_by_secret
def carrier() -> "Carrier":
    """The carrier's stock and orders; its client is slow to import, and most requests do without."""
    from services.numbers.carrier import Carrier  # noqa: PLC0415 (cold start)

    return Carrier(_provider(), _messaging_profile())


@cached_by_secret
def porting() -> "Porting":
    """The carrier's porting."""
    from services.numbers.carrier import Porting  # noqa: PLC0415 (cold start)

    return Porting(_provider(), _messaging_profile())


@cached_by_secret
def texting() -> "Texting":
    """The carrier's texts."""
    from services.numbers.carrier import Texting  # noqa: PLC0415 (cold start)

    return Texting(_provider(), carrier_webhooks())


@cache
def documents() -> "Documents":
    """Where people's papers lie."""
    from kernel import aws  # noqa: PLC0415 (cold start)
    from services.numbers.stores.documents import Documents  # noqa: PLC0415 (cold start)

    return Documents(setting("DOCUMENTS_BUCKET"), aws.client("s3"))


@cached_by_secret
def _provider() -> "Provider":
    from kernel.providers.transport import Provider  # noqa: PLC0415 (cold start)

    return Provider("telnyx", setting("CARRIER_URL"), {"authorization": f"Bearer {secret('carrier_api_key')}"})


def _messaging_profile() -> str:
    return os.environ.get("CARRIER_MESSAGING_PROFILE_ID", "")  # the simulated carrier needs none


def carrier_key() -> str:
    """The public key that the carrier signs its deliveries with."""
    return setting("CARRIER_PUBLIC_KEY")


def portal() -> str:
    """Where the portal is."""
    return setting("PORTAL_URL").rstrip("/")


def carrier_webhooks() -> str:
    """Where the carrier tells us what happens to transfers and texts."""
    return f"{portal()}/webhooks/carrier"
