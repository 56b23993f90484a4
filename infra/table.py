"""The one table of a service, and what its functions may do with it."""

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.config import Config
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


def service_table(scope: Construct, config: Config) -> dynamodb.Table:
    """Keys `pk` and `sk`, two sparse indexes, TTL, the stream that feeds the relay; protected unless disposable."""
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
        encryption=_encryption(config),
    )
    for index in _INDEXES:
        table.add_global_secondary_index(
            index_name=index, partition_key=_text(f"{index}pk"), sort_key=_text(f"{index}sk")
        )
    return table


def may_use(table: dynamodb.Table) -> list[iam.PolicyStatement]:
    """Read and write items and query the indexes: never scan, never change the table."""
    indexes = [f"{table.table_arn}/index/{index}" for index in _INDEXES]
    statements = [
        iam.PolicyStatement(actions=list(_ON_ITEMS), resources=[table.table_arn]),
        iam.PolicyStatement(actions=["dynamodb:Query"], resources=indexes),
    ]
    if table.encryption_key:
        actions = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        statements.append(iam.PolicyStatement(actions=actions, resources=[table.encryption_key.key_arn]))
    return statements


def _encryption(config: Config) -> dynamodb.TableEncryption:
    """AWS's key, or one of the table's own, which the CDK makes, with rotation."""
    return dynamodb.TableEncryption.CUSTOMER_MANAGED if config.own_table_keys else dynamodb.TableEncryption.AWS_MANAGED


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
