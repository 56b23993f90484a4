"""Wrong passwords in the table, by number and network."""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.transact_items import Item, TransactItem, absent, put
from kernel.problems import Problem
from services.identity.domain.password_attempts import Attempts


def key(phone_number: str, network: str) -> tuple[str, str]:
    """Return the key of the attempts from a network for a number."""
    return f"ATTEMPTS#{phone_number}#{network}", "ATTEMPTS"


def attempts_from_item(item: Item | None, now: datetime) -> Attempts:
    """Return the attempts stored in an item, without what has expired."""
    return from_item(Attempts, item).without_expired(now) if item else Attempts()


def save(phone_number: str, network: str, now: Attempts, before: Item | None, *, on_conflict: Problem) -> TransactItem:
    """Write the attempts, or raise the refusal if there was another attempt at the same moment."""
    pk, sk = key(phone_number, network)
    still = Attr("total").eq(before["total"]) if before else absent()
    total = (before["total"] if before else 0) + 1
    item = {"pk": pk, "sk": sk, "total": total} | to_item(now)
    if now.ends_at:
        item["ttl"] = clock.to_epoch(now.ends_at)
    return put(item, only_if=still, on_conflict=on_conflict)


def trust_network(phone_number: str, network: str, now: datetime) -> TransactItem:
    """Forget the wrong passwords from a network and know it as the owner's for 90 days."""
    pk, sk = key(phone_number, network)
    known = Attempts().with_success(now)
    ends_at = known.ends_at or now
    return put({"pk": pk, "sk": sk, "total": 0, "ttl": clock.to_epoch(ends_at)} | to_item(known))
