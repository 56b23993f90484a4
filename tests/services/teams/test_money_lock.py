"""A denial keeps the team in its owner's hands for 24 hours: a thief with the password may still be there (I14)."""

from datetime import timedelta

import pytest

from contracts.identity import MoneyLocked, TeamManagementDisabled
from contracts.teams import TeamKept
from kernel import clock
from tests.services.identity.races import run_before_writes
from tests.services.teams.harness import ANN, BOB, CAT, DAN, Harness

_USER, _REMOVAL = "PATCH /v1/team/users/{user_id}", "DELETE /v1/team/users/{user_id}"
_HAND_OVER, _DISSOLVE = ("POST /v1/team/owner", {"user_id": CAT}), ("DELETE /v1/team", None)


def _lock(team: Harness, hours: int = 24) -> None:
    team.deliver(MoneyLocked(account_id=ANN, locked_until=clock.now() + timedelta(hours=hours)))


@pytest.mark.parametrize(("route", "body"), [_HAND_OVER, _DISSOLVE])
def test_a_locked_owner_neither_hands_over_nor_dissolves(
    team: Harness, route: str, body: dict[str, str] | None
) -> None:
    """Neither handed over nor dissolved, nor if the lock comes before the write; the refusal says until when."""
    with run_before_writes(lambda: _lock(team)):
        assert team.call(route, ANN, body=body).status == 403
    refused = team.call(route, ANN, body=body)
    assert (refused.status, refused.body["code"]) == (403, "money_locked")
    assert refused.body["locked_until"]
    assert team.call("GET /v1/team", ANN).body["role"] == "owner"


@pytest.mark.parametrize("by", [ANN, BOB])
def test_no_paid_time_goes_to_a_person_while_money_is_locked(team: Harness, by: str) -> None:
    """Owner and admin remove with numbers that stay, never with numbers that go, nor if the lock comes in between."""
    assert team.call(_USER, ANN, path={"user_id": BOB}, body={"role": "admin"}).status == 200
    path, going = {"user_id": CAT}, {"numbers": "hand_over"}
    with run_before_writes(lambda: _lock(team)):
        assert team.call(_REMOVAL, by, path=path, query=going).status == 403
    refused = team.call(_REMOVAL, by, path=path, query=going)
    assert (refused.status, refused.body["code"]) == (403, "money_locked")
    assert refused.body["locked_until"]
    row = {"action": "remove", "user_id": CAT, "numbers": "hand_over"}
    (result,) = team.call("POST /v1/team/users/bulk", by, body={"rows": [row]}).body["results"]
    assert (result["status"], result["problem"]["code"]) == (403, "money_locked")
    assert team.call(_REMOVAL, by, path=path, query={"numbers": "keep"}).status == 204


def test_a_lock_ends_and_the_later_end_counts(team: Harness) -> None:
    """A lock that arrives late shortens nothing."""
    _lock(team)
    _lock(team, hours=-1)
    assert team.call(_HAND_OVER[0], ANN, body=_HAND_OVER[1]).status == 403


def test_a_past_lock_hinders_nothing(team: Harness) -> None:
    """Once its time has passed the owner may do everything again."""
    _lock(team, hours=-1)
    assert team.call(_HAND_OVER[0], ANN, body=_HAND_OVER[1]).status == 200


def test_a_locked_owner_does_not_dissolve_by_the_option(team: Harness) -> None:
    """Switching the option off dissolves an empty team: not while it is locked, and the option comes back (I9)."""
    team.deliver(MoneyLocked(account_id=DAN, locked_until=clock.now() + timedelta(hours=24)))
    team.deliver(TeamManagementDisabled(account_id=DAN))
    assert [event["owner_id"] for event in team.published_data(TeamKept)] == [DAN]
    assert team.call("GET /v1/team", DAN).status == 200
