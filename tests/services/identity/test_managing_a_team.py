"""The option "Manage other users in this account": when it can be on or off; teams has the last word (I9)."""

import itertools

import pytest

from contracts.event import Event
from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    TeamDissolved,
    TeamHandedOver,
    TeamKept,
    TeamOccupancyChanged,
    TeamRefused,
)
from tests.events import enveloped
from tests.services.identity.harness import BOB, Harness, Person


@pytest.fixture
def ann(harness: Harness) -> Person:
    return harness.person()


def _joined(person: Person, team: str = "team_1", *, own: bool = False, revision: int = 1) -> MemberJoined:
    role, invitation = ("owner", None) if own else ("member", "inv_1")
    return MemberJoined(
        team_id=team, account_id=person.account_id, role=role, invitation_id=invitation, credits=0, revision=revision
    )


def _left(person: Person, team: str = "team_1") -> MemberRemoved:
    return MemberRemoved(team_id=team, account_id=person.account_id, reason="left", numbers="keep", revision=2)


def _occupied(person: Person, others: int, invited: int, revision: int, team: str = "team_1") -> TeamOccupancyChanged:
    return TeamOccupancyChanged(
        team_id=team, owner_id=person.account_id, others=others, open_invitations=invited, revision=revision
    )


def _owner(harness: Harness, person: Person) -> None:
    harness.change(person, manages_team=True)
    harness.deliver(_joined(person, own=True), _occupied(person, 0, 0, 1))


def test_switching_the_option_publishes_it(harness: Harness, ann: Person) -> None:
    """Each change is one event; the same value again is none."""
    assert [harness.change(ann, manages_team=on).status for on in (True, True, False, False)] == [200] * 4
    assert harness.settle() == ["TeamManagementEnabled", "TeamManagementDisabled"]


@pytest.mark.parametrize(
    ("others", "invited", "code"),
    [(1, 0, "team_has_members"), (0, 1, "team_has_open_invitations"), (2, 3, "team_has_members")],
)
def test_it_stays_on_while_the_team_has_people(
    harness: Harness, ann: Person, others: int, invited: int, code: str
) -> None:
    """409 says whether members or invitations remain; when the last is gone it can be switched off."""
    _owner(harness, ann)
    harness.deliver(_occupied(ann, others, invited, 2))
    reply = harness.change(ann, manages_team=False, name="Other")
    assert (reply.status, reply.body["code"]) == (409, code)
    assert harness.profile(ann)["name"] == "Ann Smith"
    harness.deliver(_occupied(ann, 0, 0, 3))
    assert harness.change(ann, manages_team=False).status == 200


@pytest.mark.parametrize("order", list(itertools.permutations([(1, 0, 2), (2, 1, 3), (0, 0, 4)])))
def test_late_figures_change_nothing(harness: Harness, ann: Person, order: list[tuple[int, int, int]]) -> None:
    """The higher revision is the later one, in whatever order they arrive."""
    _owner(harness, ann)
    harness.deliver(*(_occupied(ann, *figures) for figures in order))
    assert harness.change(ann, manages_team=False).status == 200


def test_a_member_of_another_team_cannot_have_one(harness: Harness, ann: Person) -> None:
    """409 `already_on_a_team`; after leaving they can (T1)."""
    harness.deliver(_joined(ann))
    reply = harness.change(ann, manages_team=True)
    assert (reply.status, reply.body["code"]) == (409, "already_on_a_team")
    harness.deliver(_left(ann))
    assert harness.change(ann, manages_team=True).status == 200


def test_joins_and_leaves_count_in_any_order(harness: Harness) -> None:
    """Joins and leaves that arrive out of order still sum up to the membership."""
    for number, end in enumerate((False, True)):
        person = harness.person(f"+1415555011{number}")
        events: list[Event] = [_joined(person), _left(person)] + ([_joined(person, revision=3)] if end else [])
        harness.deliver(*reversed(events))
        assert (harness.change(person, manages_team=True).status == 409) is end


def test_a_team_that_is_refused_switches_it_off_again(harness: Harness, ann: Person) -> None:
    """If teams cannot open a team, the option is off."""
    harness.change(ann, manages_team=True)
    harness.deliver(TeamRefused(account_id=ann.account_id))
    assert harness.profile(ann)["manages_team"] is False


def test_a_team_that_is_kept_switches_it_on_again(harness: Harness, ann: Person) -> None:
    """If a person joined at the same moment, the option is on again."""
    _owner(harness, ann)
    harness.change(ann, manages_team=False)
    harness.deliver(TeamKept(team_id="team_1", owner_id=ann.account_id))
    assert harness.profile(ann)["manages_team"] is True


def test_the_option_goes_with_the_team(harness: Harness, ann: Person) -> None:
    """After a handover it is off for the old owner, who is now on another's team, and on for the new one (T9)."""
    bob = harness.person(BOB, email="bob@example.com")
    _owner(harness, ann)
    harness.deliver(_joined(bob), _occupied(ann, 1, 0, 2))
    harness.deliver(
        TeamHandedOver(team_id="team_1", from_account_id=ann.account_id, to_account_id=bob.account_id, revision=3)
    )
    harness.deliver(_occupied(bob, 1, 0, 3))
    assert [harness.profile(person)["manages_team"] for person in (ann, bob)] == [False, True]
    assert harness.change(ann, manages_team=True).body["code"] == "already_on_a_team"
    assert harness.change(bob, manages_team=False).body["code"] == "team_has_members"


def test_a_dissolved_team_leaves_nothing_behind(harness: Harness, ann: Person) -> None:
    """The option is off, and a new team can be opened whatever events of the old one arrive late."""
    _owner(harness, ann)
    harness.deliver(_occupied(ann, 2, 0, 2))
    harness.deliver(TeamDissolved(team_id="team_1", owner_id=ann.account_id, revision=2))
    assert harness.profile(ann)["manages_team"] is False
    harness.deliver(_joined(ann, own=True, revision=3))
    assert harness.change(ann, manages_team=True).status == 200


def test_a_team_that_was_dissolved_is_dissolved_once(harness: Harness, ann: Person) -> None:
    """A repeated event does not switch off what was switched on since."""
    _owner(harness, ann)
    dissolved = enveloped(TeamDissolved(team_id="team_1", owner_id=ann.account_id, revision=2))
    harness.world.deliver(dissolved)
    assert harness.change(ann, manages_team=True).status == 200
    harness.world.deliver(dissolved)
    assert harness.profile(ann)["manages_team"] is True


def test_events_about_a_closed_account_change_nothing(harness: Harness, ann: Person) -> None:
    """An account that was closed stays closed."""
    harness.request_as(ann, "DELETE /v1/profile")
    events = [
        _joined(ann),
        _left(ann),
        _occupied(ann, 1, 1, 1),
        TeamRefused(account_id=ann.account_id),
        TeamKept(team_id="team_1", owner_id=ann.account_id),
        TeamDissolved(team_id="team_1", owner_id=ann.account_id, revision=2),
    ]
    harness.deliver(*events)
    assert harness.request_as(ann, "GET /v1/profile").status == 401
