"""Tests of the operator's door for changes: what is asked is checked, done once, and recorded."""

from typing import Any

import pytest

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import update
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.actions import ActionBody, Actions
from kernel.problems import Conflict

ABOUT = {"action": "add", "request_id": "request-1", "by": "kim", "reason": "a test"}


class Add(ActionBody):
    """How much to add."""

    amount: int


@pytest.fixture
def table(table_name: str) -> Table:
    return Table(table_name, pause=lambda seconds: None)


@pytest.fixture
def actions(table: Table) -> Actions:
    actions = Actions("tests", lambda: table)

    @actions.action(Add)
    def add(work: UnitOfWork, body: Add) -> dict[str, Any]:
        if body.amount > 100:
            raise Conflict
        work.save(update({"pk": "SUM", "sk": "SUM"}, add={"amount": body.amount}))
        return {"added": body.amount}

    return actions


def ask(actions: Actions, **what: Any) -> dict[str, Any]:
    return actions.handler({**ABOUT, **what}, None)


def total(table: Table) -> int:
    return int((table.get("SUM", "SUM") or {"amount": 0})["amount"])


def test_an_action_sent_twice_is_done_once(actions: Actions, table: Table) -> None:
    """The second one gets the answer of the first; the record says who, why and when, and never expires."""
    assert [ask(actions, amount=3), ask(actions, amount=3)] == [{"done": {"added": 3}}] * 2
    assert total(table) == 3
    record = table.get("ACTION#request-1", "ACTION") or {}
    assert (record["action"], record["by"], record["reason"]) == ("add", "kim", "a test")
    assert record["ttl"] > 250_000_000_000


def test_another_action_needs_another_id(actions: Actions, table: Table) -> None:
    """An id that was used for something else is refused."""
    ask(actions, amount=3)
    refused = ask(actions, amount=4)["refused"]
    assert (refused["code"], refused["errors"][0]["field"]) == ("request_id_reused", "request_id")
    assert total(table) == 3


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"amount": 1, "amuont": 1}, "amuont", "unknown_field"),
        ({}, "amount", "missing"),
        ({"amount": "much"}, "amount", "wrong_type"),
        ({"amount": 1, "request_id": "1"}, "request_id", "invalid_format"),
        ({"amount": 1, "by": "two words"}, "by", "invalid_format"),
        ({"amount": 1, "reason": ""}, "reason", "too_short"),
    ],
)
def test_a_fault_is_named(actions: Actions, table: Table, given: dict[str, Any], field: str, code: str) -> None:
    """The answer says which field is at fault, and nothing is done."""
    (fault,) = ask(actions, **given)["refused"]["errors"]
    assert (fault["field"], fault["code"]) == (field, code)
    assert total(table) == 0


def test_a_refusal_is_not_recorded(actions: Actions, table: Table) -> None:
    """What was refused can be asked again under the same id."""
    assert ask(actions, amount=101)["refused"]["code"] == "conflict"
    assert table.get("ACTION#request-1", "ACTION") is None


def test_an_unknown_name_is_answered_with_the_known_ones(actions: Actions) -> None:
    """As with reports."""
    assert actions.handler({"action": "remove"}, None) == {"actions": ["add"]}
