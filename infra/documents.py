"""A private bucket for documents that users upload from their browser, by forms that a service signs."""

from typing import cast

from aws_cdk import Acknowledgment, Duration, Stack, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.config import Config
from infra.grants import allow
from infra.keys import removal

_KEPT = Duration.days(180)  # longer than any port-in takes; documents of a finished one are deleted at once


def create_document_bucket(scope: Construct, config: Config) -> s3.Bucket:
    """Create an encrypted, private, https-only bucket; the portal may post signed forms to it."""
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
    why = "one function reads its documents, for days only; its log names who requested which form"
    Validations.of(bucket).acknowledge(Acknowledgment(id="AwsSolutions-S1", reason=why))
    return bucket


def allow_documents(bucket: s3.Bucket, door: str) -> list[iam.PolicyStatement]:
    """Return the permissions of a door: api signs forms and reads uploads, consumer lists, reads and deletes them."""
    papers, whole = bucket.arn_for_objects("*"), bucket.bucket_arn
    match door:
        case "api":
            return [allow(papers, "s3:PutObject", "s3:GetObject"), allow(whole, "s3:ListBucket")]
        case "consumer":
            return [allow(papers, "s3:GetObject", "s3:DeleteObject"), allow(whole, "s3:ListBucket")]
        case _:
            return []


def acknowledge_documents(function: lambda_.Function, bucket: s3.Bucket) -> None:
    """Give cdk-nag the reason why a function may use every object: keys begin with the id of a port-in."""
    name = Stack.of(bucket).get_logical_id(cast(s3.CfnBucket, bucket.node.default_child))
    why = "the documents of every port-in, in a bucket that holds nothing else"
    finding = f"AwsSolutions-IAM5[Resource::<{name}.Arn>/*]"
    Validations.of(cast(iam.Role, function.role)).acknowledge(Acknowledgment(id=finding, reason=why))
