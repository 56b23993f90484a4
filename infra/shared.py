"""The stack that all services share: bus, front door with authorizer, signing key, topic of alarms."""

import json
from collections.abc import Iterable

from aws_cdk import Acknowledgment, App, CfnOutput, Duration, Environment, Stack, Validations
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_ses as ses

from infra.alarms import Alarms, alarm_topic
from infra.config import Config
from infra.doors import Doors
from infra.exports import create_export_bucket
from infra.front_door import FrontDoor
from infra.functions import Functions
from infra.keys import factors_key, removal, signing_key
from infra.reference.document import document

# Shorter than the 30 days for which consumers remember what they have handled, so that a replay doubles nothing.
_ARCHIVED = Duration.days(21)


class Shared(Stack):
    """The stack of the parts that exist once."""

    def __init__(self, app: App, config: Config) -> None:
        super().__init__(app, f"{config.name}-shared", env=where(config), termination_protection=not config.disposable)
        self.config = config
        self.alarms = Alarms(alarm_topic(self, config))
        self.signing_key = signing_key(self, config)
        self.factors_key = factors_key(self, config)
        self.exports = create_export_bucket(self, config)
        self.bus = self._bus()
        self._report_failed_mails()
        self._cdn_secret = None if config.emulated else self._create_cdn_secret()
        self.front_door = FrontDoor(self, config)
        self._functions = Functions(self, config, self.alarms, service="shared")
        self._add_front_door_alarm()
        CfnOutput(self, "ApiId", value=self.front_door.api_id)
        CfnOutput(self, "ApiUrl", value=self.front_door.api.attr_api_endpoint)
        CfnOutput(self, "BusName", value=self.bus.event_bus_name)
        CfnOutput(self, "SigningKeyId", value=self.signing_key.key_id)

    def _bus(self) -> events.EventBus:
        bus = events.EventBus(self, "Bus", event_bus_name=self.config.name)
        if not self.config.emulated:  # the emulator refuses a stack with an archive
            ours = events.EventPattern(source=events.Match.prefix("teamline."))
            bus.archive("Archive", description="for replays", event_pattern=ours, retention=_ARCHIVED)
        return bus

    def _report_failed_mails(self) -> None:
        """Have SES publish bounces and complaints of our mails to the account's default bus: it knows no other."""
        mails = ses.ConfigurationSet(self, "Mails", configuration_set_name=self.config.name)
        bus = events.EventBus.from_event_bus_name(self, "DefaultBus", "default")
        mails.add_event_destination(
            "Failed",
            destination=ses.EventDestination.event_bus(bus),
            events=[ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT],
        )

    def _create_cdn_secret(self) -> secretsmanager.Secret:
        word = secretsmanager.SecretStringGenerator(exclude_punctuation=True, password_length=48)
        secret = secretsmanager.Secret(self, "CdnKey", generate_secret_string=word, removal_policy=removal(self.config))
        why = "it grants nothing: it shows our doors that our CDN sends a request; a deployment sets it on both"
        Validations.of(secret).acknowledge(Acknowledgment(id="AwsSolutions-SMG4", reason=why))
        return secret

    @property
    def cdn_key(self) -> str:
        """Return a reference to the key that the CDN adds to each request, for templates; empty without a CDN."""
        return self._cdn_secret.secret_value.unsafe_unwrap() if self._cdn_secret else ""

    def serve_document(self, services: Iterable[Doors]) -> None:
        """Serve the OpenAPI document of these services' routes, and 404 for every unknown route."""
        apis = [api for doors in services for api in doors.apis.values()]
        function = self._functions.add(
            "Document",
            "kernel.http.document.handler",
            files={"openapi.json": json.dumps(document(apis), sort_keys=True).encode()},
            environment={},
            permissions=[],
            seconds=5,
        )
        routes = {
            "GET /v1/openapi.json": "the API's document is for everybody",
            "$default": "answers 404 to everybody and reads nothing",
        }
        self.front_door.serve(self, "Document", function, routes)
        CfnOutput(self, "DocumentFunction", value=function.function_name)

    def _add_front_door_alarm(self) -> None:
        failed = cloudwatch.Metric(
            namespace="AWS/ApiGateway",
            metric_name="5xx",
            dimensions_map={"ApiId": self.front_door.api_id},
            statistic="Sum",
            period=Duration.minutes(5),
        )
        self.alarms.when(self, "FrontDoorFails", failed, "the API answers 5xx; see the access log", over=5)


def where(config: Config) -> Environment:
    """Return the account and region of every stack."""
    return Environment(account=config.account, region=config.region)
