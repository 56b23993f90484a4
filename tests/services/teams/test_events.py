"""Events that come late, twice or crossed lead to the same place."""

import itertools
from typing import Any

import pytest

from contracts.billing import CreditsHeld, CreditsUnfunded
from contracts.event import Event
from contracts.identity import (
    AccountClosed,
    AccountRegistered,
    ProfileChanged,
    TeamManagementDisabled,
    TeamManagementEnabled,
)
from contracts.teams import InvitationSent, TeamOpened
from services.teams.consumer import consumer
from tests.events import enveloped
from tests.services.teams.stage import ANN, ANNS, BOB, BOBS, Stage

_REGISTERED = AccountRegistered(account_id=ANN, phone_number=ANNS, name="Ann", email="a@example.com")
_ENABLED = TeamManagementEnabled(account_id=ANN)


def profile(revision: int, name: str) -> ProfileChanged:
    return ProfileChanged(
        account_id=ANN,
        revision=revision,
        name=name,
        email="new@example.com",
        email_confirmed=True,
        time_zone="UTC",
        notices=["email"],
    )


_ALL: list[Event] = [_REGISTERED, _ENABLED, profile(2, "Anna"), profile(3, "Annika")]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::3])
def test_in_whatever_order_they_come_the_team_is_open_and_the_name_the_latest(
    stage: Stage, order: tuple[int, ...]
) -> None:
    """Registration, option and two profiles may cross: one team, owned by who is named last (I9)."""
    stage.happens(*(_ALL[place] for place in order))
    seen = stage.call("GET /v1/team", ANN).body
    assert seen["owner"] == {"user_id": ANN, "name": "Annika"}
    row = stage.call("GET /v1/team/users/{user_id}", ANN, path={"user_id": "me"}).body
    assert (row["name"], row["email"], row["phone_number"]) == ("Annika", "new@example.com", ANNS)
    assert len(stage.said(TeamOpened)) == 1


def test_a_wish_that_was_taken_back_before_it_arrived_opens_nothing(stage: Stage) -> None:
    """On and off again, heard of the other way round: there is no team (I9)."""
    stage.happens(_REGISTERED, TeamManagementDisabled(account_id=ANN, revision=3))
    stage.happens(TeamManagementEnabled(account_id=ANN, revision=2))
    assert stage.call("GET /v1/team", ANN).body["code"] == "no_team"
    stage.happens(TeamManagementEnabled(account_id=ANN, revision=4))
    assert stage.call("GET /v1/team", ANN).status == 200


def test_an_old_wish_for_no_team_gives_up_nothing(stage: Stage) -> None:
    """Off and on again, heard of the other way round: the team stays (I9)."""
    stage.happens(_REGISTERED, TeamManagementEnabled(account_id=ANN, revision=2))
    stage.happens(TeamManagementEnabled(account_id=ANN, revision=4))
    stage.happens(TeamManagementDisabled(account_id=ANN, revision=3))
    assert stage.call("GET /v1/team", ANN).status == 200


def test_a_closed_account_stays_closed(stage: Stage) -> None:
    """What comes after the closing, and happened before it, brings nothing back (I10)."""
    stage.happens(AccountClosed(account_id=ANN), *_ALL)
    assert stage.call("GET /v1/team", ANN).status == 404
    (account,) = [item for item in stage.items() if item["pk"] == f"ACCOUNT#{ANN}"]
    assert set(account) == {"pk", "sk", "account_id", "closed", "version"}


def test_every_event_twice_is_every_event_once(stage: Stage) -> None:
    """Delivered again, an event changes nothing (at least once, exactly one effect)."""
    twice = [enveloped(event) for event in _ALL]
    for envelope in [*twice, *twice]:
        stage.world.deliver(envelope)
    stage.settle()
    before = stage.items()
    for envelope in twice:
        stage.world.deliver(envelope)
    assert stage.items() == before


@pytest.fixture
def invited(stage: Stage) -> dict[str, Any]:
    """An open invitation with credits, as the ids of billing's events."""
    team_id = stage.open_team()
    made = stage.invite(BOBS, credits={"amount": "2.50"}).body
    assert made["credits"] == {"amount": "2.50", "currency": "USD", "state": "unfunded"}
    return {"team_id": team_id, "invitation_id": made["invitation_id"], "amount": 2_500_000}


def credits_of(stage: Stage) -> str:
    return str(stage.call("GET /v1/team/users", ANN).body["items"][1]["credits"]["state"])


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_credits_that_are_set_aside_are_held_whatever_comes_late(
    stage: Stage, invited: dict[str, Any], order: tuple[int, ...]
) -> None:
    """Unfunded, then held once topped up; crossed, they come to the same (T5)."""
    said = [CreditsUnfunded(**invited), CreditsHeld(**invited)]
    for place in order:
        if type(said[place]) in consumer.events:
            stage.happens(said[place])
    assert credits_of(stage) == "held"


def test_credits_of_another_team_or_nothing_change_nothing(stage: Stage, invited: dict[str, Any]) -> None:
    """An event for an invitation that is not there has no effect."""
    stage.happens(CreditsHeld(**(invited | {"team_id": "team_other"})))
    stage.happens(CreditsHeld(**(invited | {"invitation_id": "inv_other"})))
    assert credits_of(stage) == "unfunded"


def test_held_credits_survive_another_sending(stage: Stage, invited: dict[str, Any]) -> None:
    """Sent again the invitation keeps its credits; others are refused until it is revoked (T5)."""
    stage.happens(CreditsHeld(**invited))
    assert stage.invite(BOBS).body["credits"]["state"] == "held"
    reply = stage.invite(BOBS, credits={"amount": "9"})
    assert (reply.status, reply.body["code"]) == (422, "credits_fixed")
    assert {event["credits"] for event in stage.said(InvitationSent)} == {2_500_000}
    stage.sign_up(BOB)
    assert stage.redeem(BOB, stage.code(BOBS)).status == 200
    stage.happens(CreditsHeld(**invited))
