"""The outbox relay of a service: from the table's stream to the bus, and nothing lost in between."""

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
from infra.grants import may, may_anywhere
from infra.queue import dead_letters
from infra.table import may_unlock

_LOST = (
    "the bus refused events for hours; mend the cause, then publish what lies under EVENT# in the table since then "
    "once more (consumers handle it once)"
)


class Relay(Construct):
    """A function that puts each new item under `EVENT#` on the bus."""

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
            may=[
                may(bus.event_bus_arn, "events:PutEvents"),
                may(stream, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
                may_anywhere("dynamodb:ListStreams"),
                *may_unlock(table),
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
            # The emulator heeds the age alone, and stands still behind what fails until it has passed.
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
