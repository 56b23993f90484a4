"""A private bucket for documents that users upload from their browser, by forms that a service signs."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3

from infra.buckets import acknowledge_all_objects, private_bucket
from infra.config import Config
from infra.grants import allow

_KEPT = Duration.days(180)  # longer than any port-in takes; documents of a finished one are deleted at once


def create_document_bucket(scope: Stack, config: Config) -> s3.Bucket:
    """Create an encrypted, private, https-only bucket; the portal may post signed forms to it."""
    posts = s3.CorsRule(
        allowed_origins=[config.portal_url.rstrip("/")],
        allowed_methods=[s3.HttpMethods.POST],
        allowed_headers=["*"],
        max_age=3600,
    )
    why = "one function reads its documents, for days only; its log names who requested which form"
    return private_bucket(scope, "Documents", config, kept=_KEPT, unlogged=why, cors=[posts])


def allow_documents(bucket: s3.Bucket, door: str) -> list[iam.PolicyStatement]:
    """Return the permissions of a door: port_ins signs forms and reads uploads, letters stores signed letters and
    links to them, porting reads and deletes all."""
    papers, whole = bucket.arn_for_objects("*"), bucket.bucket_arn
    match door:
        case "port_ins" | "letters":
            return [allow(papers, "s3:PutObject", "s3:GetObject"), allow(whole, "s3:ListBucket")]
        case "porting":
            return [allow(papers, "s3:GetObject", "s3:DeleteObject"), allow(whole, "s3:ListBucket")]
        case _:
            return []


def acknowledge_documents(function: lambda_.Function, bucket: s3.Bucket) -> None:
    """Give cdk-nag the reason why a function may use every object: keys begin with the id of a port-in."""
    acknowledge_all_objects(function, bucket, "the documents of every port-in, in a bucket that holds nothing else")
