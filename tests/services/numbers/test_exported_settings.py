"""Whose settings of calls are in an export (N9, E7)."""

from kernel.exports.kinds import Kind
from services.numbers.stores import numbers
from services.numbers.stores.exported import EXPORTED
from tests.services.numbers.harness import MEMBER, NumbersHarness


def kind(name: str) -> Kind:
    """Return a kind of rows."""
    return next(it for it in EXPORTED.kinds if it.name == name)


def test_a_phone_number_that_another_one_has_by_now_is_not_exported(harness: NumbersHarness) -> None:
    """Where a number was given back and sold again, the settings are of its new holder, and stay theirs."""
    number_id = harness.has(user_id=MEMBER)["number_id"]
    item = harness.table.get(**numbers.key(number_id)) or {}
    own = kind("call_settings")
    assert [row["number_id"] for row in own.exported(harness.table, [item])] == [number_id]
    assert own.exported(harness.table, [item | {"number_id": "num_given_back"}]) == []


def test_the_settings_of_a_members_own_number_are_for_them_alone(harness: NumbersHarness) -> None:
    """The owner's export has those of the team's numbers, not of what a member brought along."""
    item = harness.table.get(**numbers.key(harness.has(user_id=MEMBER)["number_id"])) or {}
    of_team = kind("call_settings_of_the_team")
    assert len(of_team.exported(harness.table, [item])) == 1
    assert of_team.exported(harness.table, [item | {"holder": MEMBER}]) == []
