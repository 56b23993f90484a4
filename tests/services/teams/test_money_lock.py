"""A denial keeps the team in its owner's hands for 24 hours: a thief with the password may still be there (I14)."""

from datetime import timedelta

import pytest

from contracts.identity import MoneyLocked, TeamManagementDisabled
from contracts.teams import TeamKept
from kernel import clock
from tests.services.identity.races import run_before_writes
from tests.services.teams.harness import ANN, CAT, DAN, Harness

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
