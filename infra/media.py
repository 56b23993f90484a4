"""A private bucket for files that came with texts: one function stores and erases them, one signs links to them."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3

from infra.buckets import acknowledge_all_objects, private_bucket
from infra.config import Config
from infra.grants import allow


def create_media_bucket(scope: Stack, config: Config) -> s3.Bucket:
    """Create an encrypted, private, https-only bucket; files go with their texts, when an account is closed."""
    why = (
        "each file is read by who may read its text, by a link of five minutes; the log names who requested which link"
    )
    return private_bucket(scope, "MessageMedia", config, kept=None, unlogged=why)


def allow_media(bucket: s3.Bucket, door: str) -> list[iam.PolicyStatement]:
    """Return the permissions of a door: media stores and erases files, calls signs links to them."""
    files = bucket.arn_for_objects("*")
    match door:
        case "conversations":
            return [allow(files, "s3:GetObject")]
        case "media":
            return [allow(files, "s3:PutObject", "s3:DeleteObject")]
        case _:
            return []


def acknowledge_media(function: lambda_.Function, bucket: s3.Bucket) -> None:
    """Give cdk-nag the reason why a function may use every object: keys are the ids of texts."""
    acknowledge_all_objects(function, bucket, "the files of every text, in a bucket that holds nothing else")
