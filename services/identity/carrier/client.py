"""The carrier's API (Telnyx) as far as identity uses it: line type look-ups, and calls that speak a code."""

from typing import Any

from kernel.log import count, log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.identity.domain.line import LineType
from services.identity.domain.problems import LookUpUnavailable

_NUMBER_REFUSED = {400, 404, 422}  # it is the number that the carrier refuses, not us
_RETRY_AFTER = 10

_LINE_TYPES: dict[str, LineType] = {
    "mobile": "mobile",
    "fixed line": "landline",
    "fixed line or mobile": "either",
    "voip": "virtual",
    "toll free": "toll_free",
    "premium rate": "premium",
    "shared cost": "other",
    "personal number": "other",
    "pager": "other",
    "uan": "other",
    "voicemail": "other",
}
_NOT_ACCEPTED: tuple[LineType, ...] = ("virtual", "toll_free", "premium", "other")


class Carrier:
    """The carrier's API, called with identity's key and verification profile."""

    def __init__(self, provider: Provider, verify_profile_id: str) -> None:
        self._provider = provider
        self._profile = verify_profile_id

    def look_up(self, phone_number: str) -> LineType:
        """Ask the carrier for the type of a line (E.164); each look-up costs money.

        Raises LookUpUnavailable when the carrier does not answer or refuses our key.
        """
        try:
            answer = self._provider.ask("GET", f"number_lookup/{phone_number}", params={"type": "carrier"})
        except ProviderDownError as error:
            raise LookUpUnavailable(retry_after=_RETRY_AFTER) from error
        except ProviderRefusedError as error:
            if error.status in _NUMBER_REFUSED:
                return "unknown"
            log().error("carrier.look_up.rejected", extra={"status": error.status, "errors": _codes(error.body)})
            raise LookUpUnavailable(retry_after=_RETRY_AFTER) from error
        return read_line_type(answer)

    def call(self, phone_number: str, code: str) -> None:
        """Have the carrier call a phone and speak a code twice.

        Raises ProviderDownError, after which the event is delivered again. A refusal is logged, counted and not
        retried.
        """
        wanted = {"phone_number": phone_number, "verify_profile_id": self._profile, "custom_code": code}
        try:
            self._provider.ask("POST", "verifications/call", json=wanted)
        except ProviderRefusedError as error:
            log().error("carrier.call.rejected", extra={"status": error.status, "errors": _codes(error.body)})
            count("NotDeliverable")


def read_line_type(answer: dict[str, Any]) -> LineType:
    """Return the line type in the answer to a look-up.

    The answer has two sources. A type that we refuse counts even if only one of them names it.
    """
    data = answer.get("data")
    if not isinstance(data, dict):
        return "unknown"
    if data.get("valid_number") is False:
        return "invalid"
    said = [_member(data, "carrier", "type"), _member(data, "portability", "line_type")]
    types = [_LINE_TYPES[name] for name in said if name in _LINE_TYPES]
    refused = (line_type for line_type in _NOT_ACCEPTED if line_type in types)
    return next(refused, types[0] if types else "unknown")


def _member(data: dict[str, Any], part: str, name: str) -> str:
    found = data.get(part)
    value = found.get(name) if isinstance(found, dict) else None
    return value.strip().lower() if isinstance(value, str) else ""


def _codes(body: dict[str, Any]) -> list[str]:
    errors = body.get("errors")
    return [str(error.get("code")) for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
