"""Bringing numbers along: the carrier's portability check, porting orders and their documents (N7)."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import broken, codes_of, errors_of, rows_of
from services.numbers.domain.port_in import Address, CarrierUpdate, Fault, PortStatus
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
_FOR_PAPERS = (2.0, 15.0)  # seconds to connect, and to look through ten megabytes for malware


class NotPortableError(Exception):
    """The number cannot come to our carrier; the message is the carrier's reason, or empty."""


class FormRefusedError(Exception):
    """The carrier does not take the form as it is; `faults` says what to mend."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("the carrier does not take the form")
        self.faults = faults


class TooLateError(Exception):
    """The carrier does not let the transfer be cancelled any more."""


@dataclass(frozen=True, slots=True)
class Form:
    """All that the carrier must know to ask the old one for a number."""

    name: str
    authorized_person: str
    address: Address
    account_number: str
    pin: str
    billing_phone_number: str
    new_billing_phone_number: str
    keeps_other_numbers: bool
    wanted_on: str
    authorization: str  # ids of documents at the carrier
    bill: str
    webhook_url: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """A porting order of the carrier."""

    order_id: str
    word: str
    news: CarrierUpdate

    @property
    def takes_a_form(self) -> bool:
        """Whether it waits for a form, the first one or a mended one."""
        return self.news.status in (PortStatus.DRAFT, PortStatus.NEEDS_INFO)

    @property
    def is_leaving(self) -> bool:
        """Whether it is cancelled, or being cancelled."""
        return self.word in ("cancelled", "cancel-pending")

    @property
    def goes_on(self) -> bool:
        """Whether the old carrier works on it."""
        return not self.is_leaving and self.news.status not in (PortStatus.DRAFT, PortStatus.COMPLETED)

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Transfer":
        """An order as the carrier writes it. A word invented later is no news."""
        said: dict[str, Any] = data.get("status") or {}
        word = str(said.get("value") or "")
        status = _STATUSES.get(word)
        if status is None and word != "cancel-pending":
            log().warning("a porting status that nobody knows", extra={"word": word})
        settings: dict[str, Any] = data.get("activation_settings") or {}
        agreed = settings.get("foc_datetime_actual") if status in (PortStatus.SCHEDULED, PortStatus.COMPLETED) else None
        faults = tuple(map(_fault, said.get("details") or [])) if status is PortStatus.NEEDS_INFO else ()
        scheduled_for = _instant(str(agreed)) if agreed else None
        return cls(str(data["id"]), word, CarrierUpdate(status, faults, scheduled_for))


@dataclass(frozen=True, slots=True)
class PortingEvent:
    """What a webhook is about: our own id, and when the carrier objected, if it is an objection that it tells of."""

    reference: str
    objected_at: datetime | None

    @classmethod
    def read(cls, content: dict[str, Any]) -> "PortingEvent | None":
        """The event of a delivery, or None if it is about no transfer."""
        payload = content.get("payload")
        if not str(content.get("event_type")).startswith("porting_order.") or not isinstance(payload, dict):
            return None
        status = payload.get("status")
        objects = isinstance(status, dict) and _STATUSES.get(str(status.get("value"))) is PortStatus.NEEDS_INFO
        at = content.get("occurred_at")
        return cls(str(payload.get("customer_reference") or ""), _instant(str(at)) if objects and at else None)


class Porting:
    """Telnyx's API for porting. Every method may raise ProviderDownError: not known, ask again."""

    def __init__(self, provider: Provider, messaging_profile_id: str = "") -> None:
        self._provider = provider
        profile = {"messaging_profile_id": messaging_profile_id}
        self._texts_by = {"phone_number_configuration": profile} if messaging_profile_id else {}

    def check(self, phone_number: str) -> None:
        """Raise NotPortableError unless the number can come to our carrier."""
        try:
            answer = self._provider.ask("POST", "portability_checks", json={"phone_numbers": [phone_number]})
        except ProviderRefusedError as refusal:
            if refusal.status in _UNUSABLE:
                raise NotPortableError from refusal
            raise broken(refusal) from refusal
        rows = [row for row in rows_of(answer) if row.get("phone_number") == phone_number]
        if not rows:
            raise ProviderDownError("the carrier's check makes no sense")
        if rows[0].get("portable") is not True:
            raise NotPortableError(str(rows[0].get("not_portable_reason") or ""))

    def find(self, reference: str) -> Transfer | None:
        """The transfer with our own id, the one that is furthest if there are several; or None."""
        try:
            answer = self._provider.ask("GET", "porting_orders", params={"filter[customer_reference]": reference})
        except ProviderRefusedError as refusal:
            raise broken(refusal) from refusal
        found = [Transfer.read(row) for row in rows_of(answer) if row.get("customer_reference") == reference]
        alive = [it for it in found if it.news.status is not PortStatus.CANCELLED]
        return max(alive or found, key=lambda it: list(_STATUSES).index(it.word) if it.word in _STATUSES else 0,
                   default=None)  # fmt: skip

    def create(self, phone_number: str, reference: str) -> Transfer:
        """Begin a transfer. Raises FormRefusedError; after ProviderDownError it may be there all the same."""
        asked = {"phone_numbers": [phone_number], "customer_reference": reference}
        rows = rows_of(self._ask("POST", "porting_orders", asked))
        if not rows or not rows[0].get("id"):
            raise ProviderDownError("the carrier's porting order makes no sense")
        return Transfer.read(rows[0])

    def give(self, content: bytes, filename: str, reference: str) -> str:
        """Hand a document over: its id at the carrier. Raises FormRefusedError."""
        asked = {
            "file": base64.b64encode(content).decode(),
            "filename": filename,
            "customer_reference": reference,
        }
        data = self._ask("POST", "documents", asked, timeout=_FOR_PAPERS).get("data")
        if not isinstance(data, dict) or not data.get("id"):
            raise ProviderDownError("the carrier's document makes no sense")
        return str(data["id"])

    def send(self, transfer: Transfer, form: Form) -> None:
        """Fill the form in and send it, or send what was mended. Raises FormRefusedError."""
        self._ask("PATCH", f"porting_orders/{transfer.order_id}", _written(form) | self._texts_by)
        if transfer.news.status is PortStatus.DRAFT:
            self._ask("POST", f"porting_orders/{transfer.order_id}/actions/confirm", None)
        else:
            note = {"body": "We have mended what was objected to. Please send it to the losing carrier again."}
            self._ask("POST", f"porting_orders/{transfer.order_id}/comments", note)

    def cancel(self, transfer: Transfer) -> None:
        """Have the carrier leave it. Raises TooLateError."""
        if transfer.is_leaving:
            return
        try:
            if transfer.news.status is PortStatus.DRAFT:
                self._provider.ask("DELETE", f"porting_orders/{transfer.order_id}")
            else:
                self._provider.ask("POST", f"porting_orders/{transfer.order_id}/actions/cancel")
        except ProviderRefusedError as refusal:
            if refusal.status in _UNUSABLE:
                raise TooLateError from refusal
            raise broken(refusal) from refusal

    def _ask(self, method: str, path: str, asked: dict[str, Any] | None, **how: Any) -> dict[str, Any]:
        try:
            return self._provider.ask(method, path, **({} if asked is None else {"json": asked}), **how)
        except ProviderRefusedError as refusal:
            if refusal.status not in _UNUSABLE:
                raise broken(refusal) from refusal
            log().warning("the carrier refuses a form", extra={"path": path, "errors": codes_of(refusal.body)})
            faults = tuple(map(_fault, errors_of(refusal.body)))
            raise FormRefusedError(faults or (Fault("", "refused", "The carrier refuses this form."),)) from refusal


def _fault(said: dict[str, Any]) -> Fault:
    """An objection in plain words: ours where we know the code, else the carrier's own."""
    code = str(said.get("code") or "OTHER")
    known = OBJECTIONS.get(code)
    own = str(said.get("description") or said.get("detail") or said.get("title") or "The carrier gives no reason.")
    return Fault(*(known[0], code, known[1]) if known else ("", code, own[:500]))


def _instant(text: str) -> datetime | None:
    """An instant as the carrier writes it, one without a zone in UTC; None for what makes no sense."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _written(form: Form) -> dict[str, Any]:
    """The form in the carrier's words."""
    address = form.address
    kept = {"type": "partial", "remaining_numbers_action": "keep",
            "new_billing_phone_number": form.new_billing_phone_number or None}  # fmt: skip
    written: dict[str, Any] = {
        "end_user": {
            "admin": {
                "entity_name": form.name, "auth_person_name": form.authorized_person,
                "account_number": form.account_number, "pin_passcode": form.pin or None,
                "billing_phone_number": form.billing_phone_number,
            },
            "location": {
                "street_address": address.street, "extended_address": address.extended or None,
                "locality": address.city, "administrative_area": address.state,
                "postal_code": address.postal_code, "country_code": address.country,
            },
        },
        "documents": {"loa": form.authorization, "invoice": form.bill},
        "misc": kept if form.keeps_other_numbers else {"type": "full"},
        "messaging": {"enable_messaging": True},
        "webhook_url": form.webhook_url,
    }  # fmt: skip
    if form.wanted_on:
        written["activation_settings"] = {"foc_datetime_requested": f"{form.wanted_on}T15:00:00Z"}
    return written
