"""The outbox relay of a service: publishes events from the table's stream to the bus and loses none."""

from aws_cdk import CfnOutput
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from constructs import Construct

from infra.alarms import Alarms
from infra.config import Config
from infra.functions import Functions
from infra.grants import allow
from infra.stream import allow_follow, follow

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
        function = functions.add(
            "Relay",
            "kernel.bus.relay.handler",
            environment={"BUS_NAME": bus.event_bus_name},
            permissions=[allow(bus.event_bus_arn, "events:PutEvents"), *allow_follow(table)],
            seconds=30,
        )
        dead = follow(self, function, table, config, alarms, keys="EVENT#", changes=["INSERT"], lost=_LOST)
        age = function.metric("IteratorAge", statistic="Maximum")
        alarms.when(self, "Late", age, "events wait over a minute for the bus", over=60_000)
        CfnOutput(scope, "RelayFunction", value=function.function_name)
        CfnOutput(scope, "OutboxDeadLettersUrl", value=dead)
