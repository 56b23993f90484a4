"""What identity needs from its environment, built on first use."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from kernel.dynamodb.table import Table
from kernel.settings import cached_by_secret, number_setting, secret, setting
from services.identity.domain.line import LineType
from services.identity.domain.passkeys import Site
from services.identity.domain.rules import Rules
from services.identity.domain.session import SessionGrant
from services.identity.kms import access_tokens

if TYPE_CHECKING:
    from services.identity.carrier.client import Carrier


@cache
def table() -> Table:
    """Return the table of identity."""
    return Table(setting("TABLE_NAME"))


@cached_by_secret
def rules() -> Rules:
    """Return the operator's limits."""
    return Rules(
        countries=frozenset(country.strip().upper() for country in setting("SERVED_COUNTRIES").split(",")),
        codes_per_number_hour=number_setting("SIGNUPS_PER_NUMBER_HOUR"),
        codes_per_address_hour=number_setting("SIGNUPS_PER_ADDRESS_HOUR"),
        codes_per_day=number_setting("TEXTS_PER_DAY"),
        codes_per_country_day=number_setting("TEXTS_PER_COUNTRY_DAY"),
        key=secret("code_key"),
    )


@cached_by_secret
def carrier() -> "Carrier":
    """Return the carrier's client; loaded on first use, since most requests do not need it."""
    from kernel.providers.transport import Provider
    from services.identity.carrier.client import Carrier

    headers = {"authorization": f"Bearer {secret('carrier_api_key')}"}
    return Carrier(Provider("telnyx", setting("CARRIER_URL"), headers), setting("CARRIER_VERIFY_PROFILE_ID"))


def look_up(phone_number: str) -> LineType:
    """Ask the carrier for the type of a line."""
    return carrier().look_up(phone_number)


def call(phone_number: str, code: str) -> None:
    """Have the carrier call a phone and speak a code."""
    carrier().call(phone_number, code)


def sign_access_token(grant: SessionGrant, now: datetime) -> str:
    """Return a new access token of a session."""
    return access_tokens.sign(
        key_id=setting("SIGNING_KEY_ID"),
        issuer=setting("TOKEN_ISSUER"),
        account_id=grant.account_id,
        session_id=grant.session_id,
        generation=grant.generation,
        now=now,
        proved_at=grant.proved_at,
    )


def site() -> Site:
    """Return the portal as browsers know it: passkeys belong to its host name."""
    from urllib.parse import urlsplit

    url = urlsplit(setting("PORTAL_URL"))
    return Site(origin=f"{url.scheme}://{url.netloc}", host=url.hostname or "")


def portal() -> str:
    """Return the URL of the web portal."""
    return setting("PORTAL_URL")
