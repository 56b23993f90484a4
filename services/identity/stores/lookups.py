"""What the carrier said of a number, kept for 30 days: each look-up costs money (I2)."""

from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put
from kernel.problems import Problem
from services.identity.domain.line import LineType

_KEPT = timedelta(days=30)
_UNKNOWN_KEPT = timedelta(days=1)  # what the carrier does not know today it may know tomorrow
_ASKING = timedelta(seconds=15)  # longer than a look-up takes with its retry


def key(phone_number: str) -> tuple[str, str]:
    """Where the answer lies."""
    return f"PHONE#{phone_number}", "LINE"


def known(item: Item | None, now: datetime) -> LineType | None:
    """The answer in an item, if it is there and not too old."""
    if item is None or "type" not in item or clock.from_text(item["until"]) <= now:
        return None
    line_type: LineType = item["type"]
    return line_type


def ask(phone_number: str, now: datetime, *, on_conflict: Problem) -> TransactItem:
    """Claim the look-up: of many who ask at once, one pays."""
    over = absent() | Attr("until").lte(clock.to_text(now))
    return put(_item(phone_number, now + _ASKING), only_if=over, on_conflict=on_conflict)


def keep(phone_number: str, line_type: LineType, now: datetime) -> TransactItem:
    """Keep the answer."""
    until = now + (_UNKNOWN_KEPT if line_type == "unknown" else _KEPT)
    return put(_item(phone_number, until) | {"type": line_type})


def give_up(phone_number: str) -> TransactItem:
    """There was no answer: the next one may ask at once."""
    pk, sk = key(phone_number)
    return delete({"pk": pk, "sk": sk})


def _item(phone_number: str, until: datetime) -> Item:
    pk, sk = key(phone_number)
    return {"pk": pk, "sk": sk, "until": clock.to_text(until), "ttl": clock.to_epoch(until)}
