"""The door to the clock: jobs run as of any instant, and one failing thing harms no other."""

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


def test_a_job_runs_as_of_the_instant_it_is_told(schedule: Schedule, table: Table) -> None:
    """A job that is started with `as_of` does what it would do then."""
    schedule_due.append("a")
    assert start(schedule, "sweep") == {"batchItemFailures": []}
    assert table.get("a", "DONE")["at"] == THEN.isoformat()  # type: ignore[index]


def test_a_job_without_as_of_runs_as_of_now(schedule: Schedule, table: Table) -> None:
    """The schedule itself names no instant."""
    schedule_due.append("a")
    start(schedule, "sweep", as_of=None)
    assert table.get("a", "DONE")["at"] > "2026"  # type: ignore[index]


@pytest.mark.parametrize("bad", ["broken", "busy"])
def test_one_due_thing_that_fails_harms_no_other(schedule: Schedule, table: Table, bad: str) -> None:
    """The others are settled, and the queue brings the job again for the one that failed."""
    schedule_due.extend(["a", bad, "b"])
    assert start(schedule, "sweep") == {"batchItemFailures": [{"itemIdentifier": "m"}]}
    assert table.get("a", "DONE")
    assert table.get("b", "DONE")


def test_a_sweep_that_runs_twice_changes_nothing_more(schedule: Schedule, table: Table) -> None:
    """What somebody else settled in between is no failure."""
    schedule_due.append("a")
    start(schedule, "sweep")
    assert start(schedule, "sweep", as_of=None) == {"batchItemFailures": []}
    assert table.get("a", "DONE")["at"] == THEN.isoformat()  # type: ignore[index]


def test_an_unknown_job_is_given_back(schedule: Schedule) -> None:
    """A message that starts no job ends in the dead letters, where somebody sees it."""
    assert start(schedule, "nothing") == {"batchItemFailures": [{"itemIdentifier": "m"}]}


def test_the_jobs_say_how_often_they_run(schedule: Schedule) -> None:
    """The schedule in the cloud is made from the jobs in the code."""
    assert [(job.name, job.every) for job in schedule.jobs] == [("sweep", "rate(5 minutes)")]
