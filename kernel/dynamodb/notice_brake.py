"""Keeps people from being flooded: of one happening each is notified a few times an hour, however often it is caused.

| question | key |
|---|---|
| how often in this hour was this notice sent | LIMIT#notice#hash of what, about whom, to whom / hour |

The count is written with the record that the event was handled: a notice that is tried again counts once. Reactions at
the same moment may pass by a few; the brake is for loops of hundreds.
"""

import hashlib
from datetime import timedelta

from kernel import clock
from kernel.dynamodb.transact_items import update
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log

MOST_AN_HOUR = 5


def count_notice(work: UnitOfWork, kind: str, *about: str, most: int = MOST_AN_HOUR) -> bool:
    """Count a notice of this kind, and return whether it may be sent. `about` is whom and what it is about.

    One that may not be sent is logged and counted, and never sent: the same person was sent the same five times, or as
    often as `most` says.
    """
    begin = work.now.replace(minute=0, second=0, microsecond=0)
    hashed = hashlib.sha256("\x1f".join([kind, *about]).encode()).hexdigest()[:32]
    key = {"pk": f"LIMIT#notice#{hashed}", "sk": clock.to_text(begin)}
    known = work.table.get(**key)
    if known and known["used"] >= most:
        log().warning("notice.braked", extra={"kind": kind})
        count("NoticeBraked")
        return False
    work.save(update(key, add={"used": 1}, set={"ttl": clock.to_epoch(begin + timedelta(hours=2))}))
    return True
