"""The simulated carrier's porting orders, their comments, and which numbers cannot be ported."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from simulators.telnyx.order_bodies import kind_of
from simulators.telnyx.porting import form
from simulators.telnyx.porting.errors import not_found

Json = dict[str, Any]
STATUSES = (
    "draft",
    "in-process",
    "submitted",
    "exception",
    "foc-date-confirmed",
    "ported",
    "cancel-pending",
    "cancelled",
)
FINAL = ("ported", "cancelled")
_USER = "40d68ba2-0847-4df2-be9c-b0e0cb673e75"


def now() -> str:
    """Return the present time, as Telnyx writes it."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def old_carrier_of(phone_number: str) -> str:
    """Return the carrier that has a number: one of two, by the number."""
    return "Other Communications" if phone_number[-7:-2] == "55508" else "Unreal Communications"


@dataclass
class PortingOrder:
    """The port of some numbers to us; `form` is what the customer has entered, in the form of PATCH."""

    phone_numbers: list[str]
    form: Json = field(default_factory=form.blank_form)
    id: str = field(default_factory=lambda: str(uuid4()))
    support_key: str = field(default_factory=lambda: f"sr_{uuid4().hex[:6]}")
    parent_support_key: str | None = None
    status: str = "draft"
    details: list[Json] = field(default_factory=list)
    moves: int = 0  # how often the status was set
    foc_datetime_actual: str | None = None
    messaging: str = "not_applicable"
    comments: list[Json] = field(default_factory=list)
    created_at: str = field(default_factory=now)
    updated_at: str = field(default_factory=now)

    @property
    def kind(self) -> str:
        """Return the kind of its numbers: the carrier splits an order by it."""
        return kind_of(self.phone_numbers[0])

    @property
    def reference(self) -> str | None:
        """Return the customer's own id of it."""
        found: str | None = self.form["customer_reference"]
        return found

    def comment(self, body: str, user_type: str) -> Json:
        """Add a comment, and return it."""
        comment = {
            "id": str(uuid4()),
            "body": body,
            "created_at": now(),
            "user_type": user_type,
            "porting_order_id": self.id,
            "record_type": "porting_comment",
        }
        self.comments.append(comment)
        return comment

    def shown(self, *, with_numbers: bool = True) -> Json:
        """Return it as Telnyx answers it."""
        met = not form.find_gaps(self.form)
        members = {
            "id": self.id,
            "record_type": "porting_order",
            "support_key": self.support_key,
            "parent_support_key": self.parent_support_key,
            "status": {"value": self.status, "details": self.details},
            "activation_settings": self.form["activation_settings"] | self._activation(),
            "messaging": self.form["messaging"] | self._messaging(),
            "requirements_met": met,
            "additional_steps": [],
            "description": "",
            "user_id": _USER,
            "old_service_provider_ocn": old_carrier_of(self.phone_numbers[0]),
            "phone_number_type": self.kind,
            "porting_phone_numbers_count": len(self.phone_numbers),
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }
        numbers = [self._number(it, met) for it in self.phone_numbers]
        return self.form | members | ({"phone_numbers": numbers} if with_numbers else {})

    def _activation(self) -> Json:
        return {
            "activation_status": None,
            "fast_port_eligible": self.kind == "local",
            "foc_datetime_actual": self.foc_datetime_actual,
        }

    def _messaging(self) -> Json:
        return {
            "messaging_capable": True,
            "messaging_port_completed": self.messaging == "ported",
            "messaging_port_status": self.messaging,
        }

    def _number(self, phone_number: str, met: bool) -> Json:
        return {
            "phone_number": phone_number,
            "phone_number_type": self.kind,
            "porting_order_id": self.id,
            "porting_order_status": self.status,
            "support_key": self.support_key,
            "activation_status": "Active" if self.status == "ported" else "New",
            "portability_status": "confirmed",
            "requirements_status": "approved" if met else "requirement-info-pending",
            "record_type": "porting_phone_number",
        }


@dataclass
class PortingRecords:
    """All porting orders; `immobile` has the reason why a number cannot be ported, or "" that it can."""

    orders: dict[str, PortingOrder] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    immobile: dict[str, str] = field(default_factory=dict)

    def forget(self) -> None:
        """Forget everything."""
        self.orders, self.deleted, self.immobile = {}, [], {}

    def obstacle(self, phone_number: str, *, owned: bool) -> str:
        """Return why a number cannot be ported, or "": unless set, 555-09xx and our own numbers cannot."""
        usual = "Already with Telnyx" if owned else "No coverage" if phone_number[-7:-2] == "55509" else ""
        return self.immobile.get(phone_number, usual)

    def order(self, order_id: str) -> PortingOrder:
        """Return an order. Raises RefusedError."""
        if order_id not in self.orders:
            raise not_found()
        return self.orders[order_id]

    def is_under_way(self, phone_number: str) -> bool:
        """Return whether a port of this number is with the other carrier already."""
        return any(
            phone_number in it.phone_numbers and it.status not in ("draft", *FINAL) for it in self.orders.values()
        )

    def find(self, word: str) -> PortingOrder | None:
        """Return the order with this id, customer's reference or number; an open one first, then the latest."""
        number = f"+{word.strip().lstrip('+')}"
        found = [it for it in self.orders.values() if word in (it.id, it.reference) or number in it.phone_numbers]
        return max(found, key=lambda it: (it.status not in FINAL, it.created_at), default=None)
