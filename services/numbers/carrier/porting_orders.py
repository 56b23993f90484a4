"""Porting orders as the carrier describes them: in responses, and in webhooks (N7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kernel.log import log
from services.numbers.domain.port_in_status import CarrierUpdate, Comment, Objection, PortStatus
from services.numbers.domain.port_objections import CAUSES

_STATUSES = {
    "draft": PortStatus.DRAFT,
    "in-process": PortStatus.SUBMITTED,
    "submitted": PortStatus.IN_REVIEW,
    "exception": PortStatus.NEEDS_INFO,
    "foc-date-confirmed": PortStatus.SCHEDULED,
    "ported": PortStatus.COMPLETED,
    "cancelled": PortStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class PortingOrder:
    """A porting order of the carrier. `word` is its status in the carrier's words."""

    order_id: str
    word: str
    update: CarrierUpdate
    phone_numbers: tuple[str, ...] = ()
    reference: str = ""

    @property
    def rank(self) -> int:
        """How far it has come; 0 for a status that we do not know."""
        return list(_STATUSES).index(self.word) if self.word in _STATUSES else 0

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
            tuple(map(read_objection, reported.get("details") or [])) if status is PortStatus.NEEDS_INFO else ()
        )
        scheduled_for = read_instant(str(agreed)) if agreed else None
        texting = str((data.get("messaging") or {}).get("messaging_port_status") or "")
        update = CarrierUpdate(status, objections, scheduled_for, texting)
        reference = str(data.get("customer_reference") or "")
        return cls(str(data["id"]), word, update, _read_phone_numbers(data), reference)


@dataclass(frozen=True, slots=True)
class PortingEvent:
    """A webhook about a porting order: our own id, and when the carrier objected, if it reports an objection.

    Of a comment and of a split the carrier says only its own id of the order; of an objection it says both.
    """

    reference: str
    objected_at: datetime | None
    order_id: str = ""

    @classmethod
    def read(cls, content: dict[str, Any]) -> "PortingEvent | None":
        """Read the event of a webhook; None if it is not about a porting order."""
        payload = content.get("payload")
        if not str(content.get("event_type")).startswith("porting_order.") or not isinstance(payload, dict):
            return None
        status = payload.get("status")
        objects = isinstance(status, dict) and _STATUSES.get(str(status.get("value"))) is PortStatus.NEEDS_INFO
        at = content.get("occurred_at")
        objected_at = read_instant(str(at)) if objects and at else None
        return cls(str(payload.get("customer_reference") or ""), objected_at, _read_order_id(payload))


def read_objection(row: dict[str, Any]) -> Objection:
    """Read an objection: in our words where we know the code, else in the carrier's."""
    code = str(row.get("code") or "OTHER")
    cause = CAUSES.get(code)
    if cause:
        return Objection(cause.field, code, cause.message, cause.is_ours)
    own = str(row.get("description") or row.get("detail") or row.get("title") or "The carrier gives no reason.")
    return Objection("", code, own[:500])


def read_pointer(row: dict[str, Any]) -> str:
    """Return the place in the request that an error is about, such as /phone_numbers/1; empty if it names none."""
    source = row.get("source")
    return str(source.get("pointer") or "") if isinstance(source, dict) else ""


def find_order(orders: Iterable[PortingOrder], phone_number: str) -> PortingOrder | None:
    """Return the order that has this phone number, the most advanced if there are several; or None.

    One that is not canceled comes first: a number may have been asked for again.
    """
    found = [it for it in orders if phone_number in it.phone_numbers]
    alive = [it for it in found if it.update.status is not PortStatus.CANCELLED]
    return max(alive or found, key=lambda it: it.rank, default=None)


def read_instant(text: str) -> datetime | None:
    """Read an instant of the carrier, in UTC if it has no zone; None if it is unreadable."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def read_comment(row: dict[str, Any]) -> Comment | None:
    """Read a comment; None for one without text or time."""
    at = read_instant(str(row.get("created_at")))
    return Comment(str(row["body"]), at, str(row.get("user_type") or "")) if at and row.get("body") else None


def _read_phone_numbers(data: dict[str, Any]) -> tuple[str, ...]:
    rows = data.get("phone_numbers")
    listed = [it.get("phone_number") for it in rows if isinstance(it, dict)] if isinstance(rows, list) else []
    return tuple(str(it) for it in listed if it)


def _read_order_id(payload: dict[str, Any]) -> str:
    """Return the carrier's id of the order: of a split, that of the order that the numbers went to."""
    to = payload.get("to")
    found = to.get("id") if isinstance(to, dict) else payload.get("porting_order_id") or payload.get("id")
    return str(found or "")
