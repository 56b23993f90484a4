"""Port-outs at the carrier: orders of other carriers for our numbers (N13). docs/port-outs.md says what is known.

A PIN that a carrier attempted is read from the carrier when it is compared, and kept nowhere.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import read_error_codes, read_rows, report_refusal
from services.numbers.domain.port_out import CarrierOrder, PortOutStatus

PAGE = 50
_STATUSES = {
    "pending": PortOutStatus.REQUESTED,
    "authorized": PortOutStatus.AGREED,
    "rejected-pending": PortOutStatus.OBJECTED,
    "rejected": PortOutStatus.REJECTED,
    "canceled": PortOutStatus.CANCELLED,
    "cancelled": PortOutStatus.CANCELLED,
    "ported": PortOutStatus.COMPLETED,
}
_GONE, _DECIDED = 404, (400, 404, 409, 422)


class TooLateToRejectError(Exception):
    """The carrier does not reject the order any more."""


@dataclass(frozen=True, slots=True)
class PortOutEvent:
    """A webhook about a port-out order: that it has changed; what it is now, the carrier is asked."""

    order_id: str
    phone_numbers: tuple[str, ...]
    status: str
    carrier_name: str

    @property
    def as_order(self) -> CarrierOrder:
        """Return the order as the webhook has it."""
        status = _STATUSES.get(self.status)
        return CarrierOrder(self.order_id, status, self.phone_numbers, self.carrier_name, None, None, None)

    @classmethod
    def read(cls, content: dict[str, Any]) -> "PortOutEvent | None":
        """Read the event of a webhook; None if it is not about a port-out."""
        payload = content.get("payload")
        if not is_about_port_out(content) or not isinstance(payload, dict):
            return None
        order_id = str(payload.get("portout_id") or payload.get("id") or "")
        said = (str(payload.get(name) or "")[:100] for name in ("status", "carrier_name"))
        return cls(order_id, _read_numbers(payload), *said) if order_id else None


def is_about_port_out(content: dict[str, Any]) -> bool:
    """Return whether a webhook is about a port-out."""
    return str(content.get("event_type")).startswith("portout.")


class PortOuts:
    """Telnyx's API of port-outs. Every method may raise ProviderDownError: the result is unknown, ask again."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def find(self, order_id: str) -> CarrierOrder | None:
        """Return an order as it is now, or None if the carrier has none of this id."""
        try:
            data = self._provider.ask("GET", f"portouts/{order_id}").get("data")
        except ProviderRefusedError as refusal:
            if refusal.status == _GONE:
                return None
            raise report_refusal(refusal) from refusal
        if not isinstance(data, dict) or not data.get("id"):
            raise ProviderDownError("the carrier's port-out is unreadable")
        return _read_order(data)

    def list_since(self, since: datetime, page: int) -> list[CarrierOrder]:
        """Return a page of the orders that came since then; the last page is short."""
        params = {
            "filter[inserted_at][gte]": since.astimezone(UTC).isoformat(timespec="seconds"),
            "page[number]": str(page),
            "page[size]": str(PAGE),
        }
        try:
            rows = read_rows(self._provider.ask("GET", "portouts", params=params))
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal
        return [_read_order(row) for row in rows if row.get("id")]

    def find_attempted_pins(self, order_id: str) -> frozenset[str]:
        """Return the PINs that the other carrier gave for an order; empty if it gave none, or ours does not say."""
        try:
            answer = self._provider.ask("GET", "portouts/events", params={"filter[portout_id]": order_id})
        except ProviderRefusedError as refusal:
            log().info("carrier.port_out.events_refused", extra={"errors": read_error_codes(refusal.body)})
            return frozenset()
        payloads = [row.get("payload") for row in read_rows(answer)]
        return frozenset(
            str(it["attempted_pin"]) for it in payloads if isinstance(it, dict) and it.get("attempted_pin")
        )

    def reject(self, order_id: str, reason: str) -> None:
        """Object to an order: the carrier's staff look at the reason. Raises TooLateToRejectError."""
        try:
            self._provider.ask("PATCH", f"portouts/{order_id}/rejected-pending", json={"reason": reason})
        except ProviderRefusedError as refusal:
            if refusal.status in _DECIDED:
                raise TooLateToRejectError from refusal
            raise report_refusal(refusal) from refusal


def _read_order(data: dict[str, Any]) -> CarrierOrder:
    word = str(data.get("status") or "")
    if word not in _STATUSES:
        log().warning("carrier.port_out.status_unknown", extra={"status": word})
    return CarrierOrder(
        str(data["id"]),
        _STATUSES.get(word),
        _read_numbers(data),
        str(data.get("carrier_name") or "")[:100],
        _read_instant(data.get("inserted_at") or data.get("created_at")),
        _read_instant(data.get("foc_date") or data.get("requested_foc_date")),
        _read_instant(data.get("updated_at")),
    )


def _read_numbers(data: dict[str, Any]) -> tuple[str, ...]:
    found = data.get("phone_numbers")
    return tuple(str(it) for it in found) if isinstance(found, list) else ()


def _read_instant(text: object) -> datetime | None:
    """Read an instant of the carrier, in UTC if it has no zone; None if there is none, or it is unreadable."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
