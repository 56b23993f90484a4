"""Two requests at once: one arrives between the reads and the write of the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from contracts.teams import MemberJoined
from kernel import aws
from services.teams.domain.consent import VERSION
from tests.services.teams.harness import ANN, BOB, BOBS, CAT, Harness
from tests.services.teams.test_crashes import assert_consistent


@contextmanager
def run_before_call(what: Callable[[], Any], *, before: str = "TransactWriteItems") -> Iterator[None]:
    """Run this once, just before the next transaction is written."""
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
def invited(harness: Harness) -> Harness:
    """Return Ann's team with an invitation for Bob."""
    harness.open_team()
    harness.sign_up(BOB)
    harness.invite(BOBS)
    return harness


def redeem(harness: Harness) -> Any:
    return harness.world.call("POST /v1/transfers", as_=BOB, body={"code": harness.code(BOBS), "consent": VERSION})


def test_ten_redemptions_make_one_member(invited: Harness) -> None:
    """Of ten at once, each between the reads and the write of another, all get the same response (T4)."""
    replies: list[Any] = []

    def nested(depth: int) -> None:
        if depth == 0:
            return
        with run_before_call(lambda: nested(depth - 1)):
            replies.append(redeem(invited))

    nested(10)
    assert [(reply.status, reply.body["user_id"]) for reply in replies] == [(200, BOB)] * 10
    assert [event["account_id"] for event in invited.published_data(MemberJoined)] == [ANN, BOB]
    assert_consistent(invited)


def test_revoked_while_redeeming(invited: Harness) -> None:
    """If the revocation commits first, the code is refused."""
    made = {"id": invited.call("GET /v1/team/users", ANN).body["items"][1]["invitation_id"]}
    with run_before_call(lambda: invited.world.call("DELETE /v1/team/invitations/{id}", as_=ANN, path=made)):
        assert redeem(invited).body["code"] == "unknown_code"
    assert_consistent(invited)


def test_redeemed_while_revoking(invited: Harness) -> None:
    """If the join commits first, there is nothing to revoke."""
    made = {"id": invited.call("GET /v1/team/users", ANN).body["items"][1]["invitation_id"]}
    with run_before_call(lambda: redeem(invited)):
        assert invited.call("DELETE /v1/team/invitations/{id}", ANN, path=made).status == 404
    assert invited.call("GET /v1/team", BOB).status == 200
    assert_consistent(invited)


def test_sent_again_while_redeeming(invited: Harness) -> None:
    """The new code invalidates the old one even at the last moment (T4)."""
    agreed = {"code": invited.code(BOBS), "consent": VERSION}
    with run_before_call(lambda: invited.invite(BOBS)):
        assert invited.world.call("POST /v1/transfers", as_=BOB, body=agreed).body["code"] == "code_replaced"
    assert_consistent(invited)


def test_two_invite_one_number(team: Harness) -> None:
    """One invites, the other resends: there is one invitation and one row (T2)."""
    with run_before_call(lambda: team.invite("+14155550177", as_=BOB)):
        assert team.invite("+14155550177").status == 201
    assert team.call("GET /v1/team", ANN).body["counts"]["invited"] == 1
    assert_consistent(team)


def test_dissolved_while_redeeming(invited: Harness) -> None:
    """A dissolving team accepts no more members (field 21)."""
    with run_before_call(lambda: invited.world.call("DELETE /v1/team", as_=ANN)):
        assert redeem(invited).status in {404, 410}
    assert invited.call("GET /v1/team", BOB).status == 404


def test_removed_while_promoted(team: Harness) -> None:
    """A removed person is not promoted."""
    path = {"path": {"user_id": CAT}}
    with run_before_call(lambda: team.world.call("DELETE /v1/team/users/{user_id}", as_=BOB, **path)):
        assert team.call("PATCH /v1/team/users/{user_id}", ANN, body={"role": "admin"}, **path).status == 404
    assert_consistent(team)


def test_leaving_while_the_team_is_handed_to_them(team: Harness) -> None:
    """A person who left a team does not become its owner (T9)."""
    with run_before_call(lambda: team.world.call("POST /v1/team/leave", as_=CAT)):
        assert team.call("POST /v1/team/owner", ANN, body={"user_id": CAT}).status == 404
    assert team.call("GET /v1/team", ANN).body["role"] == "owner"
    assert_consistent(team)


@pytest.mark.parametrize("key", ["POST /v1/transfers/preview", "POST /v1/transfers"])
def test_guesses_at_once_are_counted_like_guesses_in_turn(invited: Harness, key: str) -> None:
    """A right code among many at once is refused once ten wrong ones are counted (T4)."""
    right = {"code": invited.code(BOBS)}

    def wrong() -> None:
        for _ in range(10):
            invited.world.call("POST /v1/transfers", as_=BOB, body={"code": "00000-00000"})

    with run_before_call(wrong):
        reply = invited.world.call(key, as_=BOB, body=right)
    assert (reply.status, reply.body["code"]) == (429, "too_many_wrong_codes")
