"""A request killed at any AWS call and then repeated loses nothing and doubles nothing."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.teams import InvitationSent, MemberJoined, MemberRemoved
from kernel import aws, clock
from services.teams.domain.consent import VERSION
from tests.faults import Crash, crashing
from tests.services.teams.harness import ANN, BOB, BOBS, CAT, Harness

_KEY = {"idempotency-key": "a-key"}


def kill_and_retry(harness: Harness, at_call: int, after: bool, key: str, as_: str, **request: Any) -> Any:
    """Kill a request at a call, send it again under its key, and return the response."""
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), pytest.raises(Crash):
        harness.world.call(key, as_=as_, **request)
    return harness.call(key, as_, **request)


def assert_consistent(harness: Harness, owner: str = ANN) -> None:
    """Assert that the counters match the rows, and each membership the account."""
    items = harness.items()
    (team,) = [item for item in items if item["sk"] == "TEAM" and item["owner_id"] == owner]
    rows = [item for item in items if item["pk"] == f"TEAM#{team['team_id']}"]
    members = [row for row in rows if row["sk"].startswith("USER#")]
    invited = [row for row in rows if row["sk"].startswith("INV#") and row["status"] == "open"]
    assert (team["others"], team["open_invitations"]) == (len(members) - 1, len(invited))
    assert team["admins"] == sum(member["role"] == "admin" for member in members)
    placed = {
        item["account_id"]: (item["role"], item["status"])
        for item in items
        if item.get("sk") == "ACCOUNT" and item.get("team_id") == team["team_id"]
    }
    assert placed == {member["account_id"]: (member["role"], member["status"]) for member in members}
    assert {row["sk"] for row in rows if row["sk"].startswith("PHONE#")} == {
        f"PHONE#{row['phone_number']}" for row in [*members, *invited]
    }
    words = {(f"FIND#{word}#{row['gsi1sk']}", row["sk"]) for row in [*members, *invited] for word in row["words"]}
    assert {(row["sk"], row["row"]) for row in rows if row["sk"].startswith("FIND#")} == words


_CALLS = [(1, False), (2, False), (3, False), (3, True)]


@pytest.mark.parametrize(("at_call", "after"), _CALLS)
def test_an_invitation_is_made_once(team: Harness, at_call: int, after: bool) -> None:
    """Inviting survives a crash before, between and after its calls (E2)."""
    body = {"phone_number": "+14155550177", "email": "new@example.com"}
    reply = kill_and_retry(team, at_call, after, "POST /v1/team/invitations", ANN, body=body, headers=_KEY)
    assert (reply.status, reply.body["status"]) == (201, "invited")
    assert [event["sending"] for event in team.published_data(InvitationSent)] == [1]
    assert_consistent(team)


@pytest.mark.parametrize("keyed", [True, False])
@pytest.mark.parametrize(("at_call", "after"), _CALLS)
def test_a_code_is_redeemed_once(harness: Harness, at_call: int, after: bool, keyed: bool) -> None:
    """Redeeming survives a crash, with and without a key: a person who joined gets the same response (field 23)."""
    harness.open_team()
    harness.sign_up(BOB)
    harness.invite(BOBS)
    body = {"code": harness.code(BOBS), "consent": VERSION}
    reply = kill_and_retry(
        harness, at_call, after, "POST /v1/transfers", BOB, body=body, headers=_KEY if keyed else None
    )
    assert (reply.status, reply.body["user_id"], reply.body["status"]) == (200, BOB, "active")
    assert [event["account_id"] for event in harness.published_data(MemberJoined)] == [ANN, BOB]
    assert_consistent(harness)


@pytest.mark.parametrize(("at_call", "after"), _CALLS)
def test_a_member_is_removed_once(team: Harness, at_call: int, after: bool) -> None:
    """Removing survives a crash: it is done or not done, never half (T8)."""
    reply = kill_and_retry(team, at_call, after, "DELETE /v1/team/users/{user_id}", ANN, path={"user_id": CAT})
    assert reply.status == (404 if after else 204)
    assert [event["account_id"] for event in team.published_data(MemberRemoved)] == [CAT]
    assert_consistent(team)


@pytest.mark.parametrize("at_call", range(1, 8))
def test_a_team_is_dissolved_whole(team: Harness, at_call: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dissolving in slices survives a crash at any of them; the sweep continues once it has stalled (T9)."""
    monkeypatch.setattr("services.teams.use_cases.team.dissolution.SLICE", 1)
    with crashing(aws.client("dynamodb"), at_call=at_call, after=True), pytest.raises(Crash):
        team.world.call("DELETE /v1/team", as_=ANN)
    if at_call < 3:
        team.world.call("DELETE /v1/team", as_=ANN)
    team.world.run_job("teams", "dissolve_teams", clock.to_text(clock.now() + timedelta(minutes=11)))
    team.settle()
    assert sorted(event["account_id"] for event in team.published_data(MemberRemoved)) == [BOB, CAT]
    assert {team.call("GET /v1/team", who).status for who in (ANN, BOB, CAT)} == {404}
