"""The control runs the deployed jobs as of any date, and reports those that fail."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
import requests

from local.emulator import ACCOUNT, Emulator

_HANDLER = """
import json

def handler(event, context):
    print("ran", event)
    starts = [json.loads(record["body"]) for record in event["Records"]]
    failed = [r["messageId"] for r, start in zip(event["Records"], starts) if start.get("as_of", "").startswith("2027")]
    return {"batchItemFailures": [{"itemIdentifier": id} for id in failed]}
"""


@pytest.fixture(scope="module")
def deployed(emulator: Emulator) -> Iterator[None]:
    """Deploy a function that fails in 2027, its queue, and a rule for each job."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("job.py", _HANDLER)
    emulator.client("lambda").create_function(
        FunctionName="jobs",
        Runtime="python3.11",
        Handler="job.handler",
        Code={"ZipFile": code.getvalue()},
        Role=f"arn:aws:iam::{ACCOUNT}:role/jobs",
    )
    sqs, events = emulator.client("sqs"), emulator.client("events")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    emulator.client("lambda").create_event_source_mapping(EventSourceArn=arn, FunctionName="jobs")
    for job in ("renew", "expire"):
        events.put_rule(Name=f"starts-{job}", ScheduleExpression="rate(1 day)")
        events.put_targets(Rule=f"starts-{job}", Targets=[{"Id": "q", "Arn": arn, "Input": json.dumps({"job": job})}])
    yield
    emulator.client("lambda").delete_function(FunctionName="jobs")


def _run(simulators: str, **asked: str) -> requests.Response:
    return requests.post(f"{simulators}/_control/jobs", json=asked, timeout=30)


def test_every_job_runs_once(deployed: None, simulators: str) -> None:
    """Every deployed job is run to its end."""
    answer = _run(simulators, as_of="2026-12-31T00:00:00Z")
    assert answer.status_code == 200
    assert {outcome["job"]: outcome["status"] for outcome in answer.json()["jobs"]} == {
        "renew": "done",
        "expire": "done",
    }


def test_one_job_runs_alone(deployed: None, simulators: str) -> None:
    """A job can be run by its name."""
    assert [outcome["job"] for outcome in _run(simulators, job="renew").json()["jobs"]] == ["renew"]


def test_a_failure_is_reported(deployed: None, simulators: str) -> None:
    """A job that leaves something undone is reported as failed, with status 500."""
    answer = _run(simulators, as_of="2027-01-31T00:00:00Z")
    assert answer.status_code == 500
    assert {outcome["status"] for outcome in answer.json()["jobs"]} == {"failed"}
