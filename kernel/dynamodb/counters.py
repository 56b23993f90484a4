"""Counts uses against limits: one conditional update for each limit, which a TTL removes.

| question | key |
|---|---|
| how much was used in a window of a limit | LIMIT#name#scope#hash of account, network or number / begin |

The counters are entries of the caller's own transaction, or come before what costs: what is refused changes nothing.
"""

import hashlib
import os
from collections.abc import Iterable

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.transact_items import TransactItem, absent, update
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.limits import Limit, networks_of


def count_uses(work: UnitOfWork, limits: Iterable[Limit], *, by: int = 1, number: str = "") -> list[TransactItem]:
    """Return the updates that count `by` uses: for the acting account, its network, or the given number.

    By an API key the account is its owner's: ten keys buy and send no more than one person. Of a limit `of_each_key`
    the key is counted in the account's place.
    Each raises its limit's refusal at the commit; a single use above a limit raises it at once.
    """
    subjects = {
        "account": work.context.actor,
        "address": networks_of(work.context.address)[0],
        "number": number,
    }
    return [_count(work, limit, _key_of(work, limit) or subjects[limit.scope], by) for limit in limits]


def count_uses_now(work: UnitOfWork, limits: Iterable[Limit]) -> None:
    """Count a use in a transaction of its own, before a provider is asked for it.

    The counters grant nothing: what the work itself changes is still committed under its own authorization.
    """
    counting = UnitOfWork(work.table, work.context)
    counting.save(count_uses(counting, limits))
    counting.commit()


def _key_of(work: UnitOfWork, limit: Limit) -> str:
    return work.context.by_key if limit.of_each_key else ""


def _count(work: UnitOfWork, limit: Limit, whose: str, by: int) -> TransactItem:
    refusal = limit.refuse(work.now)
    most = limit.most * (_callers_per_address() if limit.scope == "address" else 1)
    if by > most:
        raise refusal
    begin = limit.begin(work.now)
    hashed = hashlib.sha256(f"{limit.name}\x1f{whose}".encode()).hexdigest()[:32]
    return update(
        {"pk": f"LIMIT#{limit.name}#{limit.scope}#{hashed}", "sk": clock.to_text(begin)},
        add={"used": by},
        set={"ttl": clock.to_epoch(begin + 2 * limit.window)},
        only_if=absent() | Attr("used").lte(most - by),
        on_conflict=refusal,
    )


def _callers_per_address() -> int:
    """Return how many callers share an address, as the operator has set it."""
    return int(os.environ.get("CALLERS_PER_ADDRESS", "1"))
