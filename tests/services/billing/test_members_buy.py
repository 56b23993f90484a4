"""Who is on another's team buys nothing in a store: the team pays for their numbers, and no one twice (B9, B10)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.account_token import to_account_token
from contracts.teams import MemberRemoved
from kernel import clock
from services.billing.domain.store_move import MovedBy
from services.billing.stores import store_moves
from tests.services.billing.harness import TEAM, BillingHarness, joined
from tests.services.billing.playing import PlayHarness
from tests.services.billing.storing import StoreHarness

LIST = "GET /v1/store-subscriptions"


def can_buy(billing: BillingHarness, who: str) -> bool:
    """Return whether the app may offer them a purchase."""
    shown: bool = billing.ask(LIST, who).body["can_buy"]
    return shown


def test_a_member_is_offered_no_purchase(stores: StoreHarness) -> None:
    """Until they have left; the owner's own purchases are theirs as before."""
    stores.billing.deliver_events(joined(stores.rosa), joined(stores.sam, role="owner"))
    assert (can_buy(stores.billing, stores.rosa), can_buy(stores.billing, stores.sam)) == (False, True)
    left = MemberRemoved(team_id=TEAM, account_id=stores.rosa, reason="left", numbers="keep", revision=2)
    stores.billing.deliver_events(left)
    assert can_buy(stores.billing, stores.rosa)


def test_what_a_member_buys_at_google_is_not_confirmed(play: PlayHarness) -> None:
    """However often it is claimed: Google pays it back; and what is known of it moves them to the web."""
    play.billing.deliver_events(joined(play.rosa))
    later = (clock.now() + timedelta(minutes=1)).isoformat()
    named = {"account_id": uuid4().hex, "account_token": to_account_token(play.rosa)}
    bought = play.google.happen("subscribed", **named, at=later)
    for _ in range(2):
        reply = play.claim(bought["receipt"])
        assert (reply.status, reply.body["code"]) == (409, "moved_to_web")
        assert "team pays for your numbers" in reply.body["detail"]
    (true,) = play.google.truth()
    assert not true["acknowledged"]
    move = store_moves.find(play.billing.table, play.rosa)
    assert move
    assert move.by is MovedBy.JOINED


def test_what_was_bought_just_before_the_joining_counts(play: PlayHarness) -> None:
    """It is confirmed and theirs, and its renewal is stopped, though it was claimed on the team."""
    named = {"account_id": uuid4().hex, "account_token": to_account_token(play.rosa)}
    bought = play.google.happen("subscribed", **named, at=(clock.now() - timedelta(minutes=1)).isoformat())
    play.billing.deliver_events(joined(play.rosa))
    assert store_moves.find(play.billing.table, play.rosa) is None
    assert play.claim(bought["receipt"]).status == 201
    (true,) = play.google.truth()
    assert (true["acknowledged"], true["renews"]) == (True, False)
    assert store_moves.find(play.billing.table, play.rosa)


@pytest.mark.parametrize("role", ["owner", "none"])
def test_who_is_on_no_team_of_another_buys_as_ever(play: PlayHarness, role: str) -> None:
    """Neither the owner of a team nor who is on none is moved by a purchase."""
    if role == "owner":
        play.billing.deliver_events(joined(play.rosa, role=role))
    play.buy()
    (true,) = play.google.truth()
    assert true["acknowledged"]
    assert store_moves.find(play.billing.table, play.rosa) is None
