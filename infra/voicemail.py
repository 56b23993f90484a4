"""A private bucket for the recordings of voicemails: one function stores and erases them, one signs links to them."""

from typing import cast

from aws_cdk import Acknowledgment, Duration, Stack, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.config import Config
from infra.grants import allow
from infra.keys import removal

KEPT = Duration.days(400)  # longer than any number's setting: what is due is erased by the service, to the day


def create_voicemail_bucket(scope: Construct, config: Config) -> s3.Bucket:
    """Create an encrypted, private, https-only bucket; what a crash left in it goes by its lifecycle."""
    bucket = s3.Bucket(
        scope,
        "Voicemail",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=not config.emulated,
        lifecycle_rules=[s3.LifecycleRule(expiration=KEPT, abort_incomplete_multipart_upload_after=Duration.days(1))],
        removal_policy=removal(config),
    )
    why = "each recording is read by its user alone, by a link of five minutes; the log names who requested which link"
    Validations.of(bucket).acknowledge(Acknowledgment(id="AwsSolutions-S1", reason=why))
    return bucket


def allow_voicemail(bucket: s3.Bucket, door: str) -> list[iam.PolicyStatement]:
    """Return the permissions of a door: voicemail stores and erases recordings, calls signs links to them."""
    recordings = bucket.arn_for_objects("*")
    match door:
        case "calls":
            return [allow(recordings, "s3:GetObject")]
        case "voicemail":
            return [allow(recordings, "s3:PutObject", "s3:DeleteObject")]
        case _:
            return []


def acknowledge_voicemail(function: lambda_.Function, bucket: s3.Bucket) -> None:
    """Give cdk-nag the reason why a function may use every object: keys are the ids of voicemails."""
    name = Stack.of(bucket).get_logical_id(cast(s3.CfnBucket, bucket.node.default_child))
    why = "the recordings of every voicemail, in a bucket that holds nothing else"
    finding = f"AwsSolutions-IAM5[Resource::<{name}.Arn>/*]"
    Validations.of(cast(iam.Role, function.role)).acknowledge(Acknowledgment(id=finding, reason=why))
