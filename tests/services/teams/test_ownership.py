"""A team opens, is handed over, inherited and dissolved (T1, T9, I9, I10)."""

from datetime import timedelta

import pytest

from contracts.identity import AccountClosed, TeamManagementDisabled, TeamManagementEnabled
from contracts.teams import (
    InvitationRevoked,
    MemberRemoved,
    TeamDissolved,
    TeamHandedOver,
    TeamKept,
    TeamOccupancyChanged,
    TeamOpened,
    TeamRefused,
)
from kernel import clock
from services.teams.domain.invitation import InvitationRules
from tests.services.teams.stage import ANN, BOB, CAT, DAN, EVE, Stage

_USER = "/v1/team/users/{user_id}"


def test_an_account_has_at_most_one_team(team: Stage) -> None:
    """Wanting a team twice opens one; who is on somebody else's is refused (T1)."""
    team.happens(TeamManagementEnabled(account_id=ANN), TeamManagementEnabled(account_id=CAT))
    assert team.said(TeamOpened) == []
    assert team.said(TeamRefused) == [{"account_id": CAT}]


def test_the_team_is_handed_over_to_an_active_member(team: Stage) -> None:
    """The heir owns it, who owned it stays as an admin (T9)."""
    reply = team.call("POST /v1/team/owner", ANN, body={"user_id": CAT})
    assert (reply.status, reply.body["role"], reply.body["owner"]["user_id"]) == (200, "admin", CAT)
    assert [(e["from_account_id"], e["to_account_id"]) for e in team.said(TeamHandedOver)] == [(ANN, CAT)]
    seen = team.call("GET /v1/team", CAT).body
    assert (seen["role"], seen["owner"], seen["counts"]["admins"]) == (
        "owner",
        {"user_id": CAT, "name": "Cat Brown"},
        2,
    )
    assert team.call("DELETE /v1/team", ANN).status == 403
    assert team.call("POST /v1/team/leave", ANN).status == 204


def test_the_new_owner_hears_who_is_on_the_team(team: Stage) -> None:
    """Each time it is handed over, also back: else an owner could leave people behind (I9, I10)."""
    for giver, heir in ((ANN, CAT), (CAT, ANN)):
        team.call("POST /v1/team/owner", giver, body={"user_id": heir})
    told = team.said(TeamOccupancyChanged)
    assert [(event["owner_id"], event["others"]) for event in told] == [(CAT, 2), (ANN, 2)]
    assert told[0]["revision"] < told[1]["revision"]


@pytest.mark.parametrize("heir", [ANN, CAT])
def test_it_is_handed_over_to_nobody_else(team: Stage, heir: str) -> None:
    """Neither to oneself nor to a suspended member (T9)."""
    team.call(f"PATCH {_USER}", ANN, path={"user_id": CAT}, body={"status": "suspended"})
    reply = team.call("POST /v1/team/owner", ANN, body={"user_id": heir})
    assert (reply.status, reply.body["code"]) == (409, "not_active")


def test_a_team_with_people_is_not_given_up_by_the_option(team: Stage) -> None:
    """Switching the option off keeps a team on which somebody is, or to which somebody is invited (I9)."""
    team.happens(TeamManagementDisabled(account_id=ANN))
    team.invite("+14155550177", as_=DAN)
    team.happens(TeamManagementDisabled(account_id=DAN))
    assert [event["owner_id"] for event in team.said(TeamKept)] == [ANN, DAN]
    assert team.call("GET /v1/team", DAN).status == 200


def test_an_empty_team_is_given_up(team: Stage) -> None:
    """Switching the option off dissolves an empty team; its owner may join another (I9, T1)."""
    team.happens(TeamManagementDisabled(account_id=DAN))
    assert [event["owner_id"] for event in team.said(TeamDissolved)] == [DAN]
    assert team.call("GET /v1/team", DAN).body["code"] == "no_team"
    team.join(DAN)
    team.happens(TeamManagementDisabled(account_id=DAN))
    assert team.call("GET /v1/team", DAN).status == 200


def test_dissolving_takes_everybody_off(team: Stage) -> None:
    """Members hear it with who keeps the numbers, invitations are revoked, the owner is free (T9)."""
    team.invite("+14155550177")
    assert team.call("DELETE /v1/team", ANN, query={"numbers": "keep"}).status == 204
    gone = team.said(MemberRemoved)
    assert {event["account_id"] for event in gone} == {BOB, CAT}
    assert {(event["reason"], event["numbers"]) for event in gone} == {("dissolved", "keep")}
    assert len(team.said(InvitationRevoked)) == len(team.said(TeamDissolved)) == 1
    for account in (ANN, BOB, CAT):
        assert team.call("GET /v1/team", account).body["code"] == "no_team"
    team.happens(TeamManagementEnabled(account_id=BOB))
    assert team.call("GET /v1/team", BOB).body["role"] == "owner"


def test_a_large_team_is_dissolved_in_slices(team: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the request does not get done the sweep does; in between nothing new happens on the team (T9)."""
    monkeypatch.setattr("services.teams.use_cases.team.dissolution.SLICE", 1)
    monkeypatch.setattr("services.teams.use_cases.team.dissolve_team._SLICES_AT_ONCE", 1)
    team.sign_up(EVE)
    team.invite("+14155550104")
    assert team.call("DELETE /v1/team", ANN).status == 204
    assert team.call("GET /v1/team", ANN).body["state"] == "dissolving"
    assert team.invite("+14155550177").body["code"] == "team_dissolving"
    assert team.redeem(EVE, team.code("+14155550104")).body["code"] == "team_dissolved"
    assert team.call("PATCH /v1/team", ANN, body={"name": "New"}).body["code"] == "team_dissolving"
    assert team.call("DELETE /v1/team", ANN).status == 204
    for _ in range(2):
        team.world.run_job("teams", "dissolve_teams")
    team.settle()
    assert team.call("GET /v1/team", ANN).body["code"] == "no_team"
    assert {event["account_id"] for event in team.said(MemberRemoved)} == {BOB, CAT}
    assert len(team.said(TeamDissolved)) == 1


def test_a_closed_member_is_off_the_team(team: Stage) -> None:
    """The account's personal data goes, the team goes on (I10)."""
    team.happens(AccountClosed(account_id=CAT))
    assert [event["reason"] for event in team.said(MemberRemoved)] == ["closed"]
    assert team.call("GET /v1/team", ANN).body["counts"]["people"] == 2
    (account,) = [item for item in team.items() if item["pk"] == f"ACCOUNT#{CAT}"]
    assert set(account) == {"pk", "sk", "account_id", "closed", "version"}


def test_the_longest_serving_admin_inherits(team: Stage) -> None:
    """When an owner's account closes with others on the team, an admin comes before a member (I10)."""
    team.happens(AccountClosed(account_id=ANN))
    assert team.call("GET /v1/team", BOB).body["role"] == "owner"
    assert [event["to_account_id"] for event in team.said(TeamHandedOver)] == [BOB]
    assert team.call("GET /v1/team", BOB).body["counts"] == {
        "people": 2,
        "active": 2,
        "suspended": 0,
        "admins": 0,
        "invited": 0,
    }


def test_without_an_admin_the_longest_serving_member_inherits(team: Stage) -> None:
    """Without an active admin it is the member who is there the longest (I10)."""
    team.join(EVE)
    team.call(f"PATCH {_USER}", ANN, path={"user_id": BOB}, body={"status": "suspended"})
    team.happens(AccountClosed(account_id=ANN))
    assert team.call("GET /v1/team", CAT).body["role"] == "owner"


def test_an_owner_alone_closes_the_team_with_the_account(team: Stage) -> None:
    """A team without anybody is no more; its open invitations are revoked by the sweep (I10)."""
    team.invite("+14155550177", as_=DAN)
    team.happens(AccountClosed(account_id=DAN))
    for _ in range(2):
        team.world.run_job("teams", "dissolve_teams")
    team.settle()
    assert [event["owner_id"] for event in team.said(TeamDissolved)] == [DAN]
    assert len(team.said(InvitationRevoked)) == 1


def test_terms_are_read_from_the_environment(stage: Stage) -> None:
    """Served countries and the day's limit are the operator's."""
    from services.teams import wiring

    with stage.world.inside("teams"):
        terms = wiring.invitation_rules()
    assert terms == InvitationRules(150, frozenset({"US", "CA", "GB"}), "a key of the tests")


def test_a_dissolved_team_is_forgotten_after_30_days(team: Stage) -> None:
    """Its log holds names and numbers: nothing of it stays (I10)."""
    team_id = team.call("GET /v1/team", ANN).body["team_id"]
    team.call("DELETE /v1/team", ANN)
    team.world.run_job("teams", "forget_teams", (clock.now() + timedelta(days=29)).isoformat())
    assert [item for item in team.items() if item["pk"] == f"TEAM#{team_id}"]
    team.world.run_job("teams", "forget_teams", (clock.now() + timedelta(days=31)).isoformat())
    assert [item["sk"] for item in team.items() if item["pk"] == f"TEAM#{team_id}"] == []
