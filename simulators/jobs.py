"""Runs every scheduled job once, as of any date."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from simulators.emulator_client import emulator_client

_JOB_SECONDS = 120


@dataclass(frozen=True)
class Job:
    """A deployed job: its name, and the function that runs it."""

    name: str
    function: str


@dataclass(frozen=True)
class Outcome:
    """The status of one run: `done` or `failed`."""

    job: str
    status: str


class JobRunner:
    """Starts now what the emulator's rules would start in time."""

    def __init__(self, emulator: str) -> None:
        self._emulator = emulator

    def run(self, as_of: str | None, only: str | None) -> list[Outcome]:
        """Run all jobs, or `only` one, each to its end."""
        functions = self._client("lambda")
        return [_run(functions, job, as_of) for job in self._jobs() if only in {None, job.name}]

    def _jobs(self) -> Iterator[Job]:
        """Find the jobs in what is deployed: rule with a schedule -> queue -> function."""
        events, functions = self._client("events"), self._client("lambda")
        for rule in (rule for rule in find_rules(events) if rule.get("ScheduleExpression")):
            for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]:
                command = json.loads(target.get("Input") or "{}")
                mappings = functions.list_event_source_mappings(EventSourceArn=target["Arn"])["EventSourceMappings"]
                if "job" in command and mappings:
                    yield Job(command["job"], mappings[0]["FunctionArn"])

    def _client(self, service: str) -> Any:
        return emulator_client(self._emulator, service, seconds=_JOB_SECONDS)


def find_rules(events: Any) -> Iterator[dict[str, Any]]:
    """Yield every rule of the default bus."""
    answer = events.list_rules()
    yield from answer["Rules"]
    while answer.get("NextToken"):
        answer = events.list_rules(NextToken=answer["NextToken"])
        yield from answer["Rules"]


def _run(functions: Any, job: Job, as_of: str | None) -> Outcome:
    start = {"job": job.name} | ({"as_of": as_of} if as_of else {})
    records = {"Records": [{"messageId": str(uuid4()), "body": json.dumps(start)}]}
    answer = functions.invoke(FunctionName=job.function, Payload=json.dumps(records))
    result = json.loads(answer["Payload"].read() or "{}") or {}
    failed = answer.get("FunctionError") or result.get("batchItemFailures")
    return Outcome(job.name, "failed" if failed else "done")
