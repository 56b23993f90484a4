"""A private bucket for papers that people upload: straight from their browser, by forms that a service signs."""

from typing import cast

from aws_cdk import Acknowledgment, Duration, Stack, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.config import Config
from infra.grants import may
from infra.keys import removal

_KEPT = Duration.days(180)  # longer than any transfer takes; what is over is removed at once


def document_bucket(scope: Construct, config: Config) -> s3.Bucket:
    """Encrypted, closed to the public, https only; a form of ours may be posted from the portal."""
    bucket = s3.Bucket(
        scope,
        "Documents",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=not config.emulated,
        cors=[
            s3.CorsRule(
                allowed_origins=[config.portal_url.rstrip("/")],
                allowed_methods=[s3.HttpMethods.POST],
                allowed_headers=["*"],
                max_age=3600,
            )
        ],
        lifecycle_rules=[s3.LifecycleRule(expiration=_KEPT, abort_incomplete_multipart_upload_after=Duration.days(1))],
        removal_policy=removal(config),
    )
    why = "its papers are read by one function and for days only; who asked for which form is in that function's log"
    Validations.of(bucket).acknowledge(Acknowledgment(id="AwsSolutions-S1", reason=why))
    return bucket


def may_use_documents(bucket: s3.Bucket, door: str) -> list[iam.PolicyStatement]:
    """The api signs forms and looks at what came, the consumer hands it on and removes it; no other door comes near."""
    papers, whole = bucket.arn_for_objects("*"), bucket.bucket_arn
    match door:
        case "api":
            return [may(papers, "s3:PutObject", "s3:GetObject"), may(whole, "s3:ListBucket")]
        case "consumer":
            return [may(papers, "s3:GetObject", "s3:DeleteObject")]
        case _:
            return []


def note_documents(function: lambda_.Function, bucket: s3.Bucket) -> None:
    """Tell cdk-nag why a function may use every object: papers are named by the transfer that they belong to."""
    name = Stack.of(bucket).get_logical_id(cast(s3.CfnBucket, bucket.node.default_child))
    why = "the papers of every transfer, in a bucket that holds nothing else"
    finding = f"AwsSolutions-IAM5[Resource::<{name}.Arn>/*]"
    Validations.of(cast(iam.Role, function.role)).acknowledge(Acknowledgment(id=finding, reason=why))
