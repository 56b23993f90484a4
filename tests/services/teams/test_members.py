"""Roles, suspending, removing and leaving: who may do what to whom (T1, T8)."""

from typing import Any

import pytest

from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    TeamHandedOver,
)
from tests.services.teams.harness import ANN, BOB, BOBS, CAT, DAN, Harness
from tests.world import Reply

_USER = "/v1/team/users/{user_id}"


def change(harness: Harness, as_: str, who: str, **to: Any) -> Reply:
    return harness.call(f"PATCH {_USER}", as_, path={"user_id": who}, body=to)


def test_an_admin_manages_all_but_the_owner(team: Harness) -> None:
    """An admin invites, suspends and removes, but cannot change the owner, hand over or dissolve."""
    assert team.invite("+14155550177", as_=BOB).status == 201
    assert change(team, BOB, CAT, status="suspended").status == 200
    for to in ({"role": "member"}, {"status": "suspended"}):
        assert change(team, BOB, ANN, **to).body["code"] == "owner_untouchable"
    assert team.call(f"DELETE {_USER}", BOB, path={"user_id": ANN}).body["code"] == "owner_untouchable"
    assert team.call("POST /v1/team/owner", BOB, body={"user_id": CAT}).status == 403
    assert team.call("DELETE /v1/team", BOB).status == 403


def test_no_role_change_makes_an_owner(team: Harness) -> None:
    """The owner's role comes only with a handover (T9)."""
    for caller in (ANN, BOB):
        assert change(team, caller, CAT, role="owner").status == 422


def test_a_member_sees_only_themselves(team: Harness) -> None:
    """A member sees the team and themselves, but no other member (T1)."""
    assert team.call("GET /v1/team", CAT).body["counts"] is None
    assert team.call(f"GET {_USER}", CAT, path={"user_id": "me"}).body["user_id"] == CAT
    assert team.call(f"GET {_USER}", CAT, path={"user_id": ANN}).status == 404
    for key in ("GET /v1/team/users", "GET /v1/team/activity"):
        assert team.call(key, CAT).body["code"] == "forbidden"
    assert team.call("PATCH /v1/team", CAT, body={"name": "Mine"}).status == 403


def test_a_suspended_person_may_do_nothing_but_leave(team: Harness) -> None:
    """Until they are restored everything but leaving is refused with a code of its own (T8)."""
    change(team, ANN, BOB, status="suspended")
    for key in ("GET /v1/team", "GET /v1/team/users"):
        assert (team.call(key, BOB).status, team.call(key, BOB).body["code"]) == (403, "membership_suspended")
    assert team.invite("+14155550177", as_=BOB).status == 403
    assert team.call("POST /v1/team/leave", BOB).status == 204


def test_suspending_and_restoring_are_published_and_counted(team: Harness) -> None:
    """Both are events, and the team's counters follow (T8)."""
    assert change(team, ANN, CAT, status="suspended").body["status"] == "suspended"
    assert team.call("GET /v1/team", ANN).body["counts"]["suspended"] == 1
    assert change(team, ANN, CAT, status="active").body["status"] == "active"
    assert team.call("GET /v1/team", ANN).body["counts"]["suspended"] == 0
    assert len(team.published_data(MemberSuspended)) == len(team.published_data(MemberRestored)) == 1
    assert team.call("GET /v1/team", CAT).status == 200


def test_a_new_role_counts_at_once(team: Harness) -> None:
    """A new admin may manage at once, a former one no longer (T1)."""
    assert change(team, ANN, CAT, role="admin").body["role"] == "admin"
    assert team.call("GET /v1/team/users", CAT).status == 200
    change(team, BOB, CAT, role="member")
    assert team.call("GET /v1/team/users", CAT).status == 403
    assert [event["role"] for event in team.published_data(MemberRoleChanged)] == ["admin", "member"]
    assert team.call("GET /v1/team", ANN).body["counts"]["admins"] == 1


def test_a_change_without_effect_changes_nothing(team: Harness) -> None:
    """A change to the present value is no event and no line in the log."""
    before = team.items()
    assert change(team, ANN, CAT, role="member", status="active").status == 200
    assert change(team, ANN, CAT).status == 200
    assert team.items() == before


@pytest.mark.parametrize("numbers", ["keep", "hand_over"])
def test_a_removed_person_may_join_again(team: Harness, numbers: str) -> None:
    """Removing says who keeps the numbers and frees the phone number (T8)."""
    assert team.call(f"DELETE {_USER}", ANN, path={"user_id": CAT}, query={"numbers": numbers}).status == 204
    (event,) = team.published_data(MemberRemoved)
    assert (event["account_id"], event["reason"], event["numbers"]) == (CAT, "removed", numbers)
    assert team.call("GET /v1/team", CAT).body["code"] == "no_team"
    assert team.call("GET /v1/team", ANN).body["counts"]["people"] == 2
    team.join(CAT)
    assert team.call("GET /v1/team", ANN).body["counts"]["people"] == 3


def test_events_about_a_member_are_ordered_by_revision(team: Harness) -> None:
    """Roles, suspensions, leaving and rejoining carry a growing revision, also over a second membership."""
    for to in ({"role": "admin"}, {"status": "suspended"}, {"status": "active"}):
        change(team, ANN, CAT, **to)
    team.call(f"DELETE {_USER}", ANN, path={"user_id": CAT}, query={"numbers": "keep"})
    team.join(CAT)
    change(team, ANN, CAT, role="admin")
    team.call("POST /v1/team/owner", ANN, body={"user_id": CAT})
    roles = [it["revision"] for it in team.published_data(MemberRoleChanged) if it["account_id"] == CAT]
    (down,), (up,) = team.published_data(MemberSuspended), team.published_data(MemberRestored)
    (off,), (on,) = team.published_data(MemberRemoved), team.published_data(MemberJoined)
    told = [roles[0], down["revision"], up["revision"], off["revision"], on["revision"], *roles[1:]]
    assert told == sorted(set(told))
    assert told[0] > 1


def test_two_hand_overs_are_in_order_by_their_revision(team: Harness) -> None:
    """The later owner has the higher revision, and so has each role (T9)."""
    team.call("POST /v1/team/owner", ANN, body={"user_id": BOB})
    team.call("POST /v1/team/owner", BOB, body={"user_id": CAT})
    first, second = (it["revision"] for it in team.published_data(TeamHandedOver))
    assert 0 < first < second
    bobs = [it["revision"] for it in team.published_data(MemberRoleChanged) if it["account_id"] == BOB]
    assert len(bobs) == len(set(bobs)) == 2
    assert bobs == sorted(bobs)


def test_the_owner_of_a_team_does_not_leave_it(team: Harness) -> None:
    """The owner must hand over or dissolve first (T8, T9)."""
    assert team.call("POST /v1/team/leave", ANN).body["code"] == "owner_must_hand_over"
    assert team.call("POST /v1/team/leave", CAT).status == 204
    assert team.published_data(MemberRemoved)[-1]["reason"] == "left"


def test_changing_oneself_is_refused(team: Harness) -> None:
    """Changing or removing oneself is refused: one can leave (T8)."""
    for who in ("me", BOB):
        assert change(team, BOB, who, role="member").body["code"] == "not_on_yourself"
        assert team.call(f"DELETE {_USER}", BOB, path={"user_id": who}).body["code"] == "not_on_yourself"


def test_another_teams_people_and_invitations_are_not_there(team: Harness) -> None:
    """Ids of another team are 404 on every route (E3)."""
    made = {"id": team.invite("+14155550177").body["invitation_id"]}
    assert team.call(f"GET {_USER}", DAN, path={"user_id": CAT}).status == 404
    assert change(team, DAN, CAT, status="suspended").status == 404
    assert team.call(f"DELETE {_USER}", DAN, path={"user_id": CAT}).status == 404
    assert team.call("POST /v1/team/owner", DAN, body={"user_id": CAT}).status == 404
    assert team.call("POST /v1/team/invitations/{id}/resend", DAN, path=made).status == 404
    assert team.call("DELETE /v1/team/invitations/{id}", DAN, path=made).status == 404


def test_a_removed_person_does_not_come_back_with_the_old_code(harness: Harness) -> None:
    """A code works once, also for a person who left (T4)."""
    harness.open_team()
    harness.join(BOB)
    harness.call("POST /v1/team/leave", BOB)
    assert harness.redeem(BOB, harness.code(BOBS)).body["code"] == "code_expired"
