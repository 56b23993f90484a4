"""Builds what numbers needs from the environment, on first use."""

import os
from functools import cache
from typing import TYPE_CHECKING

from kernel.dynamodb.table import Table
from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from kernel.providers.transport import Provider
    from services.numbers.carrier.connections import Connections
    from services.numbers.carrier.porting import Porting
    from services.numbers.carrier.recent_searches import RecentSearches
    from services.numbers.carrier.stock import Carrier
    from services.numbers.stores.documents import Documents


@cache
def table() -> Table:
    """Return the table of numbers."""
    return Table(setting("TABLE_NAME"))


@cached_by_secret
def carrier() -> "Carrier":
    """Return the client of the carrier's stock and orders, which is slow to import; most requests do without it."""
    from services.numbers.carrier.stock import Carrier

    return Carrier(_provider(), _messaging_profile(), _connection())


@cache
def recent_searches() -> "RecentSearches":
    """Return the answers to searches that this container keeps for a minute."""
    from services.numbers.carrier.recent_searches import RecentSearches

    return RecentSearches()


@cached_by_secret
def porting() -> "Porting":
    """Return the client of the carrier's porting orders."""
    from services.numbers.carrier.porting import Porting

    return Porting(_provider(), _messaging_profile(), _connection())


def call_with_code(phone_number: str, code: str) -> None:
    """Have the carrier call a phone and speak a code."""
    from services.numbers.carrier.code_calls import CodeCalls

    CodeCalls(_provider(), setting("CARRIER_VERIFY_PROFILE_ID")).call(phone_number, code)


def code_key() -> str:
    """Return the key of the hashes of codes."""
    return secret("code_key")


@cached_by_secret
def connections() -> "Connections":
    """Return the client of the connections of the carrier's numbers."""
    from services.numbers.carrier.connections import Connections

    return Connections(_provider(), _connection())


@cache
def documents() -> "Documents":
    """Return the bucket of documents."""
    from kernel import aws
    from services.numbers.stores.documents import Documents

    return Documents(setting("DOCUMENTS_BUCKET"), aws.client("s3"))


@cached_by_secret
def _provider() -> "Provider":
    from kernel.providers.transport import Provider

    return Provider("telnyx", setting("CARRIER_URL"), {"authorization": f"Bearer {secret('carrier_api_key')}"})


def _messaging_profile() -> str:
    return os.environ.get("CARRIER_MESSAGING_PROFILE_ID", "")  # the simulated carrier needs none


def _connection() -> str:
    return os.environ.get("CARRIER_CONNECTION_ID", "")


def sip_domain() -> str:
    """Return the domain at which the carrier rings apps."""
    return os.environ.get("CARRIER_SIP_DOMAIN", "sip.telnyx.com")


def carrier_public_key() -> str:
    """Return the public key of the carrier's signatures, in base64, or two with a comma while one replaces another."""
    return setting("CARRIER_PUBLIC_KEY")


def portal_url() -> str:
    """Return the address of the portal, without a slash at the end."""
    return setting("PORTAL_URL").rstrip("/")


def carrier_webhook_url() -> str:
    """Return the address that the carrier sends webhooks about port-ins and texts to."""
    return f"{portal_url()}/webhooks/carrier"
