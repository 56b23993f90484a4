"""The carrier's stock of numbers: search, reserve, order and release."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kernel.log import count, log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import RefusedError, check_account, read_error_codes, read_rows, report_refusal

_NOT_SEARCHED, _NOT_AVAILABLE, _RESERVED = "85000", "85001", "85006"
_WORDS = {"success": "success", "failure": "failure", "cancelled": "failure", "deleted": "failure"}
_PLACES = {"location": "city", "rate_center": "city", "state": "state"}


class OrderStatus(StrEnum):
    """The status of an order."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILURE = "failure"


class NotAvailableError(RefusedError):
    """The number is not available: it was sold or reserved elsewhere."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A number in the carrier's stock."""

    phone_number: str
    city: str
    state: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a number: `reference` is our id of the number, `sub_order_ids` are the carrier's own."""

    reference: str
    status: OrderStatus
    sub_order_ids: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Order":
        """Read an order from the carrier's JSON, of a response or webhook. An unknown status is pending."""
        rows = [row for row in data.get("phone_numbers") or [] if isinstance(row, dict)]
        words = [str(row.get("status") or data.get("status")) for row in rows] or [str(data.get("status"))]
        statuses = {_WORDS.get(word, "pending") for word in words}
        status = OrderStatus(statuses.pop()) if len(statuses) == 1 else OrderStatus.PENDING
        sub_order_ids = tuple(str(part) for part in data.get("sub_number_orders_ids") or [])
        return cls(str(data.get("customer_reference") or ""), status, sub_order_ids)


class Carrier:
    """Telnyx's API of numbers. Every method may raise ProviderDownError: the result is unknown, ask again."""

    def __init__(self, provider: Provider, messaging_profile_id: str = "", connection_id: str = "") -> None:
        self._provider = provider
        ours = {"messaging_profile_id": messaging_profile_id, "connection_id": connection_id}
        self._ours = {name: value for name, value in ours.items() if value}

    def search(
        self,
        limit: int,
        *,
        contains: str = "",
        features: Iterable[str] = ("voice",),
        held: bool = False,
        **filters: str,
    ) -> list[Offer]:
        """Return up to `limit` numbers that can be bought at once, with these features.

        `filters` are members of the carrier's filter, such as `locality`. `held` includes what is reserved by us.
        """
        given = {f"filter[{name}]": value for name, value in filters.items() if value}
        given |= {"filter[phone_number][contains]": contains} if contains else {}
        params: list[tuple[str, str]] = [*given.items(), ("filter[limit]", str(limit))]
        params += [("filter[features][]", feature) for feature in features]
        params += [("filter[best_effort]", "false"), ("filter[reservable]", "true")]
        params += [("filter[exclude_held_numbers]", "false" if held else "true")]
        if filters.get("phone_number_type") == "toll_free":
            params.append(("filter[quickship]", "true"))  # else it may take 2 business days
        try:
            answer = self._provider.ask("GET", "available_phone_numbers", params=params)
        except ProviderRefusedError as refusal:
            check_account(refusal)
            if refusal.status in (400, 404, 422):  # such as an unknown place
                return []
            raise report_refusal(refusal) from refusal
        return [_read_offer(row) for row in read_rows(answer) if _is_for_sale(row)]

    def find_offer(self, phone_number: str, kind: str, *, held: bool = False) -> Offer | None:
        """Return this very number if it is in stock, else None; the carrier sells only what was searched for."""
        national = phone_number.removeprefix("+1")
        found = self.search(
            1,
            contains=national[3:],
            held=held,
            country_code="US",
            national_destination_code=national[:3],
            phone_number_type=kind,
        )
        return next((it for it in found if it.phone_number == phone_number), None)

    def reserve(self, phone_number: str, kind: str, reference: str) -> None:
        """Reserve a number for 30 minutes. Raises NotAvailableError for one that is not in stock, or held by others.

        One that is already reserved may be reserved by us, a moment ago: the carrier lists it among what we hold.
        """
        wanted = {"phone_numbers": [{"phone_number": phone_number}], "customer_reference": reference}
        try:
            answer = self._provider.ask("POST", "number_reservations", json=wanted)
        except ProviderRefusedError as refusal:
            check_account(refusal)
            if _RESERVED in read_error_codes(refusal.body) and self.find_offer(phone_number, kind, held=True):
                return
            if refusal.status in (400, 404, 422):
                raise NotAvailableError from refusal
            raise report_refusal(refusal) from refusal
        data = answer.get("data")
        rows = data.get("phone_numbers") if isinstance(data, dict) else []
        if any(row.get("status") in ("failure", "failed") for row in rows or [] if isinstance(row, dict)):
            raise NotAvailableError

    def find_order(self, reference: str) -> Order | None:
        """Return the order of a number, or None. Ask before ordering: the carrier knows no idempotency keys."""
        try:
            answer = self._provider.ask("GET", "number_orders", params={"filter[customer_reference]": reference})
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal
        orders = [Order.read(row) for row in read_rows(answer) if row.get("customer_reference") == reference]
        best = sorted(orders, key=lambda order: list(_BEST_FIRST).index(order.status))
        return best[0] if best else None

    def order(self, phone_number: str, kind: str, reference: str) -> Order:
        """Order a number. Raises NotAvailableError; after ProviderDownError it may have been ordered."""
        try:
            return self._place_order(phone_number, reference)
        except ProviderRefusedError as refusal:
            check_account(refusal)
            codes = read_error_codes(refusal.body)
            if _NOT_SEARCHED in codes and self.find_offer(phone_number, kind, held=True):
                return self._order_after_search(phone_number, reference)
            if _NOT_AVAILABLE in codes or _NOT_SEARCHED in codes:
                raise NotAvailableError from refusal
            raise report_refusal(refusal) from refusal

    def cancel(self, order: Order) -> None:
        """Cancel a pending order; `find_order` shows whether it was in time."""
        for sub_order_id in order.sub_order_ids:
            try:
                self._provider.ask("PATCH", f"sub_number_orders/{sub_order_id}/cancel")
            except ProviderRefusedError as refusal:
                check_account(refusal)
                if refusal.status not in (400, 404, 422):  # these mean that it is not pending any more
                    raise report_refusal(refusal) from refusal

    def release(self, phone_number: str, references: frozenset[str]) -> None:
        """Give a number back; no error if it is not ours any more.

        One that the carrier has under another id than these is left, with an alarm: it may be another service's.
        """
        try:
            answer = self._provider.ask("GET", "phone_numbers", params={"filter[phone_number]": phone_number})
            for row in read_rows(answer):
                if row.get("phone_number") != phone_number or not row.get("id"):
                    continue
                if (reference := row.get("customer_reference")) and reference not in references:
                    log().error("carrier.release.not_ours", extra={"reference": reference})
                    count("CarrierNumberNotOurs")
                else:
                    self._provider.ask("DELETE", f"phone_numbers/{row['id']}")
        except ProviderRefusedError as refusal:
            if refusal.status != 404:
                raise report_refusal(refusal) from refusal

    def _place_order(self, phone_number: str, reference: str) -> Order:
        wanted = {"phone_numbers": [{"phone_number": phone_number}], "customer_reference": reference}
        answer = self._provider.ask("POST", "number_orders", json=wanted | self._ours)
        data = answer.get("data")
        if not isinstance(data, dict):
            raise ProviderDownError("the carrier's order is unreadable")
        return Order.read(data)

    def _order_after_search(self, phone_number: str, reference: str) -> Order:
        try:
            return self._place_order(phone_number, reference)
        except ProviderRefusedError as refusal:
            check_account(refusal)
            raise NotAvailableError from refusal


_BEST_FIRST = (OrderStatus.SUCCESS, OrderStatus.PENDING, OrderStatus.FAILURE)


def _is_for_sale(row: dict[str, Any]) -> bool:
    """Return whether a row of a search can be bought at once; what the carrier does not say is no obstacle."""
    can_be = row.get("reservable") is not False and row.get("best_effort") is not True
    return bool(row.get("phone_number")) and can_be and row.get("quickship") is not False


def _read_offer(row: dict[str, Any]) -> Offer:
    places: dict[str, str] = {}
    for region in row.get("region_information") or []:
        place = _PLACES.get(str(region.get("region_type")))
        if place:
            places.setdefault(place, str(region.get("region_name") or ""))
    features = tuple(str(feature.get("name")) for feature in row.get("features") or [])
    return Offer(str(row["phone_number"]), places.get("city", "").title(), places.get("state", ""), features)
