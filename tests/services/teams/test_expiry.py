"""After 14 days an invitation is over, and blocks nobody (T4, T5, field 22)."""

from datetime import timedelta

import pytest

from contracts.teams import InvitationExpired, InvitationSent
from kernel import clock
from tests.services.teams.stage import ANN, BOB, BOBS, Stage

_LIST = "GET /v1/team/users"


class Clock:
    """A clock that can be set forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = timedelta()
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() + self.ahead)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of the tests."""
    return Clock(monkeypatch)


@pytest.fixture
def invited(stage: Stage, time: Clock) -> Stage:
    """Bob was invited 14 days ago, and nobody has looked since."""
    stage.open_team()
    stage.sign_up(BOB)
    stage.invite(BOBS, name="Bob", credits={"amount": "3"})
    time.ahead = timedelta(days=14, seconds=1)
    return stage


def sweep(stage: Stage) -> None:
    stage.world.run_job("teams", "expire_invitations")
    stage.settle()


def statuses(stage: Stage) -> list[str]:
    return [row["status"] for row in stage.call(_LIST, ANN).body["items"]]


@pytest.mark.parametrize("swept", [False, True])
def test_an_expired_code_is_refused_and_the_row_says_so(invited: Stage, swept: bool) -> None:
    """Before and after the sweep: 410, `expired` in the list, found by the filter (T4)."""
    if swept:
        sweep(invited)
    for key in ("POST /v1/transfers", "POST /v1/transfers/preview"):
        reply = invited.call(key, BOB, body={"code": invited.code(BOBS)})
        assert (reply.status, reply.body["code"]) == (410, "code_expired")
    assert statuses(invited) == ["active", "expired"]
    for status, count in (("expired", 1), ("invited", 0)):
        assert len(invited.call(_LIST, ANN, query={"status": status}).body["items"]) == count


def test_the_sweep_closes_it_once(invited: Stage) -> None:
    """The credits' way back is told once, and the team's count follows (T5)."""
    sweep(invited)
    sweep(invited)
    assert len(invited.said(InvitationExpired)) == 1
    assert invited.call("GET /v1/team", ANN).body["counts"]["invited"] == 0


def test_what_the_sweep_closed_stays_closed(invited: Stage, time: Clock) -> None:
    """A clock that is a moment behind the sweep's opens nothing: the credits have been given back (T5)."""
    sweep(invited)
    time.ahead -= timedelta(seconds=2)
    reply = invited.redeem(BOB, invited.code(BOBS))
    assert (reply.status, reply.body["code"]) == (410, "code_expired")
    assert invited.call("GET /v1/team", ANN).body["counts"]["invited"] == 0


def test_the_sweep_leaves_what_is_not_over(stage: Stage, time: Clock) -> None:
    """An hour before its end an invitation stays open."""
    stage.open_team()
    stage.invite(BOBS)
    time.ahead = timedelta(days=13, hours=23)
    sweep(stage)
    assert statuses(stage) == ["active", "invited"]


@pytest.mark.parametrize("swept", [False, True])
@pytest.mark.parametrize("way", ["invite", "resend"])
def test_an_expired_invitation_blocks_nobody(invited: Stage, swept: bool, way: str) -> None:
    """Invited or sent again it is a new invitation in the old one's place, and the code works (field 22)."""
    if swept:
        sweep(invited)
    old = invited.call(_LIST, ANN).body["items"][1]["invitation_id"]
    if way == "invite":
        fresh = invited.invite(BOBS).body
    else:
        fresh = invited.call("POST /v1/team/invitations/{id}/resend", ANN, path={"id": old}).body
    assert fresh["invitation_id"] != old
    assert fresh["status"] == "invited"
    assert len(invited.said(InvitationExpired)) == 1
    assert statuses(invited) == ["active", "invited"]
    assert invited.call("GET /v1/team", ANN).body["counts"]["invited"] == 1
    assert invited.redeem(BOB, invited.code(BOBS)).status == 200
    assert statuses(invited) == ["active", "active"]


def test_sent_again_it_lives_14_more_days(stage: Stage, time: Clock) -> None:
    """Each sending begins the 14 days anew, and the sweep of the first finds nothing (T4)."""
    stage.open_team()
    stage.sign_up(BOB)
    stage.invite(BOBS)
    time.ahead = timedelta(days=10)
    stage.invite(BOBS)
    time.ahead = timedelta(days=20)
    sweep(stage)
    assert [event["sending"] for event in stage.said(InvitationSent)] == [1, 2]
    assert stage.redeem(BOB, stage.code(BOBS)).status == 200


def test_an_expired_row_is_forgotten_with_its_team(invited: Stage, time: Clock) -> None:
    """It keeps no team open; the number and email in it go with the team's log (I10)."""
    sweep(invited)
    assert invited.call("DELETE /v1/team", ANN).status == 204
    time.ahead += timedelta(days=31)
    invited.world.run_job("teams", "forget_teams")
    assert [item for item in invited.items() if BOBS in str(item) and not item["pk"].startswith("ACCOUNT#")] == []


def test_an_expired_row_can_be_taken_off_the_list(invited: Stage) -> None:
    """Removing it tells nothing more: it was over already."""
    sweep(invited)
    old = invited.call(_LIST, ANN).body["items"][1]["invitation_id"]
    assert invited.call("DELETE /v1/team/invitations/{id}", ANN, path={"id": old}).status == 204
    assert statuses(invited) == ["active"]
    assert invited.call("GET /v1/team", ANN).body["counts"]["invited"] == 0
