"""How a function follows a table's stream: it loses no change, and what fails for hours is noted in a queue."""

from collections.abc import Sequence

from aws_cdk import Acknowledgment, Duration, Validations
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from infra.alarms import Alarms
from infra.config import Config
from infra.grants import allow, allow_on_any_resource
from infra.queue import dead_letters
from infra.table import allow_decryption


def allow_follow(table: dynamodb.Table) -> list[iam.PolicyStatement]:
    """Return the permissions to read a table's stream."""
    reading = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
    return [
        allow(str(table.table_stream_arn), *reading),
        allow_on_any_resource("dynamodb:ListStreams"),
        *allow_decryption(table),
    ]


def follow(
    scope: Construct,
    function: lambda_.Function,
    table: dynamodb.Table,
    config: Config,
    alarms: Alarms,
    *,
    keys: str,
    changes: Sequence[str],
    lost: str,
) -> str:
    """Feed a function with the changes of items whose key begins with `keys`; return the URL of its dead letters.

    `lost` says what is lost, and what to do, when a batch was refused for hours.
    """
    dead = dead_letters(scope, "Dead", alarms, lost)
    Validations.of(dead).acknowledge(Acknowledgment(id="AwsSolutions-SQS3", reason="these are the dead letters"))
    key = {"pk": {"S": lambda_.FilterRule.begins_with(keys)}}
    function.add_event_source_mapping(
        "Stream",
        event_source_arn=str(table.table_stream_arn),
        starting_position=lambda_.StartingPosition.TRIM_HORIZON,
        batch_size=100,
        filters=[lambda_.FilterCriteria.filter({"eventName": [*changes], "dynamodb": {"Keys": key}})],
        bisect_batch_on_error=True,
        retry_attempts=10_000,
        # The emulator knows the age alone, and blocks behind a failing record until it has passed.
        max_record_age=Duration.seconds(60) if config.emulated else Duration.hours(12),
        on_failure=sources.SqsDlq(dead),
    )
    return dead.queue_url
