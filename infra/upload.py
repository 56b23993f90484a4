"""The upload of the built portal: first the files with a hash in their name, then the pages that name them."""

from pathlib import Path
from typing import Any, cast

from aws_cdk import Acknowledgment, Stack, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment

from infra.config import Config
from infra.dependencies import BuildError
from infra.keys import removal
from infra.one_origin import ASSETS, IMMUTABLE, REVALIDATED

_OF_THE_CDK = ("GetBucket*", "GetObject*", "List*", "Abort*", "DeleteObject*")  # what its upload grants itself


def upload(stack: Stack, config: Config, bucket: s3.Bucket, built: Path) -> None:
    """Upload the portal that `make setup` built. Raise BuildError if there is none: an empty one is never deployed.

    Files of earlier builds stay: an open page in a browser may still request them.
    """
    if not (built / "index.html").exists():
        raise BuildError(f"the portal is not built, there is no {built.name}/index.html: run `make setup`")
    log = logs.LogGroup(stack, "UploadLog", retention=logs.RetentionDays.THREE_MONTHS, removal_policy=removal(config))
    role = iam.Role(stack, "UploadRole", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    log.grant_write(role)
    how: dict[str, Any] = {
        "destination_bucket": bucket,
        "prune": False,
        "retain_on_delete": not config.disposable,
        "memory_limit": 512,
        "role": role,
        "log_group": log,
    }
    assets = deployment.BucketDeployment(
        stack,
        "Assets",
        sources=[deployment.Source.asset(str(built / ASSETS))],
        destination_key_prefix=ASSETS,
        cache_control=[deployment.CacheControl.from_string(IMMUTABLE)],
        **how,
    )
    pages = deployment.BucketDeployment(
        stack,
        "Pages",
        sources=[deployment.Source.asset(str(built), exclude=[ASSETS])],
        cache_control=[deployment.CacheControl.from_string(REVALIDATED)],
        **how,
    )
    pages.node.add_dependency(assets)
    _acknowledge(stack, role, bucket)


def _acknowledge(stack: Stack, role: iam.Role, bucket: s3.Bucket) -> None:
    """Give cdk-nag the reasons for the permissions of the CDK's own uploader: two buckets, and nothing else."""
    ours = stack.get_logical_id(cast(s3.CfnBucket, bucket.node.default_child))
    staging = f"arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-{stack.account}-{stack.region}"
    noted = {f"Action::s3:{action}": "the CDK's own grant, on two buckets" for action in _OF_THE_CDK}
    noted[f"Resource::<{ours}.Arn>/*"] = "it fills the whole bucket of the portal"
    noted[f"Resource::{staging}/*"] = "it reads the build, whose name changes with its content, where the CDK put it"
    for finding, why in noted.items():
        Validations.of(role).acknowledge(Acknowledgment(id=f"AwsSolutions-IAM5[{finding}]", reason=why))
    (uploader,) = (part for part in stack.node.children if part.node.id.startswith("Custom::CDKBucketDeployment"))
    why = "the CDK chooses the runtime of its own uploader"
    Validations.of(uploader).acknowledge(Acknowledgment(id="AwsSolutions-L1", reason=why))
