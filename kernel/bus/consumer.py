"""The bus door: a service's reactions to events, each with its effect exactly once."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any

from contracts.event import Envelope, Event
from kernel import clock
from kernel.bus.batch import each_message
from kernel.bus.reactions import Reactions
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import AlreadyDone, IdempotencyRecord, UnitOfWork, context_of
from kernel.log import log, start_invocation
from kernel.problems import Stale

_REMEMBERED = timedelta(days=30)  # longer than any queue, stream or archive brings an event again
_TRIES = 4


class Consumer:
    """The reactions of one service. The bus rule that feeds its queue is made from `events`.

    `sources` loads the reactions to the events of each source when the first of them arrives: a start pays for no
    contract and no use case of another source. A reaction that is Stale is decided again, `tries` times in all: so
    often that a door that people wait at leaves hardly anything to the queue, which delivers it again much later.
    `moved` are the names of events that another door takes by now: what waits here from before a deployment is
    published again, for that door. Two doors that react to the same event have different names: what one has handled
    is noted by its `name`, so that the other handles it as well.
    """

    def __init__(
        self,
        name: str,
        table: Callable[[], Table],
        sources: Mapping[str, Callable[[], Reactions]] | None = None,
        *,
        tries: int = _TRIES,
        moved: Collection[str] = (),
    ) -> None:
        self.name = name
        self._table = table
        self._sources = sources or {}
        self.tries = tries
        self._moved = moved
        self._own = Reactions()
        self.on = self._own.on

    @property
    def events(self) -> list[type[Event]]:
        """The event classes that this service reacts to, in the order of registration; loads the reactions to all."""
        return [
            event for reactions in (self._own, *map(self.reactions_to, self._sources)) for event in reactions.events
        ]

    def reactions_to(self, source: str) -> Reactions:
        """Return the reactions to the events of a source, loaded by now."""
        return self._sources[source]() if source in self._sources else self._own

    def handler(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        """React to a batch of messages; only those that fail are delivered again. Raise BatchFailedError if all do."""
        start_invocation(context)
        return each_message(event["Records"], self._react, failure="bus.reaction.failed")

    def _react(self, record: dict[str, Any]) -> None:
        envelope = _read_envelope(json.loads(record["body"]))
        if envelope is None:
            log().info("bus.event.ignored", extra={"message_id": record["messageId"]})
            return
        if envelope.type in self._moved:
            work = UnitOfWork(self._table(), context_of(envelope))
            work.publish_again(envelope)
            work.commit()
            return
        log().set_correlation_id(envelope.correlation_id)
        self.receive(envelope)
        log().info("bus.reaction.completed", extra={"event_id": envelope.id, "type": envelope.type})

    def receive(self, envelope: Envelope) -> None:
        """React to one event, once. Raise what the reaction raises, so that the queue delivers the event again."""
        registered = self.reactions_to(envelope.source).to(envelope.type)
        event = registered.event.model_validate(envelope.data)
        record = IdempotencyRecord(f"HANDLED#{envelope.id}", self.name, clock.now() + _REMEMBERED)
        if registered.has_external_effect and self._table().get(record.pk, record.sk):
            return
        for attempt in range(self.tries):
            work = UnitOfWork(self._table(), context_of(envelope))
            registered.react(work, event)
            if work.is_empty and not registered.has_external_effect:
                return
            try:
                work.commit(record)
            except AlreadyDone:
                log().info("bus.event.already_handled", extra={"event_id": envelope.id})
            except Stale:
                if attempt == self.tries - 1 or registered.has_external_effect:
                    raise
                continue
            return


def _read_envelope(message: dict[str, Any]) -> Envelope | None:
    """Return the event of a message; None for one of SES that asks for no reaction."""
    if message.get("source") != "aws.ses":
        return Envelope.model_validate(message["detail"])
    from kernel.bus.mail_feedback import read_mail_event

    return read_mail_event(message)
