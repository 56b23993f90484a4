"""What the simulated carrier has sold: reservations, orders and numbers, as its JSON."""

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from simulators.telnyx import SLOW_SECONDS
from simulators.telnyx.account_faults import AccountFaults
from simulators.telnyx.application import CONNECTION_ID, MESSAGING_PROFILE_ID
from simulators.telnyx.order_bodies import kind_of, order_row, reserved_row, written

FAULTS = ("ok", "down", "all_down", "taken", "lost", "slow", "nonsense", "early")
Json = dict[str, Any]
RESERVED_SECONDS = 30 * 60
PORTED_OUT = "ported-out"
GONE = ("deleted", PORTED_OUT)
_SETTINGS: Json = {
    "external_pin": "",
    "connection_id": "",
    "connection_name": "",
    "billing_group_id": "",
    "messaging_profile_id": "",
    "messaging_profile_name": "",
    "emergency_address_id": "",
    "emergency_enabled": False,
    "emergency_status": "disabled",
    "call_forwarding_enabled": False,
    "call_recording_enabled": False,
    "caller_id_name_enabled": False,
    "cnam_listing_enabled": False,
    "hd_voice_enabled": False,
    "inbound_call_screening": "disabled",
    "t38_fax_gateway_enabled": False,
}


@dataclass
class OrderBehavior:
    """The behavior of the next `times` orders: each gets its `outcome` after `delay_seconds`.

    The outcome is sent in `webhook` webhooks; 0 is never. Faults: `down` answers 503 and does nothing, `taken` has
    sold the number to another customer, `lost` takes the order and answers 503, `slow` takes it and answers after
    `seconds`, `nonsense` takes it and answers a web page, `early` sends the outcome before it answers; `all_down` is
    down for every request about numbers, until orders have used it up.
    """

    outcome: str = "success"
    delay_seconds: float = 0.2
    fault: str = "ok"
    webhook: int = 1
    seconds: float = SLOW_SECONDS
    times: int = 0

    def next(self) -> "OrderBehavior":
        """Return the behavior for this order, and count it; afterward orders succeed again."""
        if self.times <= 0:
            return OrderBehavior()
        self.times -= 1
        return self


@dataclass
class Inventory:
    """All numbers that were found, reserved, ordered or are owned."""

    searched: set[str] = field(default_factory=set)
    reserved: dict[str, float] = field(default_factory=dict)
    reserved_elsewhere: set[str] = field(default_factory=set)
    orders: dict[str, Json] = field(default_factory=dict)
    numbers: dict[str, Json] = field(default_factory=dict)
    arriving: set[str] = field(default_factory=set)
    behavior: OrderBehavior = field(default_factory=OrderBehavior)
    account: AccountFaults = field(default_factory=AccountFaults)
    texts: dict[str, Json] = field(default_factory=dict)
    profiles: dict[str, Json] = field(default_factory=dict)
    blocks: set[tuple[str, str]] = field(default_factory=set)  # by STOP: of a profile, to a number

    def forget(self) -> None:
        """Forget everything."""
        texts = self.texts
        texts.clear()
        self.__init__(texts=texts)  # type: ignore[misc]

    @property
    def taken(self) -> frozenset[str]:
        """Return the numbers that are not for sale: owned, ported out, in an open order, or being ported in."""
        ordered = [
            row["phone_number"]
            for order in self.orders.values()
            if order["status"] == "pending"
            for row in order["phone_numbers"]
        ]
        owned = [it["phone_number"] for it in self.numbers.values() if it["status"] in ("active", PORTED_OUT)]
        return frozenset([*ordered, *owned, *self.arriving])

    def owns(self, phone_number: str) -> bool:
        """Return whether our account has it as an active number."""
        return any(it["phone_number"] == phone_number and it["status"] == "active" for it in self.numbers.values())

    def find_active(self, phone_number: str) -> Json | None:
        """Return a number that our account has, or None."""
        found = (it for it in self.numbers.values() if it["phone_number"] == phone_number and it["status"] == "active")
        return next(found, None)

    def has_profile(self, profile_id: str) -> bool:
        """Return whether there is such a messaging profile: made by us, or the operator's own."""
        return profile_id in self.profiles or profile_id == MESSAGING_PROFILE_ID

    def is_reserved(self, phone_number: str) -> bool:
        """Return whether it is reserved, by us or by another account."""
        return phone_number in self.reserved_elsewhere or phone_number in self.held()

    def held(self) -> frozenset[str]:
        """Return the numbers that are reserved by any account: a search may leave them out."""
        ours = (it for it, until in self.reserved.items() if until > time.time())
        return frozenset(ours) | self.reserved_elsewhere

    def reserve(self, phone_numbers: list[str], reference: str | None) -> Json:
        """Reserve numbers for half an hour."""
        now, until = time.time(), time.time() + RESERVED_SECONDS
        self.reserved |= dict.fromkeys(phone_numbers, until)
        return {
            "id": str(uuid4()),
            "record_type": "number_reservation",
            "phone_numbers": [reserved_row(phone_number, now, until) for phone_number in phone_numbers],
            "status": "success",
            "customer_reference": reference or "",
            "created_at": written(now),
            "updated_at": written(now),
        }

    def is_connected(self, phone_number: str) -> bool:
        """Return whether our account has it, and calls to it go to our voice application."""
        return any(
            it["phone_number"] == phone_number and it["status"] == "active" and it["connection_id"] == CONNECTION_ID
            for it in self.numbers.values()
        )

    def order(
        self,
        phone_numbers: list[str],
        reference: str | None,
        connection_id: str | None = None,
        messaging_profile_id: str | None = None,
    ) -> Json:
        """Create a pending order."""
        at = written(time.time())
        order = {
            "id": str(uuid4()),
            "record_type": "number_order",
            "status": "pending",
            "billing_group_id": None,
            "connection_id": connection_id,
            "messaging_profile_id": messaging_profile_id,
            "customer_reference": reference,
            "phone_numbers": [order_row(phone_number) for phone_number in phone_numbers],
            "phone_numbers_count": len(phone_numbers),
            "requirements_met": True,
            "sub_number_orders_ids": [str(uuid4())],
            "created_at": at,
            "updated_at": at,
        }
        self.orders[str(order["id"])] = order
        return order

    def complete(self, order_id: str, outcome: str) -> Json:
        """Complete an order with an outcome; add its numbers on success."""
        order = self.orders[order_id]
        order |= {"status": outcome, "updated_at": written(time.time())}
        for row in order["phone_numbers"]:
            row["status"] = outcome
            self.reserved.pop(row["phone_number"], None)
            if outcome == "success":
                settings = {name: order[name] for name in ("connection_id", "messaging_profile_id")}
                self.add_number(row["phone_number"], order["customer_reference"], "number_order", **settings)
        return order

    def add_number(
        self,
        phone_number: str,
        reference: str | None,
        source: str,
        connection_id: str | None = None,
        messaging_profile_id: str | None = None,
    ) -> None:
        """Add a number to those that we own; `source` is how it came, in Telnyx's words."""
        at, number_id = written(time.time()), str(uuid4().int)[:19]
        self.numbers[number_id] = {
            "id": number_id,
            "record_type": "phone_number",
            "phone_number": phone_number,
            "status": "active",
            "phone_number_type": kind_of(phone_number),
            "country_iso_alpha2": "US",
            "tags": [],
            "customer_reference": reference or "",
            "deletion_lock_enabled": False,
            "source_type": source,
            "activated_at": at,
            "created_at": at,
            "purchased_at": at,
            "updated_at": at,
            **_SETTINGS,
            "connection_id": connection_id or "",
            "messaging_profile_id": messaging_profile_id or "",
        }
