"""Deploys a synthesized assembly to the emulator by plain CloudFormation calls, in about a second: for tests."""

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local.addresses import Addresses
from local.emulator import ACCOUNT, REGION, Emulator
from local.polling import wait_until

BUCKET = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"
_BOOTSTRAP_VERSION = "30"


class DeploymentError(Exception):
    """A stack could not be created or updated; the message names its failed resources and why."""


@dataclass(frozen=True)
class _Stack:
    name: str
    template: str
    assets: Path
    parameters: list[dict[str, str]]


def bootstrap(emulator: Emulator) -> None:
    """Create what `cdk bootstrap` would, as far as a deployment needs it: a bucket, and a version."""
    s3 = emulator.client("s3")
    if BUCKET not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
        s3.create_bucket(Bucket=BUCKET)
    emulator.client("ssm").put_parameter(
        Name="/cdk-bootstrap/hnb659fds/version", Value=_BOOTSTRAP_VERSION, Type="String", Overwrite=True
    )


def deploy(assembly: Path, emulator: Emulator, addresses: Addresses) -> None:
    """Create or update all stacks in their order, with the addresses of this system in the templates.

    Raises DeploymentError.
    """
    bootstrap(emulator)
    stacks = list(_stacks(assembly, addresses))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda asset: _upload(emulator, *asset), {a for s in stacks for a in _assets(assembly, s)}))
    for stack in stacks:
        _create_or_update(emulator, stack)


def _stacks(assembly: Path, addresses: Addresses) -> Iterator[_Stack]:
    artifacts = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
    for name in _sorted_by_dependency({k: v for k, v in artifacts.items() if v["type"] == "aws:cloudformation:stack"}):
        properties = artifacts[name]["properties"]
        template = addresses.rewrite((assembly / properties["templateFile"]).read_text(encoding="utf-8"))
        parameters = [
            {"ParameterKey": key, "ParameterValue": value} for key, value in properties.get("parameters", {}).items()
        ]
        stack_name = properties.get("stackName", name)
        yield _Stack(stack_name, template, assembly / f"{name}.assets.json", parameters)


def _sorted_by_dependency(artifacts: dict[str, Any]) -> list[str]:
    """Return the stack names, each after those that it depends on."""
    done: list[str] = []

    def visit(name: str) -> None:
        for needed in artifacts[name].get("dependencies", []):
            if needed in artifacts:
                visit(needed)
        if name not in done:
            done.append(name)

    for name in artifacts:
        visit(name)
    return done


def _assets(assembly: Path, stack: _Stack) -> Iterator[tuple[Path, bool, str]]:
    for file in json.loads(stack.assets.read_text(encoding="utf-8"))["files"].values():
        source, (destination,) = file["source"], file["destinations"].values()
        if not source["path"].endswith(".template.json"):
            yield assembly / source["path"], source["packaging"] == "zip", destination["objectKey"]


def _upload(emulator: Emulator, path: Path, as_zip: bool, key: str) -> None:
    _put_object(emulator, key, _zip(path) if as_zip else path.read_bytes())


def _put_object(emulator: Emulator, key: str, content: bytes) -> str:
    """Upload content, and return its URL."""
    emulator.client("s3").put_object(Bucket=BUCKET, Key=key, Body=content)
    return f"{emulator.url}/{BUCKET}/{key}"


def _zip(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(file, file.relative_to(folder))
    return buffer.getvalue()


def _create_or_update(emulator: Emulator, stack: _Stack) -> None:
    cloudformation = emulator.client("cloudformation")
    request = {
        "StackName": stack.name,
        "TemplateURL": _upload_template(emulator, stack),
        "Parameters": stack.parameters,
        "Capabilities": ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    try:
        cloudformation.create_stack(**request)
    except cloudformation.exceptions.AlreadyExistsException:
        _update(cloudformation, request)

    def status() -> str | None:
        (found,) = cloudformation.describe_stacks(StackName=stack.name)["Stacks"]
        return None if found["StackStatus"].endswith("IN_PROGRESS") else str(found["StackStatus"])

    if wait_until(f"the stack {stack.name}", status, limit=120) not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        raise DeploymentError(f"{stack.name} could not be deployed:\n{_failures(cloudformation, stack.name)}")


def _upload_template(emulator: Emulator, stack: _Stack) -> str:
    """Upload the template, and return its URL: within a request it could be no larger than 51,200 bytes."""
    return _put_object(emulator, f"{stack.name}.template.json", stack.template.encode())


def _update(cloudformation: Any, request: dict[str, Any]) -> None:
    try:
        cloudformation.update_stack(**request)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise


def _failures(cloudformation: Any, stack_name: str) -> str:
    events = cloudformation.describe_stack_events(StackName=stack_name)["StackEvents"]
    return "\n".join(
        f"  {event['LogicalResourceId']} ({event.get('ResourceType')}): {event.get('ResourceStatusReason')}"
        for event in events
        if event["ResourceStatus"].endswith("FAILED")
    )
