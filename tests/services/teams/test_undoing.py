"""Going from a team can be undone for 7 days: a removal by the team, leaving by who left (decision 075)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed, MoneyLocked, TeamManagementEnabled
from contracts.teams import MemberJoined, MemberRemoved, TeamNoticeDue
from kernel import aws, clock
from kernel.dynamodb.transact_items import update
from services.teams.stores import keys
from tests.faults import Crash, crashing
from tests.services.teams.harness import ANN, BOB, CAT, DAN, Harness
from tests.services.teams.test_crashes import assert_consistent

_UNDO = "POST /v1/team/users/{user_id}/undo"


def remove(team: Harness, who: str = CAT) -> None:
    assert team.call("DELETE /v1/team/users/{user_id}", ANN, path={"user_id": who}).status == 204


def undo(team: Harness, as_: str = ANN, who: str = CAT) -> Any:
    return team.call(_UNDO, as_, path={"user_id": who})


def former(team: Harness) -> list[tuple[str, str | None, str | None]]:
    items = team.call("GET /v1/team/departures", ANN).body["items"]
    return [(it["user_id"], it["name"], it["obstacle"]) for it in items]


def seen(team: Harness, who: str) -> dict[str, Any]:
    return dict(team.call("GET /v1/team/users/{user_id}", ANN, path={"user_id": who}).body)


@pytest.mark.parametrize("who", [BOB, CAT])
def test_a_removed_member_is_back_as_before(team: Harness, who: str) -> None:
    """Role, since when, and the place in the list are those of before; the event says what it undoes."""
    before, counts = seen(team, who), team.call("GET /v1/team", ANN).body["counts"]
    remove(team, who)
    assert undo(team, who=who).status == 200
    after = seen(team, who)
    kept = ("role", "status", "joined_at", "invited_at", "name", "phone_number")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert team.call("GET /v1/team", ANN).body["counts"] == counts
    (gone,), joined = team.published_data(MemberRemoved), team.published_data(MemberJoined)[-1]
    assert (joined["undoes"], joined["revision"] > gone["revision"]) == (gone["revision"], True)
    assert (joined["invitation_id"], joined["credits"]) == (None, 0)
    assert_consistent(team)


def test_it_is_in_the_log_and_both_are_notified(team: Harness) -> None:
    """The log says who undid it; the member and the owner get a letter each (T10, T12)."""
    remove(team)
    undo(team, BOB)
    line = team.call("GET /v1/team/activity", ANN).body["items"][0]
    assert (line["action"], line["actor"]["user_id"], line["subject"]["id"]) == ("removal_undone", BOB, CAT)
    due = [(it["kind"], it["account_id"]) for it in team.published_data(TeamNoticeDue)]
    assert due[-2:] == [("returned", CAT), ("member_returned", CAT)]


def test_it_is_undone_once(team: Harness) -> None:
    """A second time there is nothing to undo, and who was removed again can be brought back again."""
    remove(team)
    assert [undo(team).status, undo(team).status] == [200, 404]
    remove(team)
    assert undo(team).status == 200


def test_a_denial_of_the_owner_locks_the_undo(team: Harness) -> None:
    """It gives credits and numbers: while the owner's money is locked, no admin can bring anyone back (I14)."""
    remove(team)
    team.deliver(MoneyLocked(account_id=ANN, locked_until=clock.now() + timedelta(hours=24)))
    assert (undo(team, BOB).status, undo(team, BOB).body["code"]) == (403, "money_locked")
    assert former(team) == [(CAT, "Cat Brown", None)]


def test_who_left_comes_back_alone(team: Harness) -> None:
    """The team cannot undo it, only who left can; what was a removal they cannot undo."""
    team.call("POST /v1/team/leave", CAT)
    assert former(team) == [(CAT, "Cat Brown", "left_by_themselves")]
    place = team.call("GET /v1/team/leave/undo", CAT).body
    assert (place["team_name"], place["undo_until"] > clock.to_text(clock.now())) == ("Ann Smith's team", True)
    refused = undo(team)
    assert (refused.status, refused.body["code"], refused.body["reason"]) == (409, "cannot_undo", "left_by_themselves")
    assert team.call("POST /v1/team/leave/undo", CAT).status == 200
    assert seen(team, CAT)["status"] == "active"
    remove(team)
    assert team.call("POST /v1/team/leave/undo", CAT).body["code"] == "nothing_to_undo"


def test_who_left_while_suspended_does_not_come_back_by_themselves(team: Harness) -> None:
    """A suspension is not escaped by leaving."""
    team.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": CAT}, body={"status": "suspended"})
    team.call("POST /v1/team/leave", CAT)
    assert team.call("POST /v1/team/leave/undo", CAT).body["reason"] == "suspended"


@pytest.mark.parametrize(
    ("happened", "reason"),
    [("closed", "unavailable"), ("week", "over"), ("joined", "on_a_team"), ("elsewhere", "unavailable")],
)
def test_what_happened_meanwhile_is_the_reason(team: Harness, happened: str, reason: str) -> None:
    """Seven days are said; a closed account and a place on another team are no business of the team that asks."""
    remove(team)
    if happened == "closed":
        gone = team.table.get(**keys.departure(CAT))
        team.deliver(AccountClosed(account_id=CAT))
        assert undo(team).status == 404
        assert gone is not None
        return
    if happened == "joined":
        team.join(CAT)
    elif happened == "elsewhere":
        team.deliver(TeamManagementEnabled(account_id=CAT))
    else:
        age(team, timedelta(days=7))
    assert (undo(team).status, undo(team).body["reason"]) == (409, reason)
    assert [it[2] for it in former(team)] == [reason]


def age(team: Harness, by: timedelta) -> None:
    item = team.table.get(**keys.departure(CAT)) or {}
    earlier = clock.to_text(clock.from_text(item["gone_at"]) - by)
    team.table.commit([update(keys.departure(CAT), set={"gone_at": earlier})])


def test_who_is_invited_anew_is_not_brought_back(team: Harness) -> None:
    """Their phone number has an open invitation: it is revoked first."""
    remove(team)
    team.invite("+14155550102")
    assert undo(team).body["code"] == "already_on_team"


def test_no_other_team_brings_them_back(team: Harness) -> None:
    """It is undone by managers of the team that removed them, and shown to these alone."""
    remove(team)
    assert undo(team, DAN).status == 404
    assert team.call("GET /v1/team/departures", DAN).body["items"] == []


@pytest.mark.parametrize("at_call", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("after", [True, False])
def test_a_crash_brings_them_back_once(team: Harness, at_call: int, *, after: bool) -> None:
    """Killed before or after any call to the table, a repetition under the same key finds it done, or does it."""
    remove(team)
    request: dict[str, Any] = {"path": {"user_id": CAT}, "headers": {"idempotency-key": "a-key"}}
    try:
        with crashing(aws.client("dynamodb"), at_call=at_call, after=after):
            team.world.call(_UNDO, as_=ANN, **request)
    except Crash:
        pass
    assert team.world.call(_UNDO, as_=ANN, **request).status == 200
    assert len([it for it in team.published_data(MemberJoined) if it["undoes"]]) == 1
    assert_consistent(team)
