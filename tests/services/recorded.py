"""Records what reaches the functions behind a queue while stories are played: messages of the bus, starts of jobs.

Each is kept with the table as it was just before, so that it can be played again with its transactions disturbed.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from contracts.event import Envelope
from kernel import aws, clock
from tests.events import deliver, queue_batch
from tests.faults import counted
from tests.in_process import InProcessServices, door, handler_of
from tests.moto_tables import Kept, events_in, kept, put_back
from tests.services.conflicts import WRITE

Batch = dict[str, Any]
Key = tuple[str, str]  # a service, and the event or the job
_CHOICE = 3  # of so many deliveries that wrote, the largest is kept


@dataclass(frozen=True)
class Recorded:
    """A batch of one message for a function of a service, and the table as it was before."""

    world: InProcessServices
    service: str
    name: str  # of the event or the job
    handler: Any
    batch: Batch
    before: Kept
    transactions: int

    def restore(self) -> None:
        """Have the table as it was."""
        put_back(self.table, self.before)

    def deliver(self) -> bool:
        """Hand the batch to its function, and return whether the message is done with."""
        return _is_done(self.world, self.service, self.handler, self.batch)

    def run(self, job: str, ahead: timedelta) -> None:
        """Run a job of the same service as of a moment ahead, and its own reactions to what it publishes."""
        known = {envelope.id for envelope in events_in(self.table)}
        as_of = clock.to_text(clock.now() + ahead)
        assert _is_done(self.world, self.service, door(self.service, "schedule").handler, start_of(job, as_of))
        for envelope in events_in(self.table, known):
            if handler := handler_of(self.service, envelope.type):
                assert _is_done(self.world, self.service, handler, queue_batch(envelope))

    @property
    def table(self) -> str:
        """Return the name of the one table that the function writes."""
        return self.world.surroundings[self.service]["TABLE_NAME"]

    def __str__(self) -> str:
        return f"{self.service} on {self.name}"


@dataclass
class RecordingServices(InProcessServices):
    """Services that keep, of each kind of message, the delivery that was written in the most transactions."""

    found: dict[Key, Recorded] = field(default_factory=dict)
    is_recording: bool = False
    seen: Counter[Key] = field(default_factory=Counter)

    def deliver(self, envelope: Envelope) -> None:
        """Give an event to every service that reacts to it."""
        for service in self.services:
            if handler := handler_of(service, envelope.type):
                self._hand(service, envelope.type, handler, queue_batch(envelope))

    def run_job(self, service: str, job: str, as_of: str | None = None) -> None:
        """Run a scheduled job once."""
        self._hand(service, job, door(service, "schedule").handler, start_of(job, as_of))

    def bounce(self, service: str, report: dict[str, Any]) -> None:
        """Hand a report of SES about a mail to a service."""
        batch = {"Records": [{"messageId": "m1", "body": json.dumps(report)}]}
        self._hand(service, "MailFailed", door(service, "consumer").handler, batch)

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record what is delivered meanwhile."""
        self.is_recording = True
        try:
            yield
        finally:
            self.is_recording = False

    def _hand(self, service: str, name: str, handler: Any, batch: Batch) -> None:
        key = (service, name)
        records = self.is_recording and self.seen[key] < _CHOICE
        before = kept(self.surroundings[service]["TABLE_NAME"]) if records else {}
        with counted(aws.client("dynamodb")) as calls:
            assert _is_done(self, service, handler, batch), f"{service} failed on {name}: see the log"
        count = calls.made.count(WRITE)
        self.seen[key] += bool(count and records)
        if records and count > (self.found[key].transactions if key in self.found else 0):
            self.found[key] = Recorded(self, service, name, handler, batch, before, count)


def start_of(job: str, as_of: str | None) -> Batch:
    """Return the batch that starts a job."""
    message = {"job": job} | ({"as_of": as_of} if as_of else {})
    return {"Records": [{"messageId": "m1", "body": json.dumps(message)}]}


def _is_done(world: InProcessServices, service: str, handler: Any, batch: Batch) -> bool:
    with world.inside(service):
        return deliver(handler, batch) == {"batchItemFailures": []}
