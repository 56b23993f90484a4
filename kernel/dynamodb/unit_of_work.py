"""The unit of work: all that one request, event or job changes, committed at once by the door that called."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from contracts.event import Envelope, Event
from kernel import clock, ids
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new

SYSTEM = "system"
MAX_EVENT_BYTES = 200_000
_OUTBOX_DAYS = 7


@dataclass(frozen=True)
class RequestContext:
    """Why something happens: who, from where, when, and the request that it all began with."""

    actor: str
    at: datetime
    correlation_id: str
    address: str = ""


@dataclass(frozen=True)
class IdempotencyRecord:
    """The record that makes an effect happen once: an idempotency key of a caller, or a handled event."""

    pk: str
    sk: str
    expires_at: datetime
    members: Item = field(default_factory=dict)

    def entry(self) -> TransactItem:
        """Written with the effect; refused with AlreadyDone when the effect is there."""
        item = {"pk": self.pk, "sk": self.sk, "ttl": clock.to_epoch(self.expires_at)}
        return put_new(item | self.members, on_conflict=AlreadyDone)


class AlreadyDone(Exception):  # noqa: N818 (not an error: the effect is there)
    """This effect was committed before; `record` is what was kept of it."""

    def __init__(self, record: Item) -> None:
        super().__init__("already done")
        self.record = record


class UnitOfWork:
    """Collects what a use case changes and publishes. Nothing is written until `commit`.

    A use case loads, decides and calls `save` and `publish`; the door commits once it knows the
    answer, in one transaction with the idempotency record or the note that the event is handled. A
    use case that must be safe between two steps (money) may commit in the middle.
    """

    def __init__(self, table: Table, context: RequestContext) -> None:
        self.table = table
        self.context = context
        self._entries: list[TransactItem] = []
        self._events: list[Envelope] = []

    @property
    def now(self) -> datetime:
        """The instant of this work: one for all of its parts."""
        return self.context.at

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to commit."""
        return not self._entries and not self._events

    def save(self, *entries: TransactItem | Iterable[TransactItem]) -> None:
        """Have these written."""
        for entry in entries:
            self._entries += [entry] if isinstance(entry, TransactItem) else entry

    def publish(self, *events: Event) -> None:
        """Have these events published, in the same transaction as the change."""
        self._events += [
            Envelope.around(
                event,
                event_id=ids.new_id("evt"),
                at=self.now,
                correlation_id=self.context.correlation_id,
                actor=self.context.actor,
                address=self.context.address,
            )
            for event in events
        ]

    def commit(self, once: IdempotencyRecord | None = None) -> None:
        """Write everything in one transaction; then this work is empty again.

        Raises AlreadyDone if `once` stands already, else the refusal of the first entry that fails.
        """
        entries = [once.entry()] if once else []
        entries += self._entries
        entries += [_outbox_entry(envelope) for envelope in self._events]
        self._entries, self._events = [], []
        if entries:
            self.table.commit(entries)

    def afresh(self) -> "UnitOfWork":
        """A work for the same cause that begins again, at this moment."""
        return UnitOfWork(self.table, replace(self.context, at=clock.now()))


def _outbox_entry(envelope: Envelope) -> TransactItem:
    text = envelope.model_dump_json()
    if len(text.encode()) > MAX_EVENT_BYTES:
        raise ValueError(f"{envelope.type} is too large to publish")
    return put(
        {
            "pk": f"EVENT#{envelope.id}",
            "sk": "EVENT",
            "source": envelope.source,
            "type": envelope.type,
            "envelope": text,
            "ttl": clock.to_epoch(envelope.time + timedelta(days=_OUTBOX_DAYS)),
        }
    )
