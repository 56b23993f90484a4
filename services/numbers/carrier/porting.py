"""Port-ins at the carrier: portability checks, porting orders and their documents (N7)."""

import base64
from collections.abc import Sequence
from typing import Any

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.porting_form import Form, write_form
from services.numbers.carrier.porting_orders import PortingOrder, find_order, read_comment, read_objection, read_pointer
from services.numbers.carrier.responses import read_error_codes, read_errors, read_rows, report_refusal
from services.numbers.domain.port_in_status import Comment, Objection, PortStatus

_UNUSABLE = (400, 404, 409, 422)
CORRECTED = "We have corrected the form. Please resubmit it to the losing carrier."
TAKE_OUT = (
    "Please take {numbers} out of this order: no longer to be ported, the numbers stay with the losing carrier. "
    "Please go on with the others, as a partial port."
)
UNCHANGED = "Please try again, or split the order if the losing carrier wants that. The form is unchanged."
_UPLOAD_TIMEOUT = (2.0, 15.0)  # seconds to connect, and to scan ten megabytes for malware


class FormRefusedError(Exception):
    """The carrier does not accept the form as it is; `objections` say what to correct."""

    def __init__(self, objections: tuple[Objection, ...], pointers: tuple[str, ...] = ()) -> None:
        super().__init__("the carrier does not accept the form")
        self.objections = objections
        self._pointers = pointers

    def objections_to(self, place: int) -> tuple[Objection, ...]:
        """Return the objections to the number at this place of those that were asked for."""
        at = f"/phone_numbers/{place}"
        return tuple(it for it, pointer in zip(self.objections, self._pointers, strict=False) if pointer == at)


class TooLateError(Exception):
    """The carrier does not let the port-in be canceled any more."""


class Porting:
    """Telnyx's API of porting orders. Every method may raise ProviderDownError: the result is unknown, ask again."""

    def __init__(self, provider: Provider, messaging_profile_id: str = "", connection_id: str = "") -> None:
        self._provider = provider
        ours = {"messaging_profile_id": messaging_profile_id, "connection_id": connection_id}
        known = {name: value for name, value in ours.items() if value}
        self._ours = {"phone_number_configuration": known} if known else {}

    def find_not_portable(self, phone_numbers: Sequence[str]) -> dict[str, str]:
        """Return the carrier's reason, or an empty one, for each number that cannot be ported to our carrier."""
        try:
            answer = self._provider.ask("POST", "portability_checks", json={"phone_numbers": list(phone_numbers)})
        except ProviderRefusedError as refusal:
            if refusal.status in _UNUSABLE:
                return dict.fromkeys(phone_numbers, "")
            raise report_refusal(refusal) from refusal
        rows = {str(row.get("phone_number")): row for row in read_rows(answer)}
        if not rows.keys() >= set(phone_numbers):
            raise ProviderDownError("the carrier's check is unreadable")
        found = {it: rows[it] for it in phone_numbers if rows[it].get("portable") is not True}
        return {number: str(row.get("not_portable_reason") or "") for number, row in found.items()}

    def find(self, reference: str, phone_number: str) -> PortingOrder | None:
        """Return our order that has this phone number, the most advanced if there are several; or None."""
        return find_order(self.list_orders(reference), phone_number)

    def list_orders(self, reference: str) -> list[PortingOrder]:
        """Return all orders under our own id."""
        asked = {"filter[customer_reference]": reference, "page[size]": "250"}
        rows = read_rows(self._read("porting_orders", asked))
        return [PortingOrder.read(row) for row in rows if row.get("customer_reference") == reference]

    def find_reference(self, order_id: str) -> str:
        """Return our own id of an order of the carrier; empty if it has none."""
        data = self._read(f"porting_orders/{order_id}", {}).get("data")
        return str(data.get("customer_reference") or "") if isinstance(data, dict) else ""

    def list_comments(self, order: PortingOrder) -> list[Comment]:
        """Return the comments on an order, oldest first."""
        rows = read_rows(self._read(f"porting_orders/{order.order_id}/comments", {"page[size]": "250"}))
        found = (read_comment(row) for row in rows)
        return sorted((it for it in found if it), key=lambda it: it.at)

    def add_comment(self, order: PortingOrder, body: str) -> None:
        """Write a comment to the carrier's staff. After ProviderDownError it may have been written."""
        self._ask("POST", f"porting_orders/{order.order_id}/comments", {"body": body})

    def create(self, phone_numbers: Sequence[str], reference: str) -> list[PortingOrder]:
        """Create the porting orders of these numbers: the carrier splits them by country, kind and old carrier.

        Raises FormRefusedError; after ProviderDownError they may have been created.
        """
        asked = {"phone_numbers": list(phone_numbers), "customer_reference": reference}
        rows = read_rows(self._ask("POST", "porting_orders", asked))
        if not rows or not all(row.get("id") for row in rows):
            raise ProviderDownError("the carrier's porting order is unreadable")
        return [PortingOrder.read(row) for row in rows]

    def upload_document(self, content: bytes, filename: str, reference: str) -> str:
        """Upload a document. Return its id at the carrier. Raises FormRefusedError."""
        asked = {
            "file": base64.b64encode(content).decode(),
            "filename": filename,
            "customer_reference": reference,
        }
        data = self._ask("POST", "documents", asked, timeout=_UPLOAD_TIMEOUT).get("data")
        if not isinstance(data, dict) or not data.get("id"):
            raise ProviderDownError("the carrier's document is unreadable")
        return str(data["id"])

    def fill_in(self, order: PortingOrder, form: Form) -> None:
        """Fill in the form of an order. Raises FormRefusedError."""
        self._ask("PATCH", f"porting_orders/{order.order_id}", write_form(form) | self._ours)

    def submit(self, order: PortingOrder, note: str = CORRECTED) -> None:
        """Submit the form, or submit it again with a note to the staff. Raises FormRefusedError."""
        if order.update.status is PortStatus.DRAFT:
            self._ask("POST", f"porting_orders/{order.order_id}/actions/confirm", None)
        else:
            self.add_comment(order, note)

    def cancel(self, order: PortingOrder) -> None:
        """Cancel the order. Raises TooLateError."""
        if order.is_leaving:
            return
        try:
            if order.update.status is PortStatus.DRAFT:
                self._provider.ask("DELETE", f"porting_orders/{order.order_id}")
            else:
                self._provider.ask("POST", f"porting_orders/{order.order_id}/actions/cancel")
        except ProviderRefusedError as refusal:
            if refusal.status in _UNUSABLE:
                raise TooLateError from refusal
            raise report_refusal(refusal) from refusal

    def _read(self, path: str, params: dict[str, str]) -> dict[str, Any]:
        try:
            return self._provider.ask("GET", path, params=params)
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal

    def _ask(self, method: str, path: str, asked: dict[str, Any] | None, **how: Any) -> dict[str, Any]:
        try:
            return self._provider.ask(method, path, **({} if asked is None else {"json": asked}), **how)
        except ProviderRefusedError as refusal:
            if refusal.status not in _UNUSABLE:
                raise report_refusal(refusal) from refusal
            log().warning(
                "carrier.porting_order.refused", extra={"path": path, "errors": read_error_codes(refusal.body)}
            )
            errors = read_errors(refusal.body)
            objections = tuple(map(read_objection, errors))
            unexplained = Objection("", "refused", "The carrier doesn't accept this form.")
            raise FormRefusedError(objections or (unexplained,), tuple(map(read_pointer, errors))) from refusal
