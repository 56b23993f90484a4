"""How events reach a service: rules of the bus, the queues that they fill, and the doors that take them.

    bus -> rule -> queue -> consumer      (what fails five times: dead letters, alarm)

Some of it has queues of its own, so that one kind of work does not wait for another: sendings, parts of a long change,
and the doors that are apart.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from contracts.mail import MailFailed
from infra.alarms import Alarms
from infra.config import REACTION_SECONDS, Config
from infra.doors import Doors
from infra.queue import WorkQueue
from infra.service_config import ServiceConfig
from kernel.bus import mail_feedback
from kernel.bus.batch_consumer import BatchConsumer
from kernel.bus.consumer import Consumer

_SENDINGS_AT_ONCE = 10
_FEW: Mapping[str, Any] = {"in_bulk": [False, {"exists": False}]}  # an event of before the field was there
_HUNDREDS = 250  # sent by a tenant on a day: what is later waits apart, behind what others send beyond as many
_MANY: Mapping[str, Any] = {"in_bulk": [True], "sent_before": [{"numeric": ["<", _HUNDREDS]}, {"exists": False}]}
_MOST: Mapping[str, Any] = {"in_bulk": [True], "sent_before": [{"numeric": [">=", _HUNDREDS]}]}


@dataclass(frozen=True)
class _Apart:
    """The queue of a door apart: its name, what waits in it, and what its rule does.

    Where someone waits for the reaction, it `is_urgent`: it is tried again, and late, after seconds. Where `is_many`,
    the queue gathers hundreds of events within a second; where `is_long`, each may run as long as the function may;
    where it `is_slow`, each mostly waits for others, so that few share a function. Where a provider counts requests,
    few are sent `at_once`.
    """

    name: str
    what: str
    rule: str
    is_urgent: bool = False
    is_many: bool = False
    at_once: int | None = None
    is_long: bool = False
    is_slow: bool = False


_MANY_AT_ONCE = 500
_FEW_MEGABYTES, _A_CORE = 512, 1769  # with so much memory a function has a whole core
_URGENT_SECONDS = 10  # how long a batch of urgent reactions may run: five, each with two seconds for the carrier
_URGENT_REDELIVERY = 30  # seconds; a caller waits no longer
_QUEUES = {
    "announcing": _Apart("EventsToAnnounce", "an event for a team's endpoints", "Announces events"),
    "bookkeeping": _Apart("Books", "a task of the books", "Keeps the books"),
    "carrier_events": _Apart("CarrierEvents", "a webhook of the carrier", "Handles what the carrier reports"),
    "calling": _Apart("CallSteps", "a step of a running call", "Connects calls", is_urgent=True),
    "comparing": _Apart("CallsToCompare", "a comparison of calls with the carrier's records", "Compares calls"),
    "delivering": _Apart("Webhooks", "a webhook to be sent", "Sends webhooks", is_slow=True, at_once=50),
    "exporting": _Apart("PartsToExport", "a page of an export", "Exports"),
    "folding": _Apart("DaysToFold", "a day of usage to be folded", "Folds usage"),
    "funding": _Apart("CallsToFund", "the money of a call", "Funds calls", is_urgent=True),
    "inventory": _Apart("NumbersToCompare", "a step of the inventory", "Compares the inventory", at_once=2),
    "invoicing": _Apart("InvoicesToIssue", "an invoice to be issued", "Issues invoices"),
    "leaving": _Apart("NumbersLeaving", "what follows from a number that leaves", "Follows numbers that leave"),
    "mailing": _Apart("ReportsToMail", "a usage report to be mailed", "Mails usage reports", is_long=True),
    "media": _Apart("MediaToKeep", "files that came with a text", "Keeps files of texts"),
    "metering": _Apart("UsageToMeter", "what was used", "Meters usage", is_many=True),
    "notices": _Apart("NoticesToSend", "a notice to be sent", "Sends notices"),
    "packing": _Apart("ExportsToPack", "an export to be packed", "Packs exports", is_long=True),
    "planning": _Apart("NumberPlans", "what happens to a number plan", "Settles number plans"),
    "porting": _Apart("PortsIn", "a step of a port-in", "Ports numbers in"),
    "refunds": _Apart("PaymentsToRefund", "what goes back to who paid", "Refunds payments"),
    "registering": _Apart("TeamsToRegister", "a step of a registration of texts", "Registers texts", at_once=2),
    "store_events": _Apart("StoreEvents", "what an app store reports", "Follows the app stores", at_once=10),
    "texting": _Apart("TextsToSend", "a text to be sent", "Sends texts"),
    "voicemail": _Apart("CallsMissed", "what follows from a call that no one took", "Follows missed calls"),
}


class Subscriptions:
    """The rules, queues and functions by which a service reacts to events, as its doors register them."""

    def __init__(
        self,
        stack: Stack,
        doors: Doors,
        bus: events.IEventBus,
        config: Config,
        alarms: Alarms,
        own: ServiceConfig,
        add_function: Callable[..., lambda_.Function],
    ) -> None:
        self._stack = stack
        self._bus = bus
        self._config = config
        self._alarms = alarms
        self._own = own
        function = (
            add_function("consumer", seconds=REACTION_SECONDS) if doors.consumer and doors.consumer.events else None
        )
        self._after: list[Construct] = [function] if function else []
        apart = [it for door, its in doors.apart.items() for it in self._open_apart(door, its, add_function)]
        if doors.consumer and function:
            self._after = apart
            by_source: dict[str, set[str]] = {}
            for event in doors.consumer.events:
                by_source.setdefault(event.source, set()).add(event.__name__)
            in_bulk = {event.__name__ for event in doors.consumer.events if "in_bulk" in event.model_fields}
            self._open_consumer(function, by_source, in_bulk)

    def _open_apart(
        self, door: str, consumer: Consumer | BatchConsumer, add_function: Callable[..., lambda_.Function]
    ) -> list[Construct]:
        """Give a door its queue and rules, and return these."""
        own_queue = _QUEUES[door]
        queue = self._queue_of(own_queue)
        seconds = _URGENT_SECONDS if own_queue.is_urgent else REACTION_SECONDS
        function = add_function(door, seconds=seconds, megabytes=_A_CORE if own_queue.is_long else _FEW_MEGABYTES)
        queue.feed(function, **self._batches_of(own_queue))
        by_name = {event.__name__: event.source for event in consumer.events}
        sources = sorted(set(by_name.values()))
        opened: list[Construct] = [queue]
        for source in sources:
            rule = own_queue.rule if len(sources) == 1 else f"{own_queue.rule} after {source}"
            opened += self._react_to(rule, source, {name for name in by_name if by_name[name] == source}, queue)
        return opened

    def _batches_of(self, apart: _Apart) -> Mapping[str, Any]:
        """Return how many messages the queue gathers, and within how many seconds: the emulator knows no window."""
        if apart.is_many and not self._config.emulated:
            return {"batch_size": _MANY_AT_ONCE, "within": 1}
        size = 1 if apart.is_long else 5 if apart.is_urgent or apart.is_slow else 10
        return {"batch_size": size, "at_once": apart.at_once}

    def _queue_of(self, apart: _Apart) -> WorkQueue:
        if not apart.is_urgent:
            return self._queue(apart.name, apart.what)
        redelivery = Duration.seconds(_URGENT_REDELIVERY)
        return WorkQueue(self._stack, apart.name, self._alarms, redelivery=redelivery, what=apart.what, late=60)

    def _queue(self, name: str, what: str) -> WorkQueue:
        redelivery = Duration.seconds(self._config.redelivery_seconds)
        return WorkQueue(self._stack, name, self._alarms, redelivery=redelivery, what=what)

    def _open_consumer(self, function: lambda_.Function, by_source: dict[str, set[str]], in_bulk: Set[str]) -> None:
        queue = self._queue("Events", "a reaction to an event")
        queue.feed(function, batch_size=10)
        if by_source.pop(MailFailed.source, None):
            self._react_to_failed_mails(queue)
        for source, names in sorted(by_source.items()):
            self._react_to(f"Reacts to {source}", source, names - self._own.sendings - self._own.continuing, queue)
        if self._own.continuing:
            self._continue_apart(function, by_source)
        if self._own.sendings:
            self._send_apart(function, by_source, in_bulk)

    def _continue_apart(self, function: lambda_.Function, by_source: Mapping[str, set[str]]) -> None:
        """Give the parts of a long change a queue; each runs for long, wherever it is deployed."""
        once = Duration.seconds(max(self._config.redelivery_seconds, REACTION_SECONDS))
        parts = WorkQueue(self._stack, "Parts", self._alarms, redelivery=once, what="a part of a long change")
        parts.feed(function, batch_size=1)
        for source, names in sorted(by_source.items()):
            self._react_to(f"Continues {source}", source, names & self._own.continuing, parts)

    def _send_apart(self, function: lambda_.Function, by_source: Mapping[str, set[str]], in_bulk: Set[str]) -> None:
        """Give the first messages that a tenant sends on a day a queue, the next hundreds one, and all later ones one.

        So a tenant that sends 25 a day waits for as many of each other one, and one that sends 250 for 250, however
        many those send. Notices go with the hundreds.
        """
        for name, of_data in (("Sendings", _FEW), ("SendingsInBulk", _MANY), ("SendingsByThousands", _MOST)):
            queue = self._queue(name, "a message to be sent")
            queue.feed(function, batch_size=10, at_once=None if self._config.emulated else _SENDINGS_AT_ONCE)
            for source, names in sorted(by_source.items()):
                sent = names & self._own.sendings
                self._react_to(f"{name} of {source}", source, sent & in_bulk, queue, of_data)
                if of_data is _MANY:
                    self._react_to(f"Notices of {source}", source, sent - in_bulk, queue)

    def _react_to(
        self, rule: str, source: str, names: Set[str], queue: WorkQueue, of_data: Mapping[str, Any] | None = None
    ) -> list[events.Rule]:
        """Create the rule, unless it is of no event.

        A deployment leaves no event without a rule that moves from the consumer to a door apart: that opens once the
        consumer has its new code, and only then do the consumer's rules lose what it takes.
        """
        if not names:
            return []
        detail = {"data": dict(of_data)} if of_data else None
        created = events.Rule(
            self._stack,
            rule,
            event_bus=self._bus,
            event_pattern=events.EventPattern(source=[f"teamline.{source}"], detail_type=sorted(names), detail=detail),
            targets=[targets.SqsQueue(queue.queue, dead_letter_queue=queue.dead)],
        )
        created.node.add_dependency(*self._after)
        return [created]

    def _react_to_failed_mails(self, queue: WorkQueue) -> None:
        """Feed the queue with what SES says of mails with the service's tag.

        SES publishes to the account's default bus, where no one but AWS can publish with its source.
        """
        events.Rule(
            self._stack,
            "Reacts to ses",
            event_pattern=events.EventPattern(
                source=[mail_feedback.SOURCE],
                detail_type=["Email Bounced", "Email Complaint Received"],
                detail={"mail": {"tags": {self._own.mails_tagged: [{"exists": True}]}}},
            ),
            targets=[targets.SqsQueue(queue.queue, dead_letter_queue=queue.dead)],
        )
