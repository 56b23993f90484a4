"""Where the carrier sends calls of our numbers: each is connected to the voice application (N6).

A number that is not connected cannot be called. By the carrier's document the connection is a member of the number,
not of its voice settings.
"""

from dataclasses import dataclass

from kernel.providers.errors import ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import read_rows, report_refusal


@dataclass(frozen=True, slots=True)
class OwnedNumber:
    """A number that the carrier has for us, by its own id."""

    carrier_id: str
    phone_number: str
    connection_id: str


class Connections:
    """Telnyx's list of our numbers. Every method may raise ProviderDownError: ask again."""

    def __init__(self, provider: Provider, connection_id: str) -> None:
        self._provider = provider
        self._connection_id = connection_id

    def list_active(self, page: int, size: int) -> list[OwnedNumber]:
        """Return a page of our active numbers, in an order that stays; the last page is short."""
        params = {
            "filter[status]": "active",
            "sort": "phone_number",
            "page[number]": str(page),
            "page[size]": str(size),
        }
        try:
            rows = read_rows(self._provider.ask("GET", "phone_numbers", params=params))
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal
        return [
            OwnedNumber(str(row.get("id")), str(row.get("phone_number")), str(row.get("connection_id") or ""))
            for row in rows
        ]

    def is_connected(self, number: OwnedNumber) -> bool:
        """Return whether calls of the number reach us; without a voice application of ours, there is nowhere to."""
        return self._connection_id in ("", number.connection_id)

    def connect(self, number: OwnedNumber) -> None:
        """Connect a number to our voice application; one that is ours no more is left."""
        asked = {"connection_id": self._connection_id}
        try:
            self._provider.ask("PATCH", f"phone_numbers/{number.carrier_id}", json=asked)
        except ProviderRefusedError as refusal:
            if refusal.status != 404:
                raise report_refusal(refusal) from refusal
