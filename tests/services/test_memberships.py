"""What billing and numbers know of places on teams: the same, in whatever order events come (T1, T8, T9)."""

import itertools
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.identity import AccountClosed
from contracts.membership import MemberStatus, Ownership, Role
from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MembershipChange,
    MemberSuspended,
    TeamDissolved,
    membership_after,
)
from services.billing.domain.person import Person as BillingPerson
from services.billing.use_cases.people.follow_people_events import after_event
from services.numbers.domain.person import Person as NumbersPerson
from tests.services.teams import story
from tests.services.teams.conftest import harness, teams_alone
from tests.services.teams.harness import DAN, Harness

__all__ = ["harness", "teams_alone"]

Person = BillingPerson | NumbersPerson
End = tuple[str | None, Role | None, MemberStatus]
BOTH = pytest.mark.parametrize("person", [BillingPerson("acc_1"), NumbersPerson("acc_1")], ids=["billing", "numbers"])
TEAMS = ("team_a", "team_b")


def joined(team_id: str, revision: int, role: Role = "member") -> MemberJoined:
    """Return that the account joins a team."""
    return MemberJoined(
        team_id=team_id, account_id="acc_1", role=role, invitation_id="inv_1", credits=0, revision=revision
    )


def left(team_id: str, revision: int) -> MemberRemoved:
    """Return that the account leaves a team."""
    return MemberRemoved(team_id=team_id, account_id="acc_1", reason="left", numbers="keep", revision=revision)


def about(team_id: str, revision: int) -> dict[str, Any]:
    """Return what the other events of a member say."""
    return {"team_id": team_id, "account_id": "acc_1", "revision": revision}


@st.composite
def lives(draw: st.DrawFn) -> list[MembershipChange]:
    """Draw what happens to an account, in order: joining, roles, suspensions, leaving or dissolving, joining again."""
    events: list[MembershipChange] = []
    team, suspended, revision = "", False, 0
    for _ in range(draw(st.integers(1, 9))):
        revision += draw(st.integers(1, 3))
        role: Role = draw(st.sampled_from(["owner", "admin", "member"]))
        kind = draw(st.sampled_from(["role", "status", "left", "dissolved"])) if team else "joined"
        match kind:
            case "joined":
                team, suspended = draw(st.sampled_from(TEAMS)), False
                events.append(joined(team, revision, role))
            case "role":
                events.append(MemberRoleChanged(**about(team, revision), role=role))
            case "status":
                suspended = not suspended
                events.append((MemberSuspended if suspended else MemberRestored)(**about(team, revision)))
            case "left":
                events.append(left(team, revision))
                team = ""
            case _:
                events.append(TeamDissolved(team_id=team, owner_id="acc_1", revision=revision))
                team = ""
    return events


def as_it_happened(events: list[MembershipChange]) -> End:
    """Return on which team the account is in the end, as what, and whether it may act: a plain replay, in order."""
    team: str | None = None
    role: Role | None = None
    status: MemberStatus = "active"
    for event in events:
        if isinstance(event, (MemberJoined, MemberRoleChanged)):
            team, role = event.team_id, event.role
        if isinstance(event, (MemberRemoved, TeamDissolved)):
            team, role = None, None
        if not isinstance(event, MemberRoleChanged):
            status = "suspended" if isinstance(event, MemberSuspended) else "active"
    return team, role, status


def as_known(person: Person, events: Iterable[MembershipChange]) -> End:
    """Return the same, as a service knows it after these events."""
    for event in events:
        person = membership_after(event, person)
    (team,) = [team for team in (*TEAMS, person.team_id) if team and person.is_on(team)][:1] or [None]
    assert person.team == (team if person.status == "active" else None)
    return team, person.role if team else None, person.status


@BOTH
@given(st.data())
def test_the_highest_revision_decides(person: Person, data: st.DataObject) -> None:
    """In every order of delivery, some of it twice, the end is the same: what happened last."""
    events = data.draw(lives())
    again = data.draw(st.lists(st.sampled_from(events), max_size=4))
    assert as_known(person, data.draw(st.permutations([*events, *again]))) == as_it_happened(events)


CROSSINGS: dict[str, list[MembershipChange]] = {
    "a leave and its join": [joined("team_a", 1), left("team_a", 2)],
    "a leave, and a join of another team": [joined("team_a", 1), left("team_a", 2), joined("team_b", 3)],
    "a leave, and a join of the same team": [joined("team_a", 1, "admin"), left("team_a", 2), joined("team_a", 3)],
    "a suspension and a removal": [joined("team_a", 1), MemberSuspended(**about("team_a", 2)), left("team_a", 3)],
    "a suspension there, a join elsewhere": [
        joined("team_a", 1), MemberSuspended(**about("team_a", 2)), left("team_a", 3), joined("team_b", 4)
    ],
    "a restoring here, and all of before": [
        joined("team_a", 1, "admin"), left("team_a", 2), joined("team_b", 3), MemberSuspended(**about("team_b", 4)),
        MemberRestored(**about("team_b", 5)),
    ],
    "a hand-over and a demotion": [
        joined("team_a", 1, "owner"), MemberRoleChanged(**about("team_a", 2), role="admin"),
        MemberRoleChanged(**about("team_a", 3), role="member"),
    ],
    "a change of role and of status in one request": [
        joined("team_a", 1), MemberRoleChanged(**about("team_a", 2), role="admin"),
        MemberSuspended(**about("team_a", 2)),
    ],
    "the end of one's own team and a join": [
        joined("team_a", 1, "owner"), TeamDissolved(team_id="team_a", owner_id="acc_1", revision=2),
        joined("team_b", 3),
    ],
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("events", CROSSINGS.values(), ids=list(CROSSINGS))
def test_what_crosses_ends_as_it_happened(person: Person, events: list[MembershipChange]) -> None:
    """Each of these in all orders, and each event twice in a row of all."""
    for order in itertools.permutations(events):
        assert as_known(person, order) == as_known(person, (*order, *order)) == as_it_happened(events)


@pytest.mark.parametrize("late", [joined("team_b", 3), MemberRoleChanged(**about("team_b", 4), role="admin")])
def test_a_limit_does_not_follow_to_another_team(late: MembershipChange) -> None:
    """What may be spent on one team ends with it, whichever event of the next team arrives first (T8)."""
    person = membership_after(joined("team_a", 1), BillingPerson("acc_1", spend_limit=5))
    assert after_event(MemberRoleChanged(**about("team_a", 2), role="admin"), person).spend_limit == 5
    assert after_event(late, person).spend_limit is None


@pytest.mark.parametrize("seed", range(5))
def test_what_teams_publishes_ends_as_teams_has_it(harness: Harness, seed: int) -> None:
    """A story through the use cases of teams: in any order of delivery, all know what its own table says."""
    story.play(harness, seed, steps=30)
    assert_known_in_any_order(harness)


def test_a_team_that_outlives_its_owners_account_ends_for_them_too(harness: Harness) -> None:
    """An account that owns a team with open invitations closes; the sweep ends the team, with a revision (I10)."""
    harness.open_team(DAN)
    harness.invite("+14155550177", as_=DAN)
    harness.deliver(AccountClosed(account_id=DAN))
    for _ in range(2):
        harness.world.run_job("teams", "dissolve_teams")
    assert harness.published_data(TeamDissolved)
    assert_known_in_any_order(harness)


def assert_known_in_any_order(harness: Harness) -> None:
    """Deliver what teams published in drawn orders, some of it twice, and compare with the table of teams."""
    events, over, owners = story.membership_events(harness), story.hand_overs(harness), story.owners(harness)
    places = {account: place(item) for account, item in story.accounts(harness).items()}

    @settings(deadline=None, max_examples=50, database=None)
    @given(st.data())
    def in_any_order(data: st.DataObject) -> None:
        order = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=5))))
        for account_id, expected in places.items():
            own = [it for it in order if account_of(it) == account_id]
            for person in (BillingPerson(account_id), NumbersPerson(account_id)):
                assert as_known(person, own) == expected
        known = {event.team_id: Ownership(event.team_id) for event in over}
        for handed in data.draw(st.permutations(over)):
            team = known[handed.team_id]
            known[team.team_id] = team.handed_over(handed.to_account_id, handed.revision)
        assert {team_id: team.owner_id for team_id, team in known.items()} == {it: owners[it] for it in known}

    in_any_order()


def account_of(event: MembershipChange) -> str:
    """Return whose place an event is about."""
    return event.owner_id if isinstance(event, TeamDissolved) else event.account_id


def place(item: dict[str, Any]) -> End:
    """Return the place of an account, as teams has it."""
    team_id = item.get("team_id")
    return team_id, item["role"] if team_id else None, item.get("status", "active")
