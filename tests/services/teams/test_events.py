"""Events that arrive late, twice or out of order lead to the same result."""

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
from tests.events import enveloped
from tests.services.teams.harness import ANN, ANNS, BOB, BOBS, Harness

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


def moved(revision: int, number: str) -> ProfileChanged:
    """Return the profile of Ann with another Login ID."""
    return profile(revision, "Ann").model_copy(update={"phone_number": number})


_ALL: list[Event] = [_REGISTERED, _ENABLED, profile(2, "Anna"), profile(3, "Annika")]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::3])
def test_in_whatever_order_they_come_the_team_is_open_and_the_name_the_latest(
    harness: Harness, order: tuple[int, ...]
) -> None:
    """Registration, option and two profiles in any order make one team, under the latest name (I9)."""
    harness.deliver(*(_ALL[place] for place in order))
    seen = harness.call("GET /v1/team", ANN).body
    assert seen["owner"] == {"user_id": ANN, "name": "Annika"}
    row = harness.call("GET /v1/team/users/{user_id}", ANN, path={"user_id": "me"}).body
    assert (row["name"], row["email"], row["phone_number"]) == ("Annika", "new@example.com", ANNS)
    assert len(harness.published_data(TeamOpened)) == 1


def test_an_option_switched_on_and_off_opens_nothing(harness: Harness) -> None:
    """If on and off arrive in reverse, there is no team (I9)."""
    harness.deliver(_REGISTERED, TeamManagementDisabled(account_id=ANN, revision=3))
    harness.deliver(TeamManagementEnabled(account_id=ANN, revision=2))
    assert harness.call("GET /v1/team", ANN).body["code"] == "no_team"
    harness.deliver(TeamManagementEnabled(account_id=ANN, revision=4))
    assert harness.call("GET /v1/team", ANN).status == 200


def test_an_option_switched_off_and_on_dissolves_nothing(harness: Harness) -> None:
    """If off and on arrive in reverse, the team stays (I9)."""
    harness.deliver(_REGISTERED, TeamManagementEnabled(account_id=ANN, revision=2))
    harness.deliver(TeamManagementEnabled(account_id=ANN, revision=4))
    harness.deliver(TeamManagementDisabled(account_id=ANN, revision=3))
    assert harness.call("GET /v1/team", ANN).status == 200


def test_a_closed_account_stays_closed(harness: Harness) -> None:
    """Events from before the closing that arrive after it restore nothing (I10)."""
    harness.deliver(AccountClosed(account_id=ANN), *_ALL)
    assert harness.call("GET /v1/team", ANN).status == 401
    (account,) = [item for item in harness.items() if item["pk"] == f"ACCOUNT#{ANN}"]
    assert set(account) == {"pk", "sk", "account_id", "closed", "version"}


def test_every_event_twice_is_every_event_once(harness: Harness) -> None:
    """A repeated event changes nothing (at least once, exactly one effect)."""
    twice = [enveloped(event) for event in _ALL]
    for envelope in [*twice, *twice]:
        harness.world.deliver(envelope)
    harness.settle()
    before = harness.items()
    for envelope in twice:
        harness.world.deliver(envelope)
    assert harness.items() == before


@pytest.fixture
def invited(harness: Harness) -> dict[str, Any]:
    """Return an open invitation with credits, as the ids of billing's events."""
    team_id = harness.open_team()
    made = harness.invite(BOBS, credits={"amount": "2.50"}).body
    assert made["credits"] == {"amount": "2.50", "currency": "USD", "state": "unfunded"}
    return {"team_id": team_id, "invitation_id": made["invitation_id"], "amount": 2_500_000}


def credits_of(harness: Harness) -> str:
    return str(harness.call("GET /v1/team/users", ANN).body["items"][1]["credits"]["state"])


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_latest_change_of_held_credits_counts(
    harness: Harness, invited: dict[str, Any], order: tuple[int, ...]
) -> None:
    """Unfunded, held, and unfunded as the team owes (B19): in any order the last one counts (T5)."""
    said = [CreditsUnfunded(**invited, revision=1), CreditsHeld(**invited, revision=2)]
    said.append(CreditsUnfunded(**invited, revision=3))
    for place in order:
        harness.deliver(said[place])
    assert credits_of(harness) == "unfunded"
    harness.deliver(CreditsHeld(**invited, revision=4))
    assert credits_of(harness) == "held"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_held_credits_stay_held(harness: Harness, invited: dict[str, Any], order: tuple[int, ...]) -> None:
    """Events that were published without a revision lead to held in either order (T5)."""
    said = [CreditsUnfunded(**invited), CreditsHeld(**invited)]
    for place in order:
        harness.deliver(said[place])
    assert credits_of(harness) == "held"


def test_credits_of_another_team_or_nothing_change_nothing(harness: Harness, invited: dict[str, Any]) -> None:
    """An event for an unknown invitation has no effect."""
    harness.deliver(CreditsHeld(**(invited | {"team_id": "team_other"})))
    harness.deliver(CreditsHeld(**(invited | {"invitation_id": "inv_other"})))
    assert credits_of(harness) == "unfunded"


def test_held_credits_survive_another_sending(harness: Harness, invited: dict[str, Any]) -> None:
    """A resent invitation keeps its credits; other credits are refused until it is revoked (T5)."""
    harness.deliver(CreditsHeld(**invited))
    assert harness.invite(BOBS).body["credits"]["state"] == "held"
    reply = harness.invite(BOBS, credits={"amount": "9"})
    assert (reply.status, reply.body["code"]) == (422, "credits_fixed")
    assert {event["credits"] for event in harness.published_data(InvitationSent)} == {2_500_000}
    harness.sign_up(BOB)
    assert harness.redeem(BOB, harness.code(BOBS)).status == 200
    harness.deliver(CreditsHeld(**invited))


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_in_whatever_order_they_come_the_login_id_is_the_latest(harness: Harness, order: tuple[int, ...]) -> None:
    """A registration that arrives after a change of the Login ID brings the old number back to no one (I13)."""
    events = [_REGISTERED, _ENABLED, moved(2, ANNS), moved(3, BOBS)]
    harness.deliver(*(events[place] for place in order))
    row = harness.call("GET /v1/team/users/{user_id}", ANN, path={"user_id": "me"}).body
    assert row["phone_number"] == BOBS
