"""The simulated carrier's JSON of a text."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

Json = dict[str, Any]
_PROFILE, _ORGANIZATION = "740572b6-099c-44a1-89b9-6c92163bc68d", "47a530f8-4362-4526-829b-bcee17fd9f7a"


def now() -> str:
    """This moment, as the carrier writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def sent(asked: Json) -> Json:
    """A text that was taken in."""
    wide = asked.get("encoding") == "ucs2"
    return _text(asked["text"], _parts(asked["text"], wide=wide), wide=wide) | {
        "direction": "outbound", "from": _end(asked["from"]), "to": [_end(asked["to"]) | {"status": "queued"}],
        "id": str(uuid4()), "valid_until": now(), "wait_seconds": 0.5, "webhook_url": asked.get("webhook_url"),
        "webhook_failover_url": asked.get("webhook_failover_url"), "tcr_campaign_billable": False,
    }  # fmt: skip


def received(asked: Json) -> Json:
    """A text that came from outside."""
    text = asked.get("text", "")
    return _text(text, int(asked.get("parts") or _parts(text, wide=not text.isascii())), wide=not text.isascii()) | {
        "direction": "inbound", "from": _end(asked["from"]), "id": asked.get("id") or str(uuid4()),
        "to": [_end(asked["to"]) | {"status": "webhook_delivered"}], "valid_until": None,
    }  # fmt: skip


def _text(text: str, parts: int, *, wide: bool) -> Json:
    return {
        "record_type": "message", "type": "SMS", "text": text, "parts": parts, "received_at": now(), "sent_at": None,
        "completed_at": None, "encoding": "UCS-2" if wide else "GSM-7", "errors": [], "media": [], "tags": [],
        "cost": {"amount": f"{0.004 * parts:.4f}", "currency": "USD"}, "messaging_profile_id": _PROFILE,
        "organization_id": _ORGANIZATION,
    }  # fmt: skip


def _end(phone_number: str) -> Json:
    return {"phone_number": phone_number, "carrier": "Simulated Wireless", "line_type": "Wireless"}


def _parts(text: str, *, wide: bool) -> int:
    """How many parts the carrier makes of it; what takes two units counts as one here."""
    alone, of_several = (70, 67) if wide else (160, 153)
    return 1 if len(text) <= alone else -(-len(text) // of_several)
