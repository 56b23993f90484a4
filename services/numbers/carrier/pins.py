"""The PIN of a number against port-outs: a setting of the number at the carrier, who asks other carriers for it (N13).

The carrier alone has it: it is in no table, event or log of ours. Should the carrier not show one that is set, the
holder makes a new one.
"""

from dataclasses import dataclass
from typing import Any

from kernel.providers.errors import ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import read_rows, report_refusal


@dataclass(frozen=True, slots=True)
class Protected:
    """A number that the carrier has for us, by its own id, with its PIN; empty if it has none."""

    carrier_id: str
    phone_number: str
    pin: str

    @property
    def shown_pin(self) -> str | None:
        """Return the PIN, or None if there is none, or the carrier masks it."""
        return self.pin if self.pin.isdecimal() else None


class Pins:
    """Telnyx's setting of our numbers. Every method may raise ProviderDownError: ask again."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def find(self, phone_number: str) -> Protected | None:
        """Return the number with its PIN, or None if it is not ours at the carrier."""
        found = [it for it in self._list({"filter[phone_number]": phone_number}) if it.phone_number == phone_number]
        return found[0] if found else None

    def list_active(self, page: int, size: int) -> list[Protected]:
        """Return a page of our active numbers, in an order that stays; the last page is short."""
        return self._list(
            {
                "filter[status]": "active",
                "sort": "phone_number",
                "page[number]": str(page),
                "page[size]": str(size),
            }
        )

    def set(self, number: Protected, pin: str) -> None:
        """Set the PIN of a number; one that is ours no more is left."""
        try:
            self._provider.ask("PATCH", f"phone_numbers/{number.carrier_id}", json={"external_pin": pin})
        except ProviderRefusedError as refusal:
            if refusal.status != 404:
                raise report_refusal(refusal) from refusal

    def _list(self, params: dict[str, Any]) -> list[Protected]:
        try:
            rows = read_rows(self._provider.ask("GET", "phone_numbers", params=params))
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal
        return [
            Protected(str(row.get("id")), str(row.get("phone_number")), str(row.get("external_pin") or ""))
            for row in rows
        ]
