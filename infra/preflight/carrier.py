"""Checks the settings at the carrier whose defaults do not fit (docs/deploying.md; Telnyx's OpenAPI document)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from contracts.rates import decks
from infra.preflight.gate import UnreadableError
from infra.preflight.site import Site
from kernel.providers.errors import ProviderRefusedError

_LEAST_BALANCE = Decimal(50)  # USD; numbers are ordered, and calls run, on what is paid in advance
_VOICE = {
    "active": True,
    "webhook_api_version": "2",
    "first_command_timeout": True,
    "call_cost_in_webhooks": True,
}


def check_balance(site: Site) -> Iterator[str]:
    """Yield whether the account at the carrier has little left (GET /balance)."""
    balance = _find(site, "/balance")
    left = Decimal(str((balance or {}).get("available_credit", "0")))
    if left < _LEAST_BALANCE:
        yield f"The carrier's account has {left} USD left: switch on its automatic payments."


def check_voice_application(site: Site) -> Iterator[str]:
    """Yield what is wrong with the voice application (GET /call_control_applications/{id})."""
    found = _find(site, f"/call_control_applications/{site.config.carrier.connection_id}")
    if found is None:
        yield "carrier.connection_id: the carrier has no voice application of this id."
        return
    address = site.address_of("/webhooks/carrier/voice")
    for name, wanted in {"webhook_event_url": address, **_VOICE}.items():
        if found.get(name) != wanted:
            yield f"{name} of the voice application is {found.get(name)!r}; it has to be {wanted!r}."
    if found.get("webhook_event_failover_url"):
        yield "webhook_event_failover_url of the voice application has to be empty."
    profile = (found.get("outbound") or {}).get("outbound_voice_profile_id")
    yield from _check_outbound(site, str(profile)) if profile else ["The voice application has no outbound profile."]


def _check_outbound(site: Site, profile_id: str) -> Iterator[str]:
    profile = _find(site, f"/outbound_voice_profiles/{profile_id}") or {}
    sold = {rate.country for rate in decks()[-1].rates if rate.is_served and rate.country}
    missing = sorted(sold - set(profile.get("whitelisted_destinations") or ()))
    if not profile.get("enabled", True):
        yield "The outbound voice profile is switched off."
    if missing:
        yield f"The outbound voice profile does not allow calls to {', '.join(missing)}, which the rate deck sells."
    if not (profile.get("daily_spend_limit_enabled") and profile.get("daily_spend_limit")):
        yield "The outbound voice profile has no daily_spend_limit: it is the last line against toll fraud."
    if not profile.get("max_destination_rate"):
        yield "The outbound voice profile has no max_destination_rate: premium numbers can be called at any price."


def check_verify_profile(site: Site) -> Iterator[str]:
    """Yield whether the profile that speaks codes is missing (GET /verify_profiles/{id})."""
    if _find(site, f"/verify_profiles/{site.config.carrier.verify_profile_id}") is None:
        yield "carrier.verify_profile_id: the carrier has no verify profile of this id."


def _find(site: Site, path: str) -> dict[str, Any] | None:
    """Return what the carrier has there, or None. Raise UnreadableError if it refuses us, ProviderDownError."""
    try:
        data = site.carrier.ask("GET", path).get("data")
    except ProviderRefusedError as refusal:
        if refusal.status == 404:
            return None
        raise UnreadableError(f"The carrier refuses the key of {site.config.secrets.numbers}: {refusal}") from refusal
    return data if isinstance(data, dict) else None
