"""A removal that is undone returns the numbers that it took, whatever crosses or is cut off (decision 075)."""

from contextlib import suppress
from itertools import permutations
from typing import Literal

import pytest

from contracts.teams import MemberJoined, MemberRemoved
from kernel import aws
from tests.faults import Crash, crashing
from tests.services.numbers.harness import MEMBER, OTHER, OWNER, TEAM, NumbersHarness

Choice = Literal["keep", "hand_over"]


def removed(numbers: Choice = "keep", revision: int = 2, **choices: Choice) -> MemberRemoved:
    return MemberRemoved(
        team_id=TEAM, account_id=MEMBER, reason="removed", numbers=numbers, number_choices=choices, revision=revision
    )


def back(revision: int = 3, undoes: int = 2) -> MemberJoined:
    about = {"team_id": TEAM, "account_id": MEMBER, "role": "member", "invitation_id": None, "credits": 0}
    return MemberJoined.model_validate(about | {"revision": revision, "undoes": undoes})


def state(harness: NumbersHarness, number_id: str) -> tuple[str, str | None, bool]:
    number = harness.see(number_id)
    return number["holder"], number["user_id"], number["is_default"]


@pytest.mark.parametrize("numbers", ["keep", "hand_over"])
def test_each_number_is_as_before(harness: NumbersHarness, numbers: Choice) -> None:
    """Kept or handed over, it is the team's, used by the member, and their default if it was."""
    ids = [harness.has(user_id=MEMBER)["number_id"] for _ in range(2)]
    before = [state(harness, it) for it in ids]
    harness.deliver_events(removed(numbers))
    harness.deliver_events(back())
    assert [state(harness, it) for it in ids] == before
    assert harness.see(ids[0], MEMBER)["holder"] == "team"


@pytest.mark.parametrize("numbers", ["keep", "hand_over"])
def test_in_any_order_and_doubled_it_ends_the_same(harness: NumbersHarness, numbers: Choice) -> None:
    """An undo that arrives before its removal, and either of them twice, leaves each number where it was."""
    number = harness.has(user_id=MEMBER)["number_id"]
    before = state(harness, number)
    revision = 2
    for order in sorted(set(permutations(["off", "off", "on", "on"]))):
        gone, again = removed(numbers, revision), back(revision + 1, revision)
        harness.deliver_events(*(gone if step == "off" else again for step in order))
        assert state(harness, number) == before, order
        revision += 2


@pytest.mark.parametrize("numbers", ["keep", "hand_over"])
@pytest.mark.parametrize("step", ["off", "on"])
def test_a_crash_between_any_two_lines_loses_no_number(harness: NumbersHarness, numbers: Choice, step: str) -> None:
    """Killed after each call to the table in turn and delivered again, each number is returned."""
    ids = [harness.has(user_id=MEMBER)["number_id"] for _ in range(2)]
    before = [state(harness, it) for it in ids]
    revision = 2
    for at_call in range(1, 22, 2):
        events = {"off": removed(numbers, revision), "on": back(revision + 1, revision)}
        for name, event in events.items():
            if name == step:
                with crashing(aws.client("dynamodb"), at_call=at_call, after=True), suppress(Crash):
                    harness.try_once(event)
            harness.deliver_events(event)
        assert [state(harness, it) for it in ids] == before, at_call
        revision += 2


def test_what_was_given_to_another_stays_there(harness: NumbersHarness) -> None:
    """A number that was assigned meanwhile is not taken from its user."""
    number = harness.has(user_id=MEMBER)["number_id"]
    harness.deliver_events(removed())
    assert harness.change(number, OWNER, user_id=OTHER).status == 200
    harness.deliver_events(back())
    assert state(harness, number)[1] == OTHER


def test_what_the_person_paid_for_stays_theirs(harness: NumbersHarness) -> None:
    """A number that went with them and was renewed by them is not returned to the team (T8)."""
    from datetime import timedelta

    from kernel import clock

    number = harness.has(user_id=MEMBER)["number_id"]
    harness.deliver_events(removed("hand_over"))
    harness.renewed(number, 9, clock.now() + timedelta(days=60))
    harness.deliver_events(back())
    assert harness.see(number, MEMBER)["holder"] == "user"


def test_who_has_gone_again_gets_nothing(harness: NumbersHarness) -> None:
    """An undo that a later removal has overtaken returns no number to who is not on the team."""
    number = harness.has(user_id=MEMBER)["number_id"]
    harness.deliver_events(removed(), removed(revision=4), back())
    assert state(harness, number)[1] is None
