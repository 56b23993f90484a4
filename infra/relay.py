"""The outbox relay of a service: publishes events from the table's stream to the bus and loses none."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import Acknowledgment, CfnOutput, Duration, Validations
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from infra.alarms import Alarms
from infra.config import Config
from infra.functions import Functions
from infra.grants import allow, allow_on_any_resource
from infra.queue import dead_letters
from infra.table import allow_decryption

_LOST = (
    "the bus refused events for hours; fix the cause, then publish the items under EVENT# in the table since then "
    "again (consumers handle each once)"
)


class Relay(Construct):
    """A function that publishes each new item under `EVENT#` on the bus."""

    def __init__(
        self,
        scope: Construct,
        functions: Functions,
        alarms: Alarms,
        table: dynamodb.Table,
        bus: events.EventBus,
        config: Config,
    ) -> None:
        super().__init__(scope, "Outbox")
        stream = str(table.table_stream_arn)
        function = functions.add(
            "Relay",
            "kernel.bus.relay.handler",
            environment={"BUS_NAME": bus.event_bus_name},
            permissions=[
                allow(bus.event_bus_arn, "events:PutEvents"),
                allow(stream, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
                allow_on_any_resource("dynamodb:ListStreams"),
                *allow_decryption(table),
            ],
            seconds=30,
        )
        dead = dead_letters(self, "Dead", alarms, _LOST)
        Validations.of(dead).acknowledge(Acknowledgment(id="AwsSolutions-SQS3", reason="these are the dead letters"))
        function.add_event_source_mapping(
            "Stream",
            event_source_arn=stream,
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=100,
            filters=[_new_events()],
            bisect_batch_on_error=True,
            retry_attempts=10_000,
            # The emulator knows the age alone, and blocks behind a failing record until it has passed.
            max_record_age=Duration.seconds(60) if config.emulated else Duration.hours(12),
            on_failure=sources.SqsDlq(dead),
        )
        age = function.metric("IteratorAge", statistic="Maximum")
        alarms.when(self, "Late", age, "events wait over a minute for the bus", over=60_000)
        CfnOutput(scope, "RelayFunction", value=function.function_name)
        CfnOutput(scope, "OutboxDeadLettersUrl", value=dead.queue_url)


def _new_events() -> Mapping[str, Any]:
    key = {"pk": {"S": lambda_.FilterRule.begins_with("EVENT#")}}
    return lambda_.FilterCriteria.filter(
        {"eventName": lambda_.FilterRule.is_equal("INSERT"), "dynamodb": {"Keys": key}}
    )
