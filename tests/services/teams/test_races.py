"""Two at once: one request comes between the reads and the write of another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from contracts.teams import MemberJoined
from kernel import aws
from tests.services.teams.stage import ANN, BOB, BOBS, CAT, Stage
from tests.services.teams.test_crashes import consistent


@contextmanager
def between(what: Callable[[], Any], *, before: str = "TransactWriteItems") -> Iterator[None]:
    """Do this once, when the next transaction is about to be written."""
    waiting = [what]
    events = aws.client("dynamodb").meta.events

    def interrupt(model: Any, **_: Any) -> None:
        if model.name == before and waiting:
            waiting.pop()()

    events.register("before-call", interrupt)
    try:
        yield
    finally:
        events.unregister("before-call", interrupt)
    assert not waiting


@pytest.fixture
def invited(stage: Stage) -> Stage:
    """Bob is invited to Ann's team."""
    stage.open_team()
    stage.sign_up(BOB)
    stage.invite(BOBS)
    return stage


def redeem(stage: Stage) -> Any:
    return stage.world.call("POST /v1/transfers", as_=BOB, body={"code": stage.code(BOBS)})


def test_ten_redemptions_make_one_member(invited: Stage) -> None:
    """Ten at once, each between the reads and the write of the one before: all hear that they joined (T4)."""
    replies: list[Any] = []

    def nested(depth: int) -> None:
        if depth == 0:
            return
        with between(lambda: nested(depth - 1)):
            replies.append(redeem(invited))

    nested(10)
    assert [(reply.status, reply.body["user_id"]) for reply in replies] == [(200, BOB)] * 10
    assert [event["account_id"] for event in invited.said(MemberJoined)] == [ANN, BOB]
    consistent(invited)


def test_revoked_while_redeeming(invited: Stage) -> None:
    """The invitation goes first: the code opens nothing."""
    made = {"id": invited.call("GET /v1/team/users", ANN).body["items"][1]["invitation_id"]}
    with between(lambda: invited.world.call("DELETE /v1/team/invitations/{id}", as_=ANN, path=made)):
        assert redeem(invited).body["code"] == "unknown_code"
    consistent(invited)


def test_redeemed_while_revoking(invited: Stage) -> None:
    """The join goes first: there is nothing to revoke any more."""
    made = {"id": invited.call("GET /v1/team/users", ANN).body["items"][1]["invitation_id"]}
    with between(lambda: redeem(invited)):
        assert invited.call("DELETE /v1/team/invitations/{id}", ANN, path=made).status == 404
    assert invited.call("GET /v1/team", BOB).status == 200
    consistent(invited)


def test_sent_again_while_redeeming(invited: Stage) -> None:
    """The new code kills the old one even at the last moment (T4)."""
    old = invited.code(BOBS)
    with between(lambda: invited.invite(BOBS)):
        assert invited.world.call("POST /v1/transfers", as_=BOB, body={"code": old}).body["code"] == "unknown_code"
    consistent(invited)


def test_two_invite_one_number(team: Stage) -> None:
    """One invites, the other finds it invited and sends it again: one invitation, one row (T2)."""
    with between(lambda: team.invite("+14155550177", as_=BOB)):
        assert team.invite("+14155550177").status == 201
    assert team.call("GET /v1/team", ANN).body["counts"]["invited"] == 1
    consistent(team)


def test_dissolved_while_redeeming(invited: Stage) -> None:
    """A team that ends takes nobody in any more (field 21)."""
    with between(lambda: invited.world.call("DELETE /v1/team", as_=ANN)):
        assert redeem(invited).status in {404, 410}
    assert invited.call("GET /v1/team", BOB).status == 404


def test_removed_while_promoted(team: Stage) -> None:
    """Who was removed is not promoted: the change finds nobody."""
    path = {"path": {"user_id": CAT}}
    with between(lambda: team.world.call("DELETE /v1/team/users/{user_id}", as_=BOB, **path)):
        assert team.call("PATCH /v1/team/users/{user_id}", ANN, body={"role": "admin"}, **path).status == 404
    consistent(team)


def test_leaving_while_the_team_is_handed_to_them(team: Stage) -> None:
    """Nobody owns a team that they have left (T9)."""
    with between(lambda: team.world.call("POST /v1/team/leave", as_=CAT)):
        assert team.call("POST /v1/team/owner", ANN, body={"user_id": CAT}).status == 404
    assert team.call("GET /v1/team", ANN).body["role"] == "owner"
    consistent(team)


@pytest.mark.parametrize("key", ["POST /v1/transfers/preview", "POST /v1/transfers"])
def test_guesses_at_once_are_counted_like_guesses_in_turn(invited: Stage, key: str) -> None:
    """A right code among many at once is refused as soon as ten wrong ones are counted (T4)."""
    right = {"code": invited.code(BOBS)}

    def wrong() -> None:
        for _ in range(10):
            invited.world.call("POST /v1/transfers", as_=BOB, body={"code": "00000-00000"})

    with between(wrong):
        reply = invited.world.call(key, as_=BOB, body=right)
    assert (reply.status, reply.body["code"]) == (429, "too_many_wrong_codes")
