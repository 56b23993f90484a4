"""The clock door: jobs that a schedule starts, run as of any instant."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from kernel import clock, ids
from kernel.bus.batch import each_message
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork
from kernel.log import log, start_invocation
from kernel.problems import Conflict, Gone, NotFound

T = TypeVar("T")


class Start(BaseModel):
    """The message that starts a job; without `as_of` the job runs as of now."""

    model_config = ConfigDict(defer_build=True)

    job: str
    as_of: AwareDatetime | None = None


class JobFailedError(RuntimeError):
    """Some of what was due failed; the queue starts the job again."""


@dataclass(frozen=True)
class Run:
    """One run of a job, as of an instant, with a unit of work for each subject that is due."""

    job: str
    as_of: datetime
    table: Table
    correlation_id: str

    def each(self, due: Iterable[T], settle: Callable[[UnitOfWork, T], None]) -> int:
        """Settle each due subject in a transaction of its own, so that one that fails harms no other.

        A conflict means that another request was quicker. Return how many were settled. Raise JobFailedError at the
        end if any failed for another reason.
        """
        settled = failed = 0
        for subject in due:
            work = UnitOfWork(self.table, RequestContext(SYSTEM, self.as_of, self.correlation_id))
            try:
                settle(work, subject)
                work.commit()
                settled += 1
            except (Conflict, Gone, NotFound) as refusal:
                log().info("job.subject.not_due", extra={"job": self.job, "reason": refusal.code})
            except Exception:
                log().exception("job.subject.failed", extra={"job": self.job})
                failed += 1
        if failed:
            raise JobFailedError(f"{self.job}: {failed} of what was due failed")
        return settled


@dataclass(frozen=True)
class Job:
    """A job and how often it runs: `rate(...)` or `cron(...)`, in UTC."""

    name: str
    every: str
    run: Callable[[Run], None]


class Schedule:
    """The jobs of one service."""

    def __init__(self, name: str, table: Callable[[], Table]) -> None:
        self.name = name
        self._table = table
        self.jobs: list[Job] = []

    def job(self, every: str) -> Callable[[Callable[[Run], None]], Callable[[Run], None]]:
        """Register a job under the name of its function."""

        def register(run: Callable[[Run], None]) -> Callable[[Run], None]:
            self.jobs.append(Job(run.__name__, every, run))
            return run

        return register

    def handler(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        """Run the jobs that the messages start; only those that fail start again. Raise BatchFailedError if all do."""
        start_invocation(context)
        return each_message(event["Records"], self._start_from, failure="job.failed")

    def _start_from(self, record: dict[str, Any]) -> None:
        self.start(Start.model_validate(json.loads(record["body"])))

    def start(self, start: Start) -> None:
        """Run one job. Raise KeyError for an unknown one."""
        job = {job.name: job for job in self.jobs}[start.job]
        run = Run(job.name, start.as_of or clock.now(), self._table(), ids.new_id("job"))
        log().set_correlation_id(run.correlation_id)
        job.run(run)
        log().info("job.completed", extra={"job": job.name, "as_of": clock.to_text(run.as_of)})
