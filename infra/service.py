"""The one shape of a service: table, outbox relay, api, consumer, schedule, dead letters, alarms.

    HTTP API -> api and the other HTTP doors -> table -> stream -> relay -> bus
    bus  -> rule -> queue -> consumer      (what fails five times: dead letters, alarm)
    clock -> rule -> queue -> schedule
    an operator's IAM role -> reports, which reads the table, and operations, which changes it (if the service has them)

A service's own file in infra/ passes a ServiceConfig with what is its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aws_cdk import App, CfnOutput, Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_

from contracts.mail import MailFailed
from infra.alarms import count_of
from infra.config import REACTION_SECONDS
from infra.documents import acknowledge_documents, allow_documents, create_document_bucket
from infra.doors import Doors
from infra.functions import Functions
from infra.grants import allow, allow_mail, allow_read_secret, allow_texts
from infra.keys import sealing_key
from infra.queue import WorkQueue
from infra.relay import Relay
from infra.shared import Shared, where
from infra.table import allow_read, allow_read_and_write, service_table
from kernel.bus import mail_feedback

_JOB_SECONDS = 300
_REPORT_SECONDS = 60
_REFUSALS = (1_000, "unusually many refusals; RefusedByRoute has the route, http.request.completed the addresses")
_SENDINGS_AT_ONCE = 10
_FEW: Mapping[str, Any] = {"in_bulk": [False, {"exists": False}]}  # an event of before the field was there
_HUNDREDS = 250  # sent by a tenant on a day: what is later waits apart, behind what others send beyond as many
_MANY: Mapping[str, Any] = {"in_bulk": [True], "sent_before": [{"numeric": ["<", _HUNDREDS]}, {"exists": False}]}
_MOST: Mapping[str, Any] = {"in_bulk": [True], "sent_before": [{"numeric": [">=", _HUNDREDS]}]}


@dataclass(frozen=True)
class ServiceConfig:
    """The settings of one service, further permissions of its doors, and its alarms."""

    environment: Mapping[str, str]
    secret: str = ""
    secret_readers: tuple[str, ...] = ()
    seals: bool = False
    takes_documents: bool = False
    sends_texts: bool = False
    sends_mails: bool = False
    mails_tagged: str = ""  # the service reacts when a mail with this tag fails
    also: Mapping[str, Sequence[iam.PolicyStatement]] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)  # the dependency group that a door needs besides
    alarms: Mapping[str, str] = field(default_factory=dict)
    attacks: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # as alarms, over so many in five minutes
    continuing: frozenset[str] = frozenset()  # events that run the next part of a long change, before what it caused
    sendings: frozenset[str] = frozenset()  # events that send messages: many at once must not delay the others


class Service(Stack):
    """The stack of one service, made from the doors in its code."""

    def __init__(self, app: App, shared: Shared, name: str, own: ServiceConfig) -> None:
        config = shared.config
        super().__init__(app, f"{config.name}-{name}", env=where(config), termination_protection=not config.disposable)
        self.name = name
        self.doors = Doors.of(name)
        self._shared = shared
        self._config = config
        self._own = own
        self._alarms = shared.alarms
        self._functions = Functions(self, self._config, self._alarms, service=name)
        self._table = service_table(self, self._config)
        self._sealing_key = sealing_key(self, self._config, name) if own.seals else None
        self.documents = create_document_bucket(self, self._config) if own.takes_documents else None
        self._environment = self._settings()
        CfnOutput(self, "TableName", value=self._table.table_name)
        Relay(self, self._functions, self._alarms, self._table, shared.bus, self._config)
        self._open_http()
        self._open_bus()
        self._open_books()
        self._open_clock()
        for door, has in (("reports", self.doors.reports), ("operations", self.doors.operations)):
            if has:  # invoked by the operator alone, with a right of IAM
                self._function(door, seconds=20)
        for metric, meaning in own.alarms.items():
            self._alarms.when(self, metric, count_of(metric, name), meaning)
        for metric, (over, meaning) in {"Refused": _REFUSALS, **own.attacks}.items():
            self._alarms.when(self, metric, count_of(metric, name), meaning, over=over)

    def _settings(self) -> dict[str, str]:
        callers = str(self._config.limits.callers_per_address)
        settings = {
            "TABLE_NAME": self._table.table_name,
            "CALLERS_PER_ADDRESS": callers,
            **self._own.environment,
        }
        if self._own.sends_mails:
            settings |= {"MAIL_SENDER": self._config.mail.sender, "MAIL_CONFIGURATION_SET": self._config.name}
        if self._own.secret:
            settings["SECRET_NAME"] = self._own.secret
        if self._sealing_key:
            settings["SEALING_KEY_ID"] = self._sealing_key.key_id
        if self.documents:
            settings["DOCUMENTS_BUCKET"] = self.documents.bucket_name
        return settings

    def _open_http(self) -> None:
        cdn = {"CDN_KEY": self._shared.cdn_key} if self._shared.cdn_key else {}
        for door, api in self.doors.apis.items():
            function = self._functions.with_snap_start(
                self._function(door, seconds=20, megabytes=1024, extra_environment=cdn)
            )
            routes = {
                route.key: f"open in the code: {route.handler.__name__}" if route.open else None for route in api.routes
            }
            self._shared.front_door.serve(self, door.capitalize(), function, routes)

    def _open_bus(self) -> None:
        if not (self.doors.consumer and self.doors.consumer.events):
            return
        redelivery = Duration.seconds(self._config.redelivery_seconds)
        function = self._function("consumer", seconds=REACTION_SECONDS)
        queue = WorkQueue(self, "Events", self._alarms, redelivery=redelivery, what="a reaction to an event")
        queue.feed(function, batch_size=10)
        by_source: dict[str, set[str]] = {}
        for event in self.doors.consumer.events:
            by_source.setdefault(event.source, set()).add(event.__name__)
        if by_source.pop(MailFailed.source, None):
            self._react_to_failed_mails(queue)
        for source, names in sorted(by_source.items()):
            self._react_to(f"Reacts to {source}", source, names - self._own.sendings - self._own.continuing, queue)
        if self._own.continuing:
            once = Duration.seconds(max(self._config.redelivery_seconds, REACTION_SECONDS))  # runs for long everywhere
            parts = WorkQueue(self, "Parts", self._alarms, redelivery=once, what="a part of a long change")
            parts.feed(function, batch_size=1)
            for source, names in sorted(by_source.items()):
                self._react_to(f"Continues {source}", source, names & self._own.continuing, parts)
        if self._own.sendings:
            self._send_apart(function, redelivery, by_source)

    def _open_books(self) -> None:
        """Give the books a queue and a function of their own: no payer waits for them."""
        if not self.doors.bookkeeping:
            return
        redelivery = Duration.seconds(self._config.redelivery_seconds)
        queue = WorkQueue(self, "Books", self._alarms, redelivery=redelivery, what="a task of the books")
        queue.feed(self._function("bookkeeping", seconds=REACTION_SECONDS), batch_size=10)
        names = {event.__name__ for event in self.doors.bookkeeping.events}
        self._react_to("Keeps the books", self.name, names, queue)

    def _send_apart(self, function: lambda_.Function, redelivery: Duration, by_source: Mapping[str, set[str]]) -> None:
        """Give the first messages that a tenant sends on a day a queue, the next hundreds one, and all later ones one.

        So a tenant that sends 25 a day waits for as many of each other one, and one that sends 250 for 250, however
        many those send. Notices go with the hundreds.
        """
        registered = self.doors.consumer.events if self.doors.consumer else []
        in_bulk = {event.__name__ for event in registered if "in_bulk" in event.model_fields}
        for name, of_data in (("Sendings", _FEW), ("SendingsInBulk", _MANY), ("SendingsByThousands", _MOST)):
            queue = WorkQueue(self, name, self._alarms, redelivery=redelivery, what="a message to be sent")
            queue.feed(function, batch_size=10, at_once=None if self._config.emulated else _SENDINGS_AT_ONCE)
            for source, names in sorted(by_source.items()):
                sent = names & self._own.sendings
                self._react_to(f"{name} of {source}", source, sent & in_bulk, queue, of_data)
                if of_data is _MANY:
                    self._react_to(f"Notices of {source}", source, sent - in_bulk, queue)

    def _react_to(
        self, rule: str, source: str, names: set[str], queue: WorkQueue, of_data: Mapping[str, Any] | None = None
    ) -> None:
        if names:
            detail = {"data": dict(of_data)} if of_data else None
            events.Rule(
                self,
                rule,
                event_bus=self._shared.bus,
                event_pattern=events.EventPattern(
                    source=[f"teamline.{source}"], detail_type=sorted(names), detail=detail
                ),
                targets=[targets.SqsQueue(queue.queue, dead_letter_queue=queue.dead)],
            )

    def _react_to_failed_mails(self, queue: WorkQueue) -> None:
        """Feed the queue with what SES says of mails with the service's tag.

        SES publishes to the account's default bus, where no one but AWS can publish with its source.
        """
        events.Rule(
            self,
            "Reacts to ses",
            event_pattern=events.EventPattern(
                source=[mail_feedback.SOURCE],
                detail_type=["Email Bounced", "Email Complaint Received"],
                detail={"mail": {"tags": {self._own.mails_tagged: [{"exists": True}]}}},
            ),
            targets=[targets.SqsQueue(queue.queue, dead_letter_queue=queue.dead)],
        )

    def _open_clock(self) -> None:
        if not (self.doors.schedule and self.doors.schedule.jobs):
            return
        redelivery = Duration.seconds(3 * _JOB_SECONDS)
        queue = WorkQueue(self, "Jobs", self._alarms, redelivery=redelivery, what="a scheduled job")
        for job in self.doors.schedule.jobs:
            message = events.RuleTargetInput.from_object({"job": job.name})
            events.Rule(
                self,
                f"Starts {job.name}",
                schedule=events.Schedule.expression(job.every),
                targets=[targets.SqsQueue(queue.queue, message=message)],
            )
        queue.feed(self._function("schedule", seconds=_JOB_SECONDS), batch_size=1)

    def _function(
        self, door: str, *, seconds: int, megabytes: int = 512, extra_environment: Mapping[str, str] | None = None
    ) -> lambda_.Function:
        function = self._functions.add(
            door.capitalize(),
            f"services.{self.name}.{door}.handler",
            environment={**self._environment, **(extra_environment or {})},
            permissions=self._permissions(door),
            seconds=seconds,
            megabytes=megabytes,
            packages=self._own.packages.get(door, ""),
        )
        if self.documents and allow_documents(self.documents, door):
            acknowledge_documents(function, self.documents)
        CfnOutput(self, f"{door.capitalize()}Function", value=function.function_name)
        return function

    def _permissions(self, door: str) -> list[iam.PolicyStatement]:
        """Return the permissions of a door; only the consumer unseals and sends, documents and reports only read."""
        own = self._own
        use = allow_read if door in ("documents", "reports") else allow_read_and_write
        statements = [*use(self._table), *own.also.get(door, [])]
        if door in own.secret_readers:
            statements.append(allow_read_secret(self, own.secret))
        if self.documents:
            statements += allow_documents(self.documents, door)
        if self._sealing_key:
            action = "kms:Decrypt" if door == "consumer" else "kms:GetPublicKey"
            statements.append(allow(self._sealing_key.key_arn, action))
        if door == "consumer" and own.sends_texts:
            statements += allow_texts()
        if door == "consumer" and own.sends_mails:
            statements.append(allow_mail(self, self._config))
        return statements
