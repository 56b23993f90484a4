"""The private bucket of exports: each service writes its own part, one function packs them, one signs links to that."""

from typing import cast

from aws_cdk import Acknowledgment, Duration, Stack, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3

from infra.buckets import private_bucket
from infra.config import Config
from infra.grants import allow

KEPT = Duration.days(8)  # a day longer than an export can be downloaded
_DOORS = ("exporting", "packing", "downloads")


def create_export_bucket(scope: Stack, config: Config) -> s3.Bucket:
    """Create an encrypted, private, https-only bucket that deletes everything after eight days."""
    why = "each export is read by who asked for it alone, by a link of 15 minutes; the log names who requested it"
    return private_bucket(scope, "ExportFiles", config, kept=KEPT, unlogged=why)


def allow_exports(bucket: s3.Bucket, service: str, door: str) -> list[iam.PolicyStatement]:
    """Return the permissions of a door: exporting writes its part, packing reads and erases, downloads signs links."""
    every, packed = bucket.arn_for_objects("*"), bucket.arn_for_objects("packed/*")
    match door:
        case "exporting":
            return [allow(bucket.arn_for_objects(f"{service}/*"), "s3:PutObject")]
        case "packing":
            return [
                allow(every, "s3:GetObject", "s3:DeleteObject"),
                allow(packed, "s3:PutObject"),
                allow(bucket.bucket_arn, "s3:ListBucket"),
            ]
        case "downloads":
            return [allow(packed, "s3:GetObject")]
        case _:
            return []


def uses_exports(door: str) -> bool:
    """Return whether a door uses the bucket."""
    return door in _DOORS


def acknowledge_exports(function: lambda_.Function, bucket: s3.Bucket, service: str) -> None:
    """Give cdk-nag the reason why a function may use many objects: keys are the ids of exports."""
    why = "the exports of everyone, in a bucket that holds nothing else, by the service or the step that they are of"
    shared = Stack.of(bucket)
    imported = shared.resolve(shared.export_value(bucket.bucket_arn))["Fn::ImportValue"]
    for folder in ("", f"{service}/", "packed/"):
        arn = f"{imported}/{folder}*"
        Validations.of(cast(iam.Role, function.role)).acknowledge(
            Acknowledgment(id=f"AwsSolutions-IAM5[Resource::{arn}]", reason=why)
        )
