"""A private bucket for the recordings of voicemails: one function stores and erases them, one signs links to them."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3

from infra.buckets import acknowledge_all_objects, private_bucket
from infra.config import Config
from infra.grants import allow

KEPT = Duration.days(400)  # longer than any number's setting: what is due is erased by the service, to the day


def create_voicemail_bucket(scope: Stack, config: Config) -> s3.Bucket:
    """Create an encrypted, private, https-only bucket; what a crash left in it goes by its lifecycle."""
    why = "each recording is read by its user alone, by a link of five minutes; the log names who requested which link"
    return private_bucket(scope, "VoicemailRecordings", config, kept=KEPT, unlogged=why)


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
    acknowledge_all_objects(function, bucket, "the recordings of every voicemail, in a bucket that holds nothing else")
