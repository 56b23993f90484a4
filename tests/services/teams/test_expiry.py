"""After 14 days an invitation has expired, and blocks nothing (T4, T5, field 22)."""

from datetime import timedelta

import pytest

from contracts.teams import InvitationExpired, InvitationSent
from kernel import clock
from tests.services.teams.harness import ANN, BOB, BOBS, Harness

_LIST = "GET /v1/team/users"


class Clock:
    """A clock that can be set forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = timedelta()
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() + self.ahead)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the time of the tests."""
    return Clock(monkeypatch)


@pytest.fixture
def invited(harness: Harness, time: Clock) -> Harness:
    """Return a team that invited Bob 14 days ago, before any sweep."""
    harness.open_team()
    harness.sign_up(BOB)
    harness.invite(BOBS, name="Bob", credits={"amount": "3"})
    time.ahead = timedelta(days=14, seconds=1)
    return harness


def sweep(harness: Harness) -> None:
    harness.world.run_job("teams", "expire_invitations")
    harness.settle()


def statuses(harness: Harness) -> list[str]:
    return [row["status"] for row in harness.call(_LIST, ANN).body["items"]]


@pytest.mark.parametrize("swept", [False, True])
def test_an_expired_code_is_refused_and_the_row_says_so(invited: Harness, swept: bool) -> None:
    """Before and after the sweep: 410, and `expired` in the list and its filter (T4)."""
    if swept:
        sweep(invited)
    for key in ("POST /v1/transfers", "POST /v1/transfers/preview"):
        reply = invited.call(key, BOB, body={"code": invited.code(BOBS)})
        assert (reply.status, reply.body["code"]) == (410, "code_expired")
    assert statuses(invited) == ["active", "expired"]
    for status, count in (("expired", 1), ("invited", 0)):
        assert len(invited.call(_LIST, ANN, query={"status": status}).body["items"]) == count


def test_the_sweep_expires_it_once(invited: Harness) -> None:
    """The return of the credits is published once, and the team's counters follow (T5)."""
    sweep(invited)
    sweep(invited)
    assert len(invited.published_data(InvitationExpired)) == 1
    assert invited.call("GET /v1/team", ANN).body["counts"]["invited"] == 0


def test_what_the_sweep_expired_stays_expired(invited: Harness, time: Clock) -> None:
    """A clock slightly behind the sweep's reopens nothing: the credits were returned (T5)."""
    sweep(invited)
    time.ahead -= timedelta(seconds=2)
    reply = invited.redeem(BOB, invited.code(BOBS))
    assert (reply.status, reply.body["code"]) == (410, "code_expired")
    assert invited.call("GET /v1/team", ANN).body["counts"]["invited"] == 0


def test_the_sweep_leaves_what_is_not_due(harness: Harness, time: Clock) -> None:
    """An hour before its end an invitation stays open."""
    harness.open_team()
    harness.invite(BOBS)
    time.ahead = timedelta(days=13, hours=23)
    sweep(harness)
    assert statuses(harness) == ["active", "invited"]


@pytest.mark.parametrize("swept", [False, True])
@pytest.mark.parametrize("way", ["invite", "resend"])
def test_an_expired_invitation_blocks_nothing(invited: Harness, swept: bool, way: str) -> None:
    """Invited or resent, there is a new invitation in its place, and the code works (field 22)."""
    if swept:
        sweep(invited)
    old = invited.call(_LIST, ANN).body["items"][1]["invitation_id"]
    if way == "invite":
        fresh = invited.invite(BOBS).body
    else:
        fresh = invited.call("POST /v1/team/invitations/{id}/resend", ANN, path={"id": old}).body
    assert fresh["invitation_id"] != old
    assert fresh["status"] == "invited"
    assert len(invited.published_data(InvitationExpired)) == 1
    assert statuses(invited) == ["active", "invited"]
    assert invited.call("GET /v1/team", ANN).body["counts"]["invited"] == 1
    assert invited.redeem(BOB, invited.code(BOBS)).status == 200
    assert statuses(invited) == ["active", "active"]


def test_sent_again_it_lives_14_more_days(harness: Harness, time: Clock) -> None:
    """Each sending restarts the 14 days, and the first sweep finds nothing (T4)."""
    harness.open_team()
    harness.sign_up(BOB)
    harness.invite(BOBS)
    time.ahead = timedelta(days=10)
    harness.invite(BOBS)
    time.ahead = timedelta(days=20)
    sweep(harness)
    assert [event["sending"] for event in harness.published_data(InvitationSent)] == [1, 2]
    assert harness.redeem(BOB, harness.code(BOBS)).status == 200


def test_an_expired_row_is_forgotten_with_its_team(invited: Harness, time: Clock) -> None:
    """It keeps no team open; its number and email are deleted with the team's log (I10)."""
    sweep(invited)
    assert invited.call("DELETE /v1/team", ANN).status == 204
    time.ahead += timedelta(days=31)
    invited.world.run_job("teams", "forget_teams")
    assert [item for item in invited.items() if BOBS in str(item) and not item["pk"].startswith("ACCOUNT#")] == []


def test_an_expired_row_can_be_taken_off_the_list(invited: Harness) -> None:
    """Removing it publishes nothing more: it had already expired."""
    sweep(invited)
    old = invited.call(_LIST, ANN).body["items"][1]["invitation_id"]
    assert invited.call("DELETE /v1/team/invitations/{id}", ANN, path={"id": old}).status == 204
    assert statuses(invited) == ["active"]
    assert invited.call("GET /v1/team", ANN).body["counts"]["invited"] == 0
