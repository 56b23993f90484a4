"""Tests of the scheduler's door: jobs run as of any instant, and one failing item affects no other."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put, put_new
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.schedule import Run, Schedule
from kernel.problems import Gone, Unavailable
from tests.events import deliver

THEN = datetime(2027, 1, 31, tzinfo=UTC)


@pytest.fixture
def table(table_name: str) -> Table:
    return Table(table_name, pause=lambda seconds: None)


def start(schedule: Schedule, job: str, as_of: datetime | None = THEN) -> Any:
    body = {"job": job} | ({"as_of": as_of.isoformat()} if as_of else {})
    return deliver(schedule.handler, {"Records": [{"messageId": "m", "body": json.dumps(body)}]})


@pytest.fixture
def schedule(table: Table) -> Schedule:
    schedule = Schedule("tests", lambda: table)

    @schedule.job(every="rate(5 minutes)")
    def sweep(run: Run) -> None:
        def settle(work: UnitOfWork, name: str) -> None:
            if name == "broken":
                raise RuntimeError(name)
            if name == "busy":
                raise Unavailable
            work.save(put({"pk": name, "sk": "DONE", "at": work.now.isoformat()}))
            work.save(put_new({"pk": name, "sk": "ONCE"}, on_conflict=Gone()))

        run.each(schedule_due, settle)

    return schedule


schedule_due: list[str] = []


@pytest.fixture(autouse=True)
def nothing_due() -> None:
    schedule_due.clear()


def test_a_job_runs_as_of_the_given_instant(schedule: Schedule, table: Table) -> None:
    """A job started with `as_of` handles what is due at that instant."""
    schedule_due.append("a")
    assert start(schedule, "sweep") == {"batchItemFailures": []}
    assert table.get("a", "DONE")["at"] == THEN.isoformat()  # type: ignore[index]


def test_a_job_without_as_of_runs_as_of_now(schedule: Schedule, table: Table) -> None:
    """A message without `as_of`, as the schedule sends it, runs the job as of now."""
    schedule_due.append("a")
    start(schedule, "sweep", as_of=None)
    assert table.get("a", "DONE")["at"] > "2026"  # type: ignore[index]


@pytest.mark.parametrize("bad", ["broken", "busy"])
def test_one_due_item_that_fails_affects_no_other(schedule: Schedule, table: Table, bad: str) -> None:
    """The other items are settled, and the queue delivers the job again for the failed one."""
    schedule_due.extend(["a", bad, "b"])
    assert start(schedule, "sweep") == {"batchItemFailures": [{"itemIdentifier": "m"}]}
    assert table.get("a", "DONE")
    assert table.get("b", "DONE")


def test_a_sweep_that_runs_twice_changes_nothing_more(schedule: Schedule, table: Table) -> None:
    """An item that was settled in between is no failure."""
    schedule_due.append("a")
    start(schedule, "sweep")
    assert start(schedule, "sweep", as_of=None) == {"batchItemFailures": []}
    assert table.get("a", "DONE")["at"] == THEN.isoformat()  # type: ignore[index]


def test_an_unknown_job_returns_to_the_queue(schedule: Schedule) -> None:
    """A message that names no job fails, so that it ends in the dead-letter queue with its alarm."""
    assert start(schedule, "nothing") == {"batchItemFailures": [{"itemIdentifier": "m"}]}


def test_the_jobs_say_how_often_they_run(schedule: Schedule) -> None:
    """Each job states its interval, from which the deployed schedule is made."""
    assert [(job.name, job.every) for job in schedule.jobs] == [("sweep", "rate(5 minutes)")]
