"""Port-ins at the carrier: portability checks, porting orders and their documents (N7)."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.porting_form import Form, write_form
from services.numbers.carrier.responses import read_error_codes, read_errors, read_rows, report_refusal
from services.numbers.domain.port_in import CarrierUpdate, Objection, PortStatus
from services.numbers.domain.port_in_wording import OBJECTIONS

_STATUSES = {
    "draft": PortStatus.DRAFT,
    "in-process": PortStatus.SUBMITTED,
    "submitted": PortStatus.IN_REVIEW,
    "exception": PortStatus.NEEDS_INFO,
    "foc-date-confirmed": PortStatus.SCHEDULED,
    "ported": PortStatus.COMPLETED,
    "cancelled": PortStatus.CANCELLED,
}
_UNUSABLE = (400, 404, 409, 422)
_UPLOAD_TIMEOUT = (2.0, 15.0)  # seconds to connect, and to scan ten megabytes for malware


class NotPortableError(Exception):
    """The number cannot be ported to our carrier; the message is the carrier's reason, or empty."""


class FormRefusedError(Exception):
    """The carrier does not accept the form as it is; `objections` say what to correct."""

    def __init__(self, objections: tuple[Objection, ...]) -> None:
        super().__init__("the carrier does not accept the form")
        self.objections = objections


class TooLateError(Exception):
    """The carrier does not let the port-in be canceled any more."""


@dataclass(frozen=True, slots=True)
class PortingOrder:
    """A porting order of the carrier. `word` is its status in the carrier's words."""

    order_id: str
    word: str
    update: CarrierUpdate

    @property
    def accepts_form(self) -> bool:
        """Whether it waits for a form, the first one or a corrected one."""
        return self.update.status in (PortStatus.DRAFT, PortStatus.NEEDS_INFO)

    @property
    def is_leaving(self) -> bool:
        """Whether it is canceled, or being canceled."""
        return self.word in ("cancelled", "cancel-pending")

    @property
    def is_in_progress(self) -> bool:
        """Whether the old carrier works on it."""
        return not self.is_leaving and self.update.status not in (PortStatus.DRAFT, PortStatus.COMPLETED)

    @classmethod
    def read(cls, data: dict[str, Any]) -> "PortingOrder":
        """Read an order from the carrier's JSON. A status that we do not know is None."""
        reported: dict[str, Any] = data.get("status") or {}
        word = str(reported.get("value") or "")
        status = _STATUSES.get(word)
        if status is None and word != "cancel-pending":
            log().warning("carrier.porting_order.status_unknown", extra={"status": word})
        settings: dict[str, Any] = data.get("activation_settings") or {}
        agreed = settings.get("foc_datetime_actual") if status in (PortStatus.SCHEDULED, PortStatus.COMPLETED) else None
        objections = (
            tuple(map(_read_objection, reported.get("details") or [])) if status is PortStatus.NEEDS_INFO else ()
        )
        scheduled_for = _read_instant(str(agreed)) if agreed else None
        return cls(str(data["id"]), word, CarrierUpdate(status, objections, scheduled_for))


@dataclass(frozen=True, slots=True)
class PortingEvent:
    """A webhook about a porting order: our own id, and when the carrier objected, if it reports an objection."""

    reference: str
    objected_at: datetime | None

    @classmethod
    def read(cls, content: dict[str, Any]) -> "PortingEvent | None":
        """Read the event of a webhook; None if it is not about a porting order."""
        payload = content.get("payload")
        if not str(content.get("event_type")).startswith("porting_order.") or not isinstance(payload, dict):
            return None
        status = payload.get("status")
        objects = isinstance(status, dict) and _STATUSES.get(str(status.get("value"))) is PortStatus.NEEDS_INFO
        at = content.get("occurred_at")
        return cls(str(payload.get("customer_reference") or ""), _read_instant(str(at)) if objects and at else None)


class Porting:
    """Telnyx's API of porting orders. Every method may raise ProviderDownError: the result is unknown, ask again."""

    def __init__(self, provider: Provider, messaging_profile_id: str = "", connection_id: str = "") -> None:
        self._provider = provider
        ours = {"messaging_profile_id": messaging_profile_id, "connection_id": connection_id}
        known = {name: value for name, value in ours.items() if value}
        self._ours = {"phone_number_configuration": known} if known else {}

    def check(self, phone_number: str) -> None:
        """Raise NotPortableError unless the number can be ported to our carrier."""
        try:
            answer = self._provider.ask("POST", "portability_checks", json={"phone_numbers": [phone_number]})
        except ProviderRefusedError as refusal:
            if refusal.status in _UNUSABLE:
                raise NotPortableError from refusal
            raise report_refusal(refusal) from refusal
        rows = [row for row in read_rows(answer) if row.get("phone_number") == phone_number]
        if not rows:
            raise ProviderDownError("the carrier's check is unreadable")
        if rows[0].get("portable") is not True:
            raise NotPortableError(str(rows[0].get("not_portable_reason") or ""))

    def find(self, reference: str) -> PortingOrder | None:
        """Return the porting order with our own id, the most advanced if there are several; or None."""
        try:
            answer = self._provider.ask("GET", "porting_orders", params={"filter[customer_reference]": reference})
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal
        found = [PortingOrder.read(row) for row in read_rows(answer) if row.get("customer_reference") == reference]
        alive = [it for it in found if it.update.status is not PortStatus.CANCELLED]
        return max(
            alive or found, key=lambda it: list(_STATUSES).index(it.word) if it.word in _STATUSES else 0, default=None
        )

    def create(self, phone_number: str, reference: str) -> PortingOrder:
        """Create a porting order. Raises FormRefusedError; after ProviderDownError it may have been created."""
        asked = {"phone_numbers": [phone_number], "customer_reference": reference}
        rows = read_rows(self._ask("POST", "porting_orders", asked))
        if not rows or not rows[0].get("id"):
            raise ProviderDownError("the carrier's porting order is unreadable")
        return PortingOrder.read(rows[0])

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

    def send(self, order: PortingOrder, form: Form) -> None:
        """Fill in the form and submit it, or submit the corrected form. Raises FormRefusedError."""
        self._ask("PATCH", f"porting_orders/{order.order_id}", write_form(form) | self._ours)
        if order.update.status is PortStatus.DRAFT:
            self._ask("POST", f"porting_orders/{order.order_id}/actions/confirm", None)
        else:
            note = {"body": "We have corrected the form. Please resubmit it to the losing carrier."}
            self._ask("POST", f"porting_orders/{order.order_id}/comments", note)

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

    def _ask(self, method: str, path: str, asked: dict[str, Any] | None, **how: Any) -> dict[str, Any]:
        try:
            return self._provider.ask(method, path, **({} if asked is None else {"json": asked}), **how)
        except ProviderRefusedError as refusal:
            if refusal.status not in _UNUSABLE:
                raise report_refusal(refusal) from refusal
            log().warning(
                "carrier.porting_order.refused", extra={"path": path, "errors": read_error_codes(refusal.body)}
            )
            objections = tuple(map(_read_objection, read_errors(refusal.body)))
            unexplained = Objection("", "refused", "The carrier doesn't accept this form.")
            raise FormRefusedError(objections or (unexplained,)) from refusal


def _read_objection(row: dict[str, Any]) -> Objection:
    """Read an objection: in our words where we know the code, else in the carrier's."""
    code = str(row.get("code") or "OTHER")
    known = OBJECTIONS.get(code)
    own = str(row.get("description") or row.get("detail") or row.get("title") or "The carrier gives no reason.")
    return Objection(*(known[0], code, known[1]) if known else ("", code, own[:500]))


def _read_instant(text: str) -> datetime | None:
    """Read an instant of the carrier, in UTC if it has no zone; None if it is unreadable."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
