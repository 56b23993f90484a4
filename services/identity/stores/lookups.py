"""Line types in the table: the carrier's answers, kept for 30 days because each look-up costs money (I2)."""

from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Problem
from services.identity.domain.line import LineType

_LIFETIME = timedelta(days=30)
_UNKNOWN_LIFETIME = timedelta(days=1)  # what the carrier does not know today it may know tomorrow
_LONGEST_WAIT = 3.0  # seconds
_CLAIM_LIFETIME = timedelta(seconds=15)  # longer than a look-up takes with its retry


def key(phone_number: str) -> tuple[str, str]:
    """Return the key of a number's line type."""
    return f"PHONE#{phone_number}", "LINE"


def cached_line_type(item: Item | None, now: datetime) -> LineType | None:
    """Return the line type in an item, or None if there is none or it is too old."""
    if item is None or "type" not in item or clock.from_text(item["until"]) <= now:
        return None
    line_type: LineType = item["type"]
    return line_type


def asked_for(item: Item | None) -> float:
    """Return how many seconds the look-up took whose answer is in an item."""
    return float((item or {}).get("took_ms", 0)) / 1000


def claim(phone_number: str, now: datetime, *, on_conflict: Problem) -> TransactItem:
    """Claim the look-up of a number, so that of many callers at the same moment only one pays."""
    over = absent() | Attr("until").lte(clock.to_text(now))
    return put(_item(phone_number, now + _CLAIM_LIFETIME), only_if=over, on_conflict=on_conflict)


def store(phone_number: str, line_type: LineType, now: datetime, *, took: float) -> TransactItem:
    """Write the carrier's answer and how many seconds it took; an unknown line is kept for a day only."""
    until = now + (_UNKNOWN_LIFETIME if line_type == "unknown" else _LIFETIME)
    return put(_item(phone_number, until) | {"type": line_type, "took_ms": round(1000 * min(took, _LONGEST_WAIT))})


def release_claim(phone_number: str) -> TransactItem:
    """Delete the claim after a look-up without an answer, so that the next caller can try at once."""
    pk, sk = key(phone_number)
    return delete({"pk": pk, "sk": sk})


def _item(phone_number: str, until: datetime) -> Item:
    pk, sk = key(phone_number)
    return {"pk": pk, "sk": sk, "until": clock.to_text(until), "ttl": clock.to_epoch(until)}
