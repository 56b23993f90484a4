"""The simulated carrier's JSON bodies of texts."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

Json = dict[str, Any]
ORGANIZATION = "47a530f8-4362-4526-829b-bcee17fd9f7a"
_NO_PROFILE = "740572b6-099c-44a1-89b9-6c92163bc68d"


def now() -> str:
    """Return the present time, as the carrier writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def sent_text(request_body: Json) -> Json:
    """Build the body of a text that was accepted for sending."""
    wide = request_body.get("encoding") == "ucs2"
    return _text(request_body["text"], _parts(request_body["text"], wide=wide), wide=wide) | {
        "direction": "outbound",
        "from": _end(request_body["from"]),
        "to": [_end(request_body["to"]) | {"status": "queued"}],
        "id": str(uuid4()),
        "valid_until": now(),
        "wait_seconds": 0.5,
        "webhook_url": request_body.get("webhook_url"),
        "webhook_failover_url": request_body.get("webhook_failover_url"),
        "tcr_campaign_billable": False,
    }


def received_text(request_body: Json) -> Json:
    """Build the body of a text that came from outside; `cc` are the others of a group."""
    text = request_body.get("text", "")
    return _text(
        text, int(request_body.get("parts") or _parts(text, wide=not text.isascii())), wide=not text.isascii()
    ) | {
        "direction": "inbound",
        "from": _end(request_body["from"]),
        "id": request_body.get("id") or str(uuid4()),
        "to": [_end(request_body["to"]) | {"status": "webhook_delivered"}],
        "cc": [_end(phone_number) for phone_number in request_body.get("cc", ())],
        "valid_until": None,
        "type": "MMS" if request_body.get("media") or request_body.get("cc") else "SMS",
        "media": request_body.get("media") or [],
    }


def _text(text: str, parts: int, *, wide: bool) -> Json:
    return {
        "record_type": "message",
        "type": "SMS",
        "text": text,
        "parts": parts,
        "received_at": now(),
        "sent_at": None,
        "completed_at": None,
        "encoding": "UCS-2" if wide else "GSM-7",
        "errors": [],
        "media": [],
        "tags": [],
        "cost": {"amount": f"{0.004 * parts:.4f}", "currency": "USD"},
        "messaging_profile_id": _NO_PROFILE,
        "organization_id": ORGANIZATION,
    }


def _end(phone_number: str) -> Json:
    return {"phone_number": phone_number, "carrier": "Simulated Wireless", "line_type": "Wireless"}


def _parts(text: str, *, wide: bool) -> int:
    """Return how many parts the carrier makes of it; what takes two units counts as one here."""
    alone, of_several = (70, 67) if wide else (160, 153)
    return 1 if len(text) <= alone else -(-len(text) // of_several)
