"""What the simulated carrier has sold: reservations, orders and numbers, as its JSON."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import phonenumbers

from simulators.telnyx import SLOW_SECONDS

MOODS = ("ok", "down", "all_down", "taken", "lost", "slow", "nonsense", "early")
Json = dict[str, Any]
RESERVED_SECONDS = 30 * 60
_SETTINGS: Json = {
    "external_pin": "", "connection_id": "", "connection_name": "", "billing_group_id": "",
    "messaging_profile_id": "", "messaging_profile_name": "", "emergency_address_id": "", "emergency_enabled": False,
    "emergency_status": "disabled", "call_forwarding_enabled": False, "call_recording_enabled": False,
    "caller_id_name_enabled": False, "cnam_listing_enabled": False, "hd_voice_enabled": False,
    "inbound_call_screening": "disabled", "t38_fax_gateway_enabled": False,
}  # fmt: skip


@dataclass
class Mood:
    """How the next `times` orders go. The order has its `outcome` after `delay_seconds`, told by `webhook` webhooks:
    0 is never. Moods: `down` answers 503 and does nothing, `taken` sells it to somebody else, `lost` does it and
    answers 503, `slow` does it and answers after `seconds`, `nonsense` does it and answers a web page, `early` tells
    the outcome before it answers; `all_down` is down for every request about numbers, until orders have used it up.
    """

    outcome: str = "success"
    delay_seconds: float = 0.2
    mood: str = "ok"
    webhook: int = 1
    seconds: float = SLOW_SECONDS
    times: int = 0

    def next(self) -> "Mood":
        """The mood of this order; it passes when its times are used up."""
        if self.times <= 0:
            return Mood()
        self.times -= 1
        return self


@dataclass
class Books:
    """Everything that was searched, reserved, ordered and is had."""

    searched: set[str] = field(default_factory=set)
    reserved: dict[str, float] = field(default_factory=dict)
    orders: dict[str, Json] = field(default_factory=dict)
    numbers: dict[str, Json] = field(default_factory=dict)
    arriving: set[str] = field(default_factory=set)
    mood: Mood = field(default_factory=Mood)

    def forget(self) -> None:
        """Begin anew."""
        self.__init__()  # type: ignore[misc]

    @property
    def taken(self) -> frozenset[str]:
        """What cannot be had: owned, in an order that is open, or on its way from another carrier."""
        ordered = [row["phone_number"] for order in self.orders.values() if order["status"] == "pending"
                   for row in order["phone_numbers"]]  # fmt: skip
        owned = [number["phone_number"] for number in self.numbers.values() if number["status"] == "active"]
        return frozenset([*ordered, *owned, *self.arriving])

    def owns(self, phone_number: str) -> bool:
        """Whether it is active with us."""
        return any(it["phone_number"] == phone_number and it["status"] == "active" for it in self.numbers.values())

    def is_reserved(self, phone_number: str) -> bool:
        """Whether somebody holds it."""
        return self.reserved.get(phone_number, 0) > time.time()

    def reserve(self, phone_numbers: list[str], reference: str | None) -> Json:
        """Hold these for half an hour."""
        now, until = time.time(), time.time() + RESERVED_SECONDS
        rows = []
        for phone_number in phone_numbers:
            self.reserved[phone_number] = until
            rows.append({
                "id": str(uuid4()), "record_type": "reserved_phone_number", "phone_number": phone_number,
                "status": "success", "created_at": _at(now), "updated_at": _at(now), "expired_at": _at(until),
            })  # fmt: skip
        return {
            "id": str(uuid4()), "record_type": "number_reservation", "phone_numbers": rows, "status": "success",
            "customer_reference": reference or "", "created_at": _at(now), "updated_at": _at(now),
        }  # fmt: skip

    def order(self, phone_numbers: list[str], reference: str | None) -> Json:
        """Begin an order."""
        at = _at(time.time())
        order = {
            "id": str(uuid4()), "record_type": "number_order", "status": "pending", "billing_group_id": None,
            "connection_id": None, "messaging_profile_id": None, "customer_reference": reference,
            "phone_numbers": [_row(phone_number) for phone_number in phone_numbers],
            "phone_numbers_count": len(phone_numbers), "requirements_met": True,
            "sub_number_orders_ids": [str(uuid4())], "created_at": at, "updated_at": at,
        }  # fmt: skip
        self.orders[str(order["id"])] = order
        return order

    def complete(self, order_id: str, outcome: str) -> Json:
        """An order comes to its end; its numbers are had, or not."""
        order = self.orders[order_id]
        order |= {"status": outcome, "updated_at": _at(time.time())}
        for row in order["phone_numbers"]:
            row["status"] = outcome
            self.reserved.pop(row["phone_number"], None)
            if outcome == "success":
                self.have(row["phone_number"], order["customer_reference"], "number_order")
        return order

    def have(self, phone_number: str, reference: str | None, source: str) -> None:
        """A number is ours from now on; `source` is how it came, in Telnyx's words."""
        at, number_id = _at(time.time()), str(uuid4().int)[:19]
        self.numbers[number_id] = {
            "id": number_id, "record_type": "phone_number", "phone_number": phone_number, "status": "active",
            "phone_number_type": kind_of(phone_number), "country_iso_alpha2": "US", "tags": [],
            "customer_reference": reference or "", "deletion_lock_enabled": False, "source_type": source,
            "activated_at": at, "created_at": at, "purchased_at": at, "updated_at": at, **_SETTINGS,
        }  # fmt: skip


def kind_of(phone_number: str) -> str:
    """Local or toll_free."""
    number_type = phonenumbers.number_type(phonenumbers.parse(phone_number))
    return "toll_free" if number_type == phonenumbers.PhoneNumberType.TOLL_FREE else "local"


def part_of(order: Json, part_id: str) -> Json:
    """The part of an order that holds its numbers of one country and type: here, all of them."""
    row = order["phone_numbers"][0]
    same = {name: order[name] for name in ("status", "phone_numbers_count", "requirements_met", "created_at",
                                           "updated_at")}  # fmt: skip
    return same | {
        "id": part_id, "record_type": "sub_number_order", "order_request_id": order["id"],
        "customer_reference": order["customer_reference"] or "", "country_code": row["country_code"],
        "phone_number_type": row["phone_number_type"], "is_block_sub_number_order": False,
        "regulatory_requirements": [],
    }  # fmt: skip


def _row(phone_number: str) -> Json:
    return {
        "id": str(uuid4()), "record_type": "number_order_phone_number", "phone_number": phone_number,
        "phone_number_type": kind_of(phone_number), "country_code": "US", "status": "pending", "bundle_id": None,
        "regulatory_requirements": [], "requirements_met": True, "requirements_status": "approved",
    }  # fmt: skip


def _at(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
