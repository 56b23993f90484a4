"""A team is opened, handed over, inherited and dissolved (T1, T9, I9, I10)."""

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
from services.teams.domain.recipient import RecipientLimits
from tests.services.teams.harness import ANN, BOB, CAT, DAN, EVE, Harness

_USER = "/v1/team/users/{user_id}"


def test_an_account_has_at_most_one_team(team: Harness) -> None:
    """Switching the option on twice opens one team; a member of another team is refused (T1)."""
    team.deliver(TeamManagementEnabled(account_id=ANN), TeamManagementEnabled(account_id=CAT))
    assert team.published_data(TeamOpened) == []
    assert team.published_data(TeamRefused) == [{"account_id": CAT}]


def test_the_team_is_handed_over_to_an_active_member(team: Harness) -> None:
    """The heir becomes the owner, the old owner an admin (T9)."""
    reply = team.call("POST /v1/team/owner", ANN, body={"user_id": CAT})
    assert (reply.status, reply.body["role"], reply.body["owner"]["user_id"]) == (200, "admin", CAT)
    assert [(e["from_account_id"], e["to_account_id"]) for e in team.published_data(TeamHandedOver)] == [(ANN, CAT)]
    seen = team.call("GET /v1/team", CAT).body
    assert (seen["role"], seen["owner"], seen["counts"]["admins"]) == (
        "owner",
        {"user_id": CAT, "name": "Cat Brown"},
        2,
    )
    assert team.call("DELETE /v1/team", ANN).status == 403
    assert team.call("POST /v1/team/leave", ANN).status == 204


def test_the_new_owner_gets_the_occupancy(team: Harness) -> None:
    """Each handover, also back, publishes it: else an owner could leave people behind (I9, I10)."""
    for giver, heir in ((ANN, CAT), (CAT, ANN)):
        team.call("POST /v1/team/owner", giver, body={"user_id": heir})
    told = team.published_data(TeamOccupancyChanged)
    assert [(event["owner_id"], event["others"]) for event in told] == [(CAT, 2), (ANN, 2)]
    assert told[0]["revision"] < told[1]["revision"]


@pytest.mark.parametrize("heir", [ANN, CAT])
def test_it_is_handed_over_to_active_members_only(team: Harness, heir: str) -> None:
    """Neither oneself nor a suspended member can become the owner (T9)."""
    team.call(f"PATCH {_USER}", ANN, path={"user_id": CAT}, body={"status": "suspended"})
    reply = team.call("POST /v1/team/owner", ANN, body={"user_id": heir})
    assert (reply.status, reply.body["code"]) == (409, "not_active")


def test_switching_off_keeps_a_team_with_people(team: Harness) -> None:
    """A team with members or open invitations stays (I9)."""
    team.deliver(TeamManagementDisabled(account_id=ANN))
    team.invite("+14155550177", as_=DAN)
    team.deliver(TeamManagementDisabled(account_id=DAN))
    assert [event["owner_id"] for event in team.published_data(TeamKept)] == [ANN, DAN]
    assert team.call("GET /v1/team", DAN).status == 200


def test_switching_off_dissolves_an_empty_team(team: Harness) -> None:
    """The team is dissolved, and its owner may join another (I9, T1)."""
    team.deliver(TeamManagementDisabled(account_id=DAN))
    assert [event["owner_id"] for event in team.published_data(TeamDissolved)] == [DAN]
    assert team.call("GET /v1/team", DAN).body["code"] == "no_team"
    team.join(DAN)
    team.deliver(TeamManagementDisabled(account_id=DAN))
    assert team.call("GET /v1/team", DAN).status == 200


def test_dissolving_removes_everyone(team: Harness) -> None:
    """Members are removed with who keeps the numbers, invitations are revoked, the owner is free (T9)."""
    team.invite("+14155550177")
    assert team.call("DELETE /v1/team", ANN, query={"numbers": "keep"}).status == 204
    gone = team.published_data(MemberRemoved)
    assert {event["account_id"] for event in gone} == {BOB, CAT}
    assert {(event["reason"], event["numbers"]) for event in gone} == {("dissolved", "keep")}
    assert len(team.published_data(InvitationRevoked)) == len(team.published_data(TeamDissolved)) == 1
    for account in (ANN, BOB, CAT):
        assert team.call("GET /v1/team", account).body["code"] == "no_team"
    team.deliver(TeamManagementEnabled(account_id=BOB))
    assert team.call("GET /v1/team", BOB).body["role"] == "owner"


def test_a_large_team_is_dissolved_in_slices(team: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweep finishes what the request could not if its event is lost; in between the team does not change (T9)."""
    monkeypatch.setattr("services.teams.use_cases.team.dissolution.SLICE", 1)
    monkeypatch.setattr("services.teams.use_cases.team.dissolve_team._SLICES_AT_ONCE", 1)
    team.sign_up(EVE)
    team.invite("+14155550104")
    call = team.world.call  # delivers no events
    assert call("DELETE /v1/team", as_=ANN).status == 204
    assert call("GET /v1/team", as_=ANN).body["state"] == "dissolving"
    invitation = {"phone_number": "+14155550177", "email": "x@example.com"}
    assert call("POST /v1/team/invitations", as_=ANN, body=invitation).body["code"] == "team_dissolving"
    code = {"code": team.code("+14155550104")}
    assert call("POST /v1/transfers", as_=EVE, body=code).body["code"] == "team_dissolved"
    assert call("PATCH /v1/team", as_=ANN, body={"name": "New"}).body["code"] == "team_dissolving"
    assert call("DELETE /v1/team", as_=ANN).status == 204
    for _ in range(2):
        team.world.run_job("teams", "dissolve_teams")
    team.settle()
    assert team.call("GET /v1/team", ANN).body["code"] == "no_team"
    assert {event["account_id"] for event in team.published_data(MemberRemoved)} == {BOB, CAT}
    assert len(team.published_data(TeamDissolved)) == 1


@pytest.mark.parametrize("closes", [False, True])
def test_a_large_team_ends_without_a_sweep(team: Harness, monkeypatch: pytest.MonkeyPatch, closes: bool) -> None:
    """Each part of a dissolution requests the next, so that none waits for the sweep (T9)."""
    monkeypatch.setattr("services.teams.use_cases.team.dissolution.SLICE", 1)
    monkeypatch.setattr("services.teams.use_cases.team.dissolution._SLICES_A_REACTION", 1)
    monkeypatch.setattr("services.teams.use_cases.team.dissolve_team._SLICES_AT_ONCE", 1)
    if closes:
        for member in (BOB, CAT):
            team.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": member}, body={"status": "suspended"})
        team.deliver(AccountClosed(account_id=ANN))
    else:
        assert team.call("DELETE /v1/team", ANN).status == 204
    assert len(team.published_data(TeamDissolved)) == 1
    assert {event["account_id"] for event in team.published_data(MemberRemoved)} >= {BOB, CAT}


def test_a_closed_member_is_off_the_team(team: Harness) -> None:
    """The account's personal data is deleted, and the team goes on (I10)."""
    team.deliver(AccountClosed(account_id=CAT))
    assert [event["reason"] for event in team.published_data(MemberRemoved)] == ["closed"]
    assert team.call("GET /v1/team", ANN).body["counts"]["people"] == 2
    (account,) = [item for item in team.items() if item["pk"] == f"ACCOUNT#{CAT}"]
    assert set(account) == {"pk", "sk", "account_id", "closed", "version"}


def test_the_longest_serving_admin_inherits(team: Harness) -> None:
    """When an owner's account closes, an admin comes before a member (I10)."""
    team.deliver(AccountClosed(account_id=ANN))
    assert team.call("GET /v1/team", BOB).body["role"] == "owner"
    assert [event["to_account_id"] for event in team.published_data(TeamHandedOver)] == [BOB]
    assert team.call("GET /v1/team", BOB).body["counts"] == {
        "people": 2,
        "active": 2,
        "suspended": 0,
        "admins": 0,
        "invited": 0,
    }


def test_without_an_admin_the_longest_serving_member_inherits(team: Harness) -> None:
    """Without an active admin the longest-serving member becomes the owner (I10)."""
    team.join(EVE)
    team.call(f"PATCH {_USER}", ANN, path={"user_id": BOB}, body={"status": "suspended"})
    team.deliver(AccountClosed(account_id=ANN))
    assert team.call("GET /v1/team", CAT).body["role"] == "owner"


def test_an_owner_alone_closes_the_team_with_the_account(team: Harness) -> None:
    """A team without other members is dissolved; the sweep revokes its open invitations (I10)."""
    team.invite("+14155550177", as_=DAN)
    team.deliver(AccountClosed(account_id=DAN))
    for _ in range(2):
        team.world.run_job("teams", "dissolve_teams")
    team.settle()
    assert [event["owner_id"] for event in team.published_data(TeamDissolved)] == [DAN]
    assert len(team.published_data(InvitationRevoked)) == 1


def test_rules_are_read_from_the_environment(harness: Harness) -> None:
    """Served countries and the day's limit are the operator's."""
    from services.teams import wiring

    with harness.world.inside("teams"):
        terms = wiring.invitation_rules()
    recipient = RecipientLimits(timedelta(), 1000, 1000)
    assert terms == InvitationRules(600, recipient, frozenset({"US", "CA", "GB"}), "a key of the tests")


def test_a_dissolved_team_is_forgotten_after_30_days(team: Harness) -> None:
    """Its log holds names and numbers: nothing remains (I10)."""
    team_id = team.call("GET /v1/team", ANN).body["team_id"]
    team.call("DELETE /v1/team", ANN)
    team.world.run_job("teams", "forget_teams", (clock.now() + timedelta(days=29)).isoformat())
    assert [item for item in team.items() if item["pk"] == f"TEAM#{team_id}"]
    team.world.run_job("teams", "forget_teams", (clock.now() + timedelta(days=31)).isoformat())
    assert [item["sk"] for item in team.items() if item["pk"] == f"TEAM#{team_id}"] == []
