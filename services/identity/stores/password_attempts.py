"""Wrong passwords in the table: by number and network, and what the model makes of them."""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.transact_items import Item, TransactItem, absent, put
from kernel.problems import Problem
from services.identity.domain.password_attempts import Tries
from services.identity.stores import items


def key(phone_number: str, network: str) -> tuple[str, str]:
    """Where the tries of a network at a number are kept."""
    return f"TRIES#{phone_number}#{network}", "TRIES"


def tries_in(item: Item | None, now: datetime) -> Tries:
    """The tries in an item, as far as they are not forgotten."""
    return items.load(Tries, item).as_of(now) if item else Tries()


def keep(phone_number: str, network: str, now: Tries, before: Item | None, *, on_conflict: Problem) -> TransactItem:
    """The tries as they are now, unless there was another at the same time: of many guesses at once one counts."""
    pk, sk = key(phone_number, network)
    still = Attr("total").eq(before["total"]) if before else absent()
    total = (before["total"] if before else 0) + 1
    item = {"pk": pk, "sk": sk, "total": total} | items.dump(now)
    if now.ends_at:
        item["ttl"] = clock.to_epoch(now.ends_at)
    return put(item, only_if=still, on_conflict=on_conflict)


def trust(phone_number: str, network: str, now: datetime) -> TransactItem:
    """Somebody who holds the phone is here: forget what was wrong, and know this network from now on."""
    pk, sk = key(phone_number, network)
    known = Tries().right(now)
    ends_at = known.ends_at or now
    return put({"pk": pk, "sk": sk, "total": 0, "ttl": clock.to_epoch(ends_at)} | items.dump(known))
