"""The one shape of a service: table, outbox relay, api, consumer, schedule, dead letters, alarms.

    HTTP API -> api and the other HTTP doors -> table -> stream -> relay -> bus
    bus  -> rule -> queue -> consumer      (what fails five times: dead letters, alarm)
    clock -> rule -> queue -> schedule
    an operator's IAM role -> reports, which reads the table, and operations, which changes it (if the service has them)

A service's own file in infra/ passes a ServiceConfig with what is its own.
"""

from collections.abc import Mapping

from aws_cdk import App, CfnOutput, Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_

from infra.alarms import count_of
from infra.documents import acknowledge_documents, allow_documents, create_document_bucket
from infra.doors import Doors, has_module
from infra.exports import acknowledge_exports, allow_exports, uses_exports
from infra.functions import Functions
from infra.grants import allow, allow_mail, allow_read_secret, allow_texts
from infra.keys import sealing_key
from infra.media import acknowledge_media, allow_media, create_media_bucket
from infra.queue import WorkQueue
from infra.relay import Relay
from infra.service_config import ServiceConfig
from infra.shared import Shared, where
from infra.subscriptions import Subscriptions
from infra.table import allow_decryption, allow_read, allow_read_and_write, allow_under, service_table
from infra.voicemail import acknowledge_voicemail, allow_voicemail, create_voicemail_bucket

_JOB_SECONDS = 300
_ONLY_READING = ("documents", "reports", "usage")
_REFUSALS = (1_000, "unusually many refusals; RefusedByRoute has the route, http.request.completed the addresses")


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
        self.table = service_table(self, self._config)
        self._sealing_key = sealing_key(self, self._config, name) if own.seals else None
        self.documents = create_document_bucket(self, self._config) if own.takes_documents else None
        self.voicemail = create_voicemail_bucket(self, self._config) if own.keeps_voicemail else None
        self.media = create_media_bucket(self, self._config) if own.keeps_media else None
        self._environment = self._settings()
        CfnOutput(self, "TableName", value=self.table.table_name)
        Relay(self, self._functions, self._alarms, self.table, shared.bus, self._config)
        if has_module(f"services.{name}.authorizer"):
            self._authorize()
        self._open_http()
        Subscriptions(self, self.doors, shared.bus, self._config, self._alarms, own, self._function)
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
            "TABLE_NAME": self.table.table_name,
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
        if self.voicemail:
            settings["VOICEMAIL_BUCKET"] = self.voicemail.bucket_name
        if self.media:
            settings["MEDIA_BUCKET"] = self.media.bucket_name
        return settings

    def _authorize(self) -> None:
        """Guard the routes of every service by the authorizer: it reads who has an API key, and writes its last use."""
        key = self._shared.signing_key
        reading = allow(self.table.table_arn, "dynamodb:BatchGetItem", "dynamodb:GetItem")
        function = self._functions.add(
            "Authorizer",
            f"services.{self.name}.authorizer.handler",
            environment={
                "TABLE_NAME": self.table.table_name,
                "SIGNING_KEY_ID": key.key_id,
                "TOKEN_ISSUER": self._config.portal_url,
                **self._cdn,
            },
            permissions=[
                allow(key.key_arn, "kms:GetPublicKey"),
                reading,
                allow_under(self.table, "API_KEYS#*", "dynamodb:PutItem"),
                *allow_decryption(self.table),
            ],
            seconds=5,
        )
        self._shared.front_door.authorize_by(self, self._functions.with_snap_start(function))
        CfnOutput(self, "AuthorizerFunction", value=function.function_name)

    @property
    def _cdn(self) -> dict[str, str]:
        return {"CDN_KEY": self._shared.cdn_key} if self._shared.cdn_key else {}

    def _open_http(self) -> None:
        for door, api in self.doors.apis.items():
            function = self._functions.with_snap_start(
                self._function(door, seconds=20, megabytes=1024, extra_environment=self._cdn)
            )
            routes = {
                route.key: f"open in the code: {route.handler.__name__}" if route.open else None for route in api.routes
            }
            self._shared.front_door.serve(self, door.capitalize(), function, routes)

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
            environment={**self._environment, **self._settings_of(door), **(extra_environment or {})},
            permissions=self._permissions(door),
            seconds=seconds,
            megabytes=megabytes,
            packages=self._own.packages.get(door, ""),
        )
        if self.documents and allow_documents(self.documents, door):
            acknowledge_documents(function, self.documents)
        if self.voicemail and allow_voicemail(self.voicemail, door):
            acknowledge_voicemail(function, self.voicemail)
        if self.media and allow_media(self.media, door):
            acknowledge_media(function, self.media)
        if uses_exports(door):
            acknowledge_exports(function, self._shared.exports, self.name)
        CfnOutput(self, f"{door.capitalize()}Function", value=function.function_name)
        return function

    def _settings_of(self, door: str) -> dict[str, str]:
        """Return the settings that few doors need besides."""
        bucket = {"EXPORTS_BUCKET": self._shared.exports.bucket_name} if uses_exports(door) else {}
        return bucket | dict(self._own.door_environment.get(door, {}))

    def _permissions(self, door: str) -> list[iam.PolicyStatement]:
        """Return the permissions of a door; some only read, and few send what people get."""
        own, sends = self._own, door in self._own.senders
        use = allow_read if door in _ONLY_READING else allow_read_and_write
        statements = [*use(self.table), *own.also.get(door, [])]
        if door in _ONLY_READING and door in self.doors.apis:
            statements.append(allow_under(self.table, "PACE#*", "dynamodb:UpdateItem"))
        if door in own.secret_readers:
            statements.append(allow_read_secret(self, own.secret))
        if self.documents:
            statements += allow_documents(self.documents, door)
        if self.voicemail:
            statements += allow_voicemail(self.voicemail, door)
        if self.media:
            statements += allow_media(self.media, door)
        statements += allow_exports(self._shared.exports, self.name, door)
        if self._sealing_key:
            action = "kms:Decrypt" if door in own.unseals else "kms:GetPublicKey"
            statements.append(allow(self._sealing_key.key_arn, action))
        if sends and own.sends_texts:
            statements += allow_texts()
        if sends and own.sends_mails:
            statements.append(allow_mail(self, self._config))
        return statements
