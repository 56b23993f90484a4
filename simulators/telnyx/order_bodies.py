"""The simulated carrier's JSON bodies of orders and reservations."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import phonenumbers

Json = dict[str, Any]


def kind_of(phone_number: str) -> str:
    """Return `local` or `toll_free`."""
    number_type = phonenumbers.number_type(phonenumbers.parse(phone_number))
    return "toll_free" if number_type == phonenumbers.PhoneNumberType.TOLL_FREE else "local"


def sub_order(order: Json, part_id: str) -> Json:
    """Build the part of an order that has its numbers of one country and type: here, all of them."""
    row = order["phone_numbers"][0]
    same = {
        name: order[name] for name in ("status", "phone_numbers_count", "requirements_met", "created_at", "updated_at")
    }
    return same | {
        "id": part_id,
        "record_type": "sub_number_order",
        "order_request_id": order["id"],
        "customer_reference": order["customer_reference"] or "",
        "country_code": row["country_code"],
        "phone_number_type": row["phone_number_type"],
        "is_block_sub_number_order": False,
        "regulatory_requirements": [],
    }


def reserved_row(phone_number: str, now: float, until: float) -> Json:
    """Build a number of a reservation."""
    return {
        "id": str(uuid4()),
        "record_type": "reserved_phone_number",
        "phone_number": phone_number,
        "status": "success",
        "created_at": written(now),
        "updated_at": written(now),
        "expired_at": written(until),
    }


def order_row(phone_number: str) -> Json:
    """Build a number of an order that is pending."""
    return {
        "id": str(uuid4()),
        "record_type": "number_order_phone_number",
        "phone_number": phone_number,
        "phone_number_type": kind_of(phone_number),
        "country_code": "US",
        "status": "pending",
        "bundle_id": None,
        "regulatory_requirements": [],
        "requirements_met": True,
        "requirements_status": "approved",
    }


def written(seconds: float) -> str:
    """Return an instant as the carrier writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
