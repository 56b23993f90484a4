"""Stores with whom a number has texted, so that only the first text to a stranger counts as a new recipient.

| question | key |
|---|---|
| has this number texted with this one within 90 days | CONTACT#number#hash of the other / CONTACT |

The other number is hashed: nothing here shows whom a person writes to.
"""

import hashlib
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.transact_items import TransactItem, put

_LIFETIME = timedelta(days=90)


def key(number_id: str, other_number: str) -> tuple[str, str]:
    """Return the key of a contact."""
    hashed = hashlib.sha256(f"{number_id}\x1f{other_number}".encode()).hexdigest()[:32]
    return f"CONTACT#{number_id}#{hashed}", "CONTACT"


def note(number_id: str, other_number: str, now: datetime) -> TransactItem:
    """Note that the two have texted, for 90 days from now."""
    pk, sk = key(number_id, other_number)
    return put({"pk": pk, "sk": sk, "ttl": clock.to_epoch(now + _LIFETIME)})
