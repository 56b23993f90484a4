"""Tests of priming: the work before Lambda takes a function's snapshot, and what the snapshot must not contain."""

import gc
import random
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from kernel import aws, settings, snapshot
from kernel.dynamodb.table import Table
from kernel.http.api import Api
from kernel.log import log
from tests.faults import counted


class Hooks(ModuleType):
    """A stand-in for Lambda's module of snapshot hooks, which exists in Lambda's runtime only."""

    def __init__(self) -> None:
        super().__init__("snapshot_restore_py")
        self.before: list[Any] = []
        self.after: list[Any] = []

    def register_before_snapshot(self, hook: Any, *given: Any) -> None:
        self.before.append(lambda: hook(*given))

    def register_after_restore(self, hook: Any, *given: Any) -> None:
        self.after.append(lambda: hook(*given))


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hooks]:
    """Set the environment of a container that Lambda starts for a snapshot, and return its hooks."""
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
    hooks = Hooks()
    monkeypatch.setitem(sys.modules, "snapshot_restore_py", hooks)
    yield hooks
    gc.unfreeze()


def test_a_function_without_a_snapshot_asks_for_no_hook() -> None:
    """Without a snapshot, Lambda's module of hooks is not imported."""
    assert snapshot.prime_before_snapshot(print, lambda: None) is print


def test_priming_makes_each_kind_of_table_request_and_changes_nothing(table_name: str, hooks: Hooks) -> None:
    """Priming sends reads of one key and of many, a query and a transaction of one condition, and writes no item."""
    api, table = Api("primed", lambda: Table(table_name)), Table(table_name)
    assert (
        snapshot.prime_before_snapshot(api.handler, lambda: snapshot.prime_api(api.handler, api.routes, table))
        == api.handler
    )
    with counted(aws.client("dynamodb")) as calls:
        for hook in hooks.before:
            hook()
    assert calls.made == ["GetItem", "BatchGetItem", "Query", "TransactWriteItems"]
    assert aws.client("dynamodb").scan(TableName=table_name)["Count"] == 0


def test_a_function_that_cannot_be_primed_starts(hooks: Hooks, caplog: pytest.LogCaptureFixture) -> None:
    """A function whose priming fails starts anyway and logs the reason."""

    def fail() -> None:
        raise RuntimeError("no network")

    snapshot.prime_before_snapshot(print, fail)
    for hook in hooks.before:
        hook()
    assert [record.message for record in caplog.records] == ["snapshot.priming.failed"]


def test_containers_of_one_snapshot_draw_different_numbers(hooks: Hooks) -> None:
    """Random numbers differ after a restore; with equal ones all containers would retry at the same moment."""
    snapshot.prime_before_snapshot(print, lambda: None)
    drawn = set()
    state = random.getstate()
    for _ in range(2):
        random.setstate(state)
        for hook in hooks.after:
            hook()
        drawn.add(random.random())
    assert len(drawn) == 2


def test_priming_leaves_no_secret_and_no_id_of_a_request_behind(table_name: str, hooks: Hooks) -> None:
    """After a restore, secrets are read again and log lines have the correlation id of their own request."""
    api = Api("primed", lambda: Table(table_name))
    settings._secrets.cache_clear()
    snapshot.prime_before_snapshot(api.handler, lambda: snapshot.prime_api(api.handler, api.routes, Table(table_name)))
    for hook in hooks.before:
        hook()
    assert settings._secrets.cache_info().currsize == 0
    assert log().get_correlation_id() is None
