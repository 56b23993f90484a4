"""The JSON of the simulated carrier's port-outs: orders, webhooks and the list of events."""

import uuid
from datetime import UTC, datetime
from typing import Any, Literal

Json = dict[str, Any]
Status = Literal["pending", "authorized", "ported", "rejected", "rejected-pending", "canceled"]
_ACCOUNT = "40d68ba2-0847-4df2-be9c-b0e0cb673e75"
_SPID = "073H"


def new_order(order_id: str, phone_numbers: list[str], carrier: str, wanted_on: datetime) -> Json:
    """Build an order that has just come."""
    at = datetime.now(UTC).isoformat()
    empty = ("authorized_name", "city", "end_user_name", "foc_date", "pon", "reason", "service_address", "state", "zip")
    return dict.fromkeys(empty) | {
        "id": order_id,
        "record_type": "portout",
        "status": "pending",
        "phone_numbers": phone_numbers,
        "carrier_name": carrier,
        "current_carrier": "telnyx",
        "spid": _SPID,
        "support_key": f"PO_{order_id[-6:]}",
        "user_id": _ACCOUNT,
        "already_ported": False,
        "lsr": [],
        "requested_foc_date": wanted_on.isoformat(),
        "inserted_at": at,
        "created_at": at,
        "updated_at": at,
    }


def payload(order: Json, pin: str | None) -> Json:
    """Build what a webhook says of an order; with the PIN that was attempted, if one was."""
    said = {name: order[name] for name in ("id", "status", "phone_numbers", "carrier_name", "spid", "user_id")}
    said |= {"subscriber_name": None, "rejection_reason": order["reason"]}
    return said | ({"attempted_pin": pin} if pin else {})


def event_row(order: Json, said: Json) -> Json:
    """Build a row of the list of events."""
    at = datetime.now(UTC).isoformat()
    return {
        "id": str(uuid.uuid4()),
        "record_type": "portout_event",
        "event_type": "portout.status_changed",
        "portout_id": order["id"],
        "payload": said,
        "payload_status": "completed",
        "available_notification_methods": ["webhook"],
        "created_at": at,
        "updated_at": at,
    }
