"""Calls of the carrier that speak a code (N7)."""

from kernel.log import count, log
from kernel.providers.errors import ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import read_error_codes


class CodeCalls:
    """The carrier's verification calls, under our verification profile."""

    def __init__(self, provider: Provider, verify_profile_id: str) -> None:
        self._provider = provider
        self._profile = verify_profile_id

    def call(self, phone_number: str, code: str) -> None:
        """Have the carrier call a phone and speak a code twice.

        Raises ProviderDownError, after which the event is delivered again. A refusal is logged, counted and not
        retried.
        """
        wanted = {"phone_number": phone_number, "verify_profile_id": self._profile, "custom_code": code}
        try:
            self._provider.ask("POST", "verifications/call", json=wanted)
        except ProviderRefusedError as refusal:
            log().error(
                "carrier.call.rejected", extra={"status": refusal.status, "errors": read_error_codes(refusal.body)}
            )
            count("NotDeliverable")
