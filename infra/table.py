"""The one table of a service, and the permissions of its functions on it."""

from collections.abc import Sequence

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Config
from infra.grants import allow
from infra.keys import removal

_INDEXES = ("gsi1", "gsi2")
_ON_ITEMS = (
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)
_READING = ("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query")


def service_table(scope: Construct, config: Config) -> dynamodb.Table:
    """Create a table with keys `pk` and `sk`, two sparse indexes, TTL and a stream; protected unless disposable."""
    key = _own_key(scope, config) if config.own_table_keys else None
    table = dynamodb.Table(
        scope,
        "Table",
        partition_key=_text("pk"),
        sort_key=_text("sk"),
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        stream=dynamodb.StreamViewType.NEW_IMAGE,
        time_to_live_attribute="ttl",
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=True
        ),
        deletion_protection=not config.disposable,
        removal_policy=removal(config),
        encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED if key else dynamodb.TableEncryption.AWS_MANAGED,
        encryption_key=key,
    )
    for index in _INDEXES:
        table.add_global_secondary_index(
            index_name=index, partition_key=_text(f"{index}pk"), sort_key=_text(f"{index}sk")
        )
    return table


def allow_read_and_write(table: dynamodb.Table) -> list[iam.PolicyStatement]:
    """Return the permissions to read and write items and query the indexes, never to scan or change the table."""
    return _allow(table, _ON_ITEMS)


def allow_read(table: dynamodb.Table) -> list[iam.PolicyStatement]:
    """Return the permissions to read items by their keys and query the indexes."""
    return _allow(table, _READING)


def allow_under(table: dynamodb.Table, keys: str, action: str) -> iam.PolicyStatement:
    """Return the permission for an action on the items whose partition key is like this."""
    like = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [keys]}}
    return iam.PolicyStatement(actions=[action], resources=[table.table_arn], conditions=like)


def _allow(table: dynamodb.Table, actions: Sequence[str]) -> list[iam.PolicyStatement]:
    indexes = [f"{table.table_arn}/index/{index}" for index in _INDEXES]
    return [
        allow(table.table_arn, *actions),
        iam.PolicyStatement(actions=["dynamodb:Query"], resources=indexes),
        *allow_decryption(table),
    ]


def allow_decryption(table: dynamodb.Table) -> list[iam.PolicyStatement]:
    """Return the permission to use the table's own key, if it has one, only through DynamoDB."""
    if table.encryption_key is None:
        return []
    through = f"dynamodb.{table.stack.region}.amazonaws.com"
    return [
        iam.PolicyStatement(
            actions=[
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo",
            ],
            resources=[table.encryption_key.key_arn],
            conditions={"StringEquals": {"kms:ViaService": through}},
        )
    ]


def _own_key(scope: Construct, config: Config) -> kms.Key:
    return kms.Key(scope, "TableKey", enable_key_rotation=True, removal_policy=removal(config))


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
