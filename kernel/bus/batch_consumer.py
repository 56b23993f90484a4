"""A bus door that reacts to many events in one transaction: for what is frequent, and must cost little each.

Unlike `Consumer`, it notes no event as handled: what its reaction writes must be what says that it was handled. So a
reaction is decided by what is there, whichever events of a batch are new.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from contracts.event import Envelope, Event
from kernel import clock
from kernel.bus.batch import deliver_again
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork, context_of
from kernel.log import log, start_invocation
from kernel.problems import Busy, Stale, Unavailable

AT_ONCE = 40  # events of one transaction: more conditions than theirs do not fit into one expression of DynamoDB
_MOST_ITEMS = 98  # of a transaction's hundred, one is the outbox's and one is shared by all
_TRIES = 8
_RESERVED_MS = 15_000  # of the function's time: a transaction that begins with less may be cut off


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event of a batch: when it happened, and who caused it by which request.

    `key` and `items` are what its reaction says about it.
    """

    event: Event
    happened_at: datetime
    context: RequestContext
    message_id: str
    key: str = ""
    items: Set[tuple[str, str]] = frozenset()

    def placed(self, reaction: "BatchReaction") -> "Delivery":
        """Return it with its key and its items."""
        return replace(self, key=reaction.key(self.event), items=reaction.items(self))


@dataclass(frozen=True)
class BatchReaction:
    """What a service does with many events at once; `key` says which ones belong together, such as those of a wallet.

    `items` are the keys of the items that are written for an event: two events may share one. Where that is known only
    once it is decided, one is called by another key, which `item` returns of the key that was written. `react` may be
    run again with fewer of them, or the same ones: it decides all by what it reads.
    """

    events: Sequence[type[Event]]
    key: Callable[[Event], str]
    items: Callable[[Delivery], Set[tuple[str, str]]]
    react: Callable[[UnitOfWork, Sequence[Delivery]], None]
    item: Callable[[tuple[str, str]], tuple[str, str]] = lambda key: key


class BatchConsumer:
    """The reaction of a service to many events at once. The bus rule that feeds its queue is made from `events`."""

    def __init__(self, name: str, table: Callable[[], Table], load: Callable[[], BatchReaction]) -> None:
        self.name = name
        self._table = table
        self._load = load

    @property
    def events(self) -> list[type[Event]]:
        """The event classes that it reacts to."""
        return list(self._load().events)

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """React to a batch of messages; only those that fail are delivered again. Raise BatchFailedError if all do.

        What the function's time does not suffice for is delivered again, too.
        """
        start_invocation(context)
        records, failed = event["Records"], list[str]()
        deliveries = list(self._read(records, failed))
        for together in cut(deliveries):
            failed += self._take(together) if _has_time(context) else [it.message_id for it in together]
        log().info("bus.batch.completed", extra={"messages": len(records), "failed": len(failed)})
        return deliver_again(failed, of=len(records))

    def _read(self, records: Iterable[Mapping[str, Any]], failed: list[str]) -> Iterator[Delivery]:
        reaction = self._load()
        classes = {it.__name__: it for it in reaction.events}
        for record in records:
            try:
                envelope = Envelope.model_validate(json.loads(record["body"])["detail"])
                event = classes[envelope.type].model_validate(envelope.data)
                delivery = Delivery(event, envelope.time, context_of(envelope), record["messageId"])
                placed = delivery.placed(reaction)
            except Exception:
                log().exception("bus.message.unreadable", extra={"message_id": record["messageId"]})
                failed.append(record["messageId"])
            else:
                yield placed

    def _take(self, deliveries: Sequence[Delivery], *, may_part: bool = True) -> list[str]:
        """React to these in one transaction, or if that fails in two, and so on; return the messages that fail alone.

        So one that cannot succeed holds none of its neighbors back. While others keep changing some of its items, what
        writes these waits, and the rest is tried once more: smaller transactions would make a busy table busier.
        """
        try:
            self._commit(deliveries)
        except Exception as error:
            if len(deliveries) > 1 and not isinstance(error, Unavailable):
                half = len(deliveries) // 2
                return [*self._take(deliveries[:half]), *self._take(deliveries[half:])]
            log().exception("bus.reaction.failed", extra={"message_id": deliveries[0].message_id})
            others = self._without(deliveries, error.keys) if isinstance(error, Busy) and may_part else []
            failed = [it.message_id for it in deliveries if it not in others]
            return [*failed, *self._take(others, may_part=False)] if others else failed
        return []

    def _without(self, deliveries: Sequence[Delivery], keys: Set[tuple[str, str]]) -> list[Delivery]:
        """Return those that write none of these items, if that parts them."""
        busy = {self._load().item(key) for key in keys}
        others = [it for it in deliveries if not it.items & busy]
        return others if len(others) < len(deliveries) else []

    def _commit(self, deliveries: Sequence[Delivery]) -> None:
        for attempt in range(_TRIES):
            work = UnitOfWork(self._table(), RequestContext(SYSTEM, clock.now(), deliveries[0].context.correlation_id))
            try:
                self._load().react(work, deliveries)
                work.commit()
            except Stale:
                if attempt == _TRIES - 1:
                    raise
            else:
                return


def cut(deliveries: Iterable[Delivery]) -> Iterator[list[Delivery]]:
    """Yield what goes into a transaction each: as many events as its items allow, those of a key in their order."""
    by_key: dict[str, list[Delivery]] = {}
    for delivery in deliveries:
        by_key.setdefault(delivery.key, []).append(delivery)
    together: list[Delivery] = []
    items: Set[tuple[str, str]] = set()
    for delivery in chain.from_iterable(by_key.values()):
        if together and (len(together) == AT_ONCE or len(items | delivery.items) > _MOST_ITEMS):
            yield together
            together, items = [], set()
        together.append(delivery)
        items |= delivery.items
    if together:
        yield together


def _has_time(context: Any) -> bool:
    return context is None or context.get_remaining_time_in_millis() > _RESERVED_MS
