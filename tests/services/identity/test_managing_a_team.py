"""The option "Manage other users in this account": when it may be on or off; teams has the last word (I9)."""

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
from tests.services.identity.stage import BOB, Person, Stage


@pytest.fixture
def ann(stage: Stage) -> Person:
    return stage.person()


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


def _owner(stage: Stage, person: Person) -> None:
    stage.change(person, manages_team=True)
    stage.happens(_joined(person, own=True), _occupied(person, 0, 0, 1))


def test_switching_it_on_and_off_tells_teams(stage: Stage, ann: Person) -> None:
    """Each change is one event; the same again is none."""
    assert [stage.change(ann, manages_team=on).status for on in (True, True, False, False)] == [200] * 4
    assert stage.settle() == ["TeamManagementEnabled", "TeamManagementDisabled"]


@pytest.mark.parametrize(
    ("others", "invited", "code"),
    [(1, 0, "team_has_members"), (0, 1, "team_has_open_invitations"), (2, 3, "team_has_members")],
)
def test_it_stays_on_while_anybody_is_on_the_team_or_invited(
    stage: Stage, ann: Person, others: int, invited: int, code: str
) -> None:
    """409 that says which; when the last is gone it can be switched off."""
    _owner(stage, ann)
    stage.happens(_occupied(ann, others, invited, 2))
    reply = stage.change(ann, manages_team=False, name="Other")
    assert (reply.status, reply.body["code"]) == (409, code)
    assert stage.profile(ann)["name"] == "Ann Smith"
    stage.happens(_occupied(ann, 0, 0, 3))
    assert stage.change(ann, manages_team=False).status == 200


@pytest.mark.parametrize("order", list(itertools.permutations([(1, 0, 2), (2, 1, 3), (0, 0, 4)])))
def test_figures_that_come_late_change_nothing(stage: Stage, ann: Person, order: list[tuple[int, int, int]]) -> None:
    """The higher revision is the later one, in whatever order they arrive."""
    _owner(stage, ann)
    stage.happens(*(_occupied(ann, *figures) for figures in order))
    assert stage.change(ann, manages_team=False).status == 200


def test_who_is_on_somebody_elses_team_cannot_have_one(stage: Stage, ann: Person) -> None:
    """409 `already_on_a_team`; after leaving they can (T1)."""
    stage.happens(_joined(ann))
    reply = stage.change(ann, manages_team=True)
    assert (reply.status, reply.body["code"]) == (409, "already_on_a_team")
    stage.happens(_left(ann))
    assert stage.change(ann, manages_team=True).status == 200


def test_joins_and_leaves_count_in_any_order(stage: Stage) -> None:
    """Crossed on the way, they still sum up to whether somebody is on a team."""
    for number, end in enumerate((False, True)):
        person = stage.person(f"+1415555011{number}")
        events: list[Event] = [_joined(person), _left(person)] + ([_joined(person, revision=3)] if end else [])
        stage.happens(*reversed(events))
        assert (stage.change(person, manages_team=True).status == 409) is end


def test_a_team_that_is_refused_switches_it_off_again(stage: Stage, ann: Person) -> None:
    """Teams has the last word: the option says what is."""
    stage.change(ann, manages_team=True)
    stage.happens(TeamRefused(account_id=ann.account_id))
    assert stage.profile(ann)["manages_team"] is False


def test_a_team_that_is_kept_switches_it_on_again(stage: Stage, ann: Person) -> None:
    """Somebody joined at the same moment."""
    _owner(stage, ann)
    stage.change(ann, manages_team=False)
    stage.happens(TeamKept(team_id="team_1", owner_id=ann.account_id))
    assert stage.profile(ann)["manages_team"] is True


def test_the_option_goes_with_the_team(stage: Stage, ann: Person) -> None:
    """Handed over, it is off for who gave and on for who got; who gave is on somebody's team now (T9)."""
    bob = stage.person(BOB, email="bob@example.com")
    _owner(stage, ann)
    stage.happens(_joined(bob), _occupied(ann, 1, 0, 2))
    about = {"from_account_id": ann.account_id, "to_account_id": bob.account_id}
    stage.happens(TeamHandedOver(team_id="team_1", **about, revision=3))
    stage.happens(_occupied(bob, 1, 0, 3))
    assert [stage.profile(person)["manages_team"] for person in (ann, bob)] == [False, True]
    assert stage.change(ann, manages_team=True).body["code"] == "already_on_a_team"
    assert stage.change(bob, manages_team=False).body["code"] == "team_has_members"


def test_a_dissolved_team_leaves_nothing_behind(stage: Stage, ann: Person) -> None:
    """The option is off, and a new team can be opened, whatever of the old one comes late."""
    _owner(stage, ann)
    stage.happens(_occupied(ann, 2, 0, 2))
    stage.happens(TeamDissolved(team_id="team_1", owner_id=ann.account_id, revision=2))
    assert stage.profile(ann)["manages_team"] is False
    stage.happens(_joined(ann, own=True, revision=3))
    assert stage.change(ann, manages_team=True).status == 200


def test_a_team_that_was_dissolved_is_dissolved_once(stage: Stage, ann: Person) -> None:
    """The same event again does not switch off what was switched on since, before the new team is heard of."""
    _owner(stage, ann)
    dissolved = enveloped(TeamDissolved(team_id="team_1", owner_id=ann.account_id, revision=2))
    stage.world.deliver(dissolved)
    assert stage.change(ann, manages_team=True).status == 200
    stage.world.deliver(dissolved)
    assert stage.profile(ann)["manages_team"] is True


def test_events_about_who_is_gone_change_nothing(stage: Stage, ann: Person) -> None:
    """An account that was closed stays closed."""
    stage.ask_as(ann, "DELETE /v1/profile")
    events = [
        _joined(ann),
        _left(ann),
        _occupied(ann, 1, 1, 1),
        TeamRefused(account_id=ann.account_id),
        TeamKept(team_id="team_1", owner_id=ann.account_id),
        TeamDissolved(team_id="team_1", owner_id=ann.account_id, revision=2),
    ]
    stage.happens(*events)
    assert stage.ask_as(ann, "GET /v1/profile").status == 401
