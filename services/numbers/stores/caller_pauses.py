"""Stores what a caller of a number got lately, so that they get it once an hour.

| question | key |
|---|---|
| did this caller get this within the hour | CALLER#number#hash of the caller / what |

The caller is hashed: nothing here shows who calls whom.
"""

import hashlib
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.transact_items import TransactItem, absent, put
from services.numbers.domain.problems import CallerPaused

PAUSE = timedelta(hours=1)


def begin(what: str, number_id: str, caller: str, now: datetime) -> TransactItem:
    """Note that the caller gets this now; refused with CallerPaused if they got it within the hour."""
    hashed = hashlib.sha256(f"{number_id}\x1f{caller}".encode()).hexdigest()[:32]
    until = now + PAUSE
    item = {"pk": f"CALLER#{number_id}#{hashed}", "sk": what, "until": clock.to_text(until)}
    is_over = absent() | Attr("until").lte(clock.to_text(now))
    return put(item | {"ttl": clock.to_epoch(until)}, only_if=is_over, on_conflict=CallerPaused())
