"""A private bucket of one service: encrypted, https only, without an access log, emptied by its lifecycle."""

from collections.abc import Sequence
from typing import cast

from aws_cdk import Acknowledgment, Duration, Stack, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3

from infra.config import Config
from infra.keys import removal


def private_bucket(
    scope: Stack, name: str, config: Config, *, kept: Duration | None, unlogged: str, cors: Sequence[s3.CorsRule] = ()
) -> s3.Bucket:
    """Create a bucket whose objects are kept for so long, or until the service erases them; `unlogged` says why."""
    bucket = s3.Bucket(
        scope,
        name,
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=not config.emulated,
        cors=[*cors] or None,
        lifecycle_rules=[s3.LifecycleRule(expiration=kept, abort_incomplete_multipart_upload_after=Duration.days(1))],
        removal_policy=removal(config),
    )
    Validations.of(bucket).acknowledge(Acknowledgment(id="AwsSolutions-S1", reason=unlogged))
    return bucket


def acknowledge_all_objects(of: lambda_.Function | iam.Role, bucket: s3.Bucket, why: str) -> None:
    """Give cdk-nag the reason why a function or a role may use every object of a bucket."""
    name = Stack.of(bucket).get_logical_id(cast(s3.CfnBucket, bucket.node.default_child))
    finding = f"AwsSolutions-IAM5[Resource::<{name}.Arn>/*]"
    role = of if isinstance(of, iam.Role) else cast(iam.Role, of.role)
    Validations.of(role).acknowledge(Acknowledgment(id=finding, reason=why))
