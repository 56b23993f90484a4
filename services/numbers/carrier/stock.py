"""The carrier's stock, reservations and orders, and giving numbers back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import broken, codes_of, rows_of

_NOT_SEARCHED, _NOT_AVAILABLE, _RESERVED = "85000", "85001", "85006"
_WORDS = {"success": "success", "failure": "failure", "cancelled": "failure", "deleted": "failure"}
_PLACES = {"location": "city", "rate_center": "city", "state": "state"}


class Outcome(StrEnum):
    """Where an order stands."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILURE = "failure"


class NotAvailableError(Exception):
    """The number cannot be had: somebody else has it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A number in the carrier's stock."""

    phone_number: str
    city: str
    state: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What became of an order so far; `reference` is the number's id with us, `parts` are the carrier's."""

    reference: str
    outcome: Outcome
    parts: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Order":
        """An order as the carrier writes it, in answers and webhooks. A word invented later reads as pending."""
        rows = [row for row in data.get("phone_numbers") or [] if isinstance(row, dict)]
        said = [str(row.get("status") or data.get("status")) for row in rows] or [str(data.get("status"))]
        outcomes = {_WORDS.get(word, "pending") for word in said}
        outcome = Outcome(outcomes.pop()) if len(outcomes) == 1 else Outcome.PENDING
        parts = tuple(str(part) for part in data.get("sub_number_orders_ids") or [])
        return cls(str(data.get("customer_reference") or ""), outcome, parts)


class Carrier:
    """Telnyx's API, as far as numbers uses it. Every method may raise ProviderDownError: not known, ask again."""

    def __init__(self, provider: Provider, messaging_profile_id: str = "") -> None:
        self._provider = provider
        self._texts_by = {"messaging_profile_id": messaging_profile_id} if messaging_profile_id else {}

    def search(self, limit: int, *, contains: str = "", **wanted: str) -> list[Offer]:
        """Numbers in stock. `wanted` are members of the carrier's filter, such as `locality`."""
        given = {f"filter[{name}]": value for name, value in wanted.items() if value}
        given |= {"filter[phone_number][contains]": contains} if contains else {}
        params: list[tuple[str, str]] = [*given.items(), ("filter[limit]", str(limit))]
        params += [("filter[features][]", "voice"), ("filter[features][]", "sms"), ("filter[best_effort]", "false"),
                   ("filter[exclude_held_numbers]", "true")]  # fmt: skip
        try:
            answer = self._provider.ask("GET", "available_phone_numbers", params=params)
        except ProviderRefusedError as refusal:
            if refusal.status in (400, 404, 422):  # a place that it does not know, and the like
                return []
            raise broken(refusal) from refusal
        return [_offer(row) for row in rows_of(answer) if row.get("phone_number")]

    def reserve(self, phone_number: str, reference: str) -> None:
        """Hold a number for half an hour. Raises NotAvailableError.

        One that is reserved already may well be so by us, a moment ago: the order decides.
        """
        wanted = {"phone_numbers": [{"phone_number": phone_number}], "customer_reference": reference}
        try:
            answer = self._provider.ask("POST", "number_reservations", json=wanted)
        except ProviderRefusedError as refusal:
            if _RESERVED in codes_of(refusal.body):
                return
            if refusal.status in (400, 404, 422):
                raise NotAvailableError from refusal
            raise broken(refusal) from refusal
        data = answer.get("data")
        rows = data.get("phone_numbers") if isinstance(data, dict) else []
        if any(row.get("status") in ("failure", "failed") for row in rows or [] if isinstance(row, dict)):
            raise NotAvailableError

    def find_order(self, reference: str) -> Order | None:
        """The order of a number, or None: look before ordering, the carrier knows no idempotency keys."""
        try:
            answer = self._provider.ask("GET", "number_orders", params={"filter[customer_reference]": reference})
        except ProviderRefusedError as refusal:
            raise broken(refusal) from refusal
        orders = [Order.read(row) for row in rows_of(answer) if row.get("customer_reference") == reference]
        best = sorted(orders, key=lambda order: list(_BEST_FIRST).index(order.outcome))
        return best[0] if best else None

    def order(self, phone_number: str, reference: str) -> Order:
        """Order a number. Raises NotAvailableError; after ProviderDownError it may be ordered all the same."""
        try:
            return self._ordered(phone_number, reference)
        except ProviderRefusedError as refusal:
            codes = codes_of(refusal.body)
            if _NOT_SEARCHED in codes and self.search(1, contains=phone_number.removeprefix("+1")):
                return self._ordered_at_last(phone_number, reference)
            if _NOT_AVAILABLE in codes or _NOT_SEARCHED in codes:
                raise NotAvailableError from refusal
            raise broken(refusal) from refusal

    def cancel(self, order: Order) -> None:
        """Call off an order that is pending. Whether it was in time, `find_order` tells."""
        for part in order.parts:
            try:
                self._provider.ask("PATCH", f"sub_number_orders/{part}/cancel")
            except ProviderRefusedError as refusal:
                if refusal.status not in (400, 404, 422):  # these are: it is not pending any more
                    raise broken(refusal) from refusal

    def release(self, phone_number: str) -> None:
        """Give a number back; done as well if it is not ours any more."""
        try:
            answer = self._provider.ask("GET", "phone_numbers", params={"filter[phone_number]": phone_number})
            for row in rows_of(answer):
                if row.get("phone_number") == phone_number and row.get("id"):
                    self._provider.ask("DELETE", f"phone_numbers/{row['id']}")
        except ProviderRefusedError as refusal:
            if refusal.status != 404:
                raise broken(refusal) from refusal

    def _ordered(self, phone_number: str, reference: str) -> Order:
        wanted = {"phone_numbers": [{"phone_number": phone_number}], "customer_reference": reference}
        answer = self._provider.ask("POST", "number_orders", json=wanted | self._texts_by)
        data = answer.get("data")
        if not isinstance(data, dict):
            raise ProviderDownError("the carrier's order makes no sense")
        return Order.read(data)

    def _ordered_at_last(self, phone_number: str, reference: str) -> Order:
        try:
            return self._ordered(phone_number, reference)
        except ProviderRefusedError as refusal:
            raise NotAvailableError from refusal


_BEST_FIRST = (Outcome.SUCCESS, Outcome.PENDING, Outcome.FAILURE)


def _offer(row: dict[str, Any]) -> Offer:
    places: dict[str, str] = {}
    for region in row.get("region_information") or []:
        place = _PLACES.get(str(region.get("region_type")))
        if place:
            places.setdefault(place, str(region.get("region_name") or ""))
    features = tuple(str(feature.get("name")) for feature in row.get("features") or [])
    return Offer(str(row["phone_number"]), places.get("city", "").title(), places.get("state", ""), features)
