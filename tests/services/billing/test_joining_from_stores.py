"""Who joins a team moves to the web: the team pays after what the store was paid for, and no day is lost (B10)."""

from datetime import timedelta

import pytest

from contracts.teams import MemberRemoved
from services.billing.domain.plan import Source
from services.billing.domain.store_move import MovedBy
from services.billing.stores import store_moves
from tests.services.billing.harness import OWNER, TEAM, BillingHarness, joined
from tests.services.billing.playing import PlayHarness
from tests.services.billing.store_planning import StorePlans
from tests.services.billing.storing import StoreHarness

UPCOMING, LIST = "GET /v1/users/{user_id}/upcoming", "GET /v1/store-subscriptions"


@pytest.fixture
def rosas(stores: StoreHarness) -> StorePlans:
    """Return a number of Rosa's whose plan the App Store is paid for."""
    stores.billing.attach()
    plans = StorePlans(stores)
    plans.buy()
    plans.choose()
    return plans


def notices(billing: BillingHarness, kind: str) -> list[dict[str, object]]:
    """Return the notices of a kind."""
    return [it for it in billing.events("NoticeDue") if it["kind"] == kind]


def test_the_team_pays_from_the_end_of_what_the_store_was_paid_for(rosas: StorePlans) -> None:
    """Every day of the store stays, nothing is charged before, and then it is the team that is charged."""
    end, rosa = rosas.plan().paid_through, rosas.stores.rosa
    rosas.billing.deliver_events(joined(rosa))
    plan = rosas.plan()
    assert (plan.source, plan.payer, plan.paid_through) == (Source.WEB, TEAM, end)
    rosas.sweep(end - timedelta(minutes=1))
    assert rosas.billing.paypal.captures() == []
    rosas.sweep(end)
    (charged,) = rosas.billing.ask("GET /v1/payments", OWNER).body["items"]
    assert charged["amount"]["amount"] == "1.00"
    assert rosas.plan().paid_through > end + timedelta(days=27)


def test_joining_is_the_move_and_is_said(rosas: StorePlans) -> None:
    """It is for good: nothing more can be bought in a store, and the person is notified of the renewal to cancel."""
    rosa = rosas.stores.rosa
    rosas.billing.deliver_events(joined(rosa))
    move = store_moves.find(rosas.billing.table, rosa)
    assert move
    assert move.by is MovedBy.JOINED
    shown = rosas.billing.ask(LIST, rosa).body
    assert (shown["can_buy"], bool(shown["moved_at"])) == (False, True)
    (said,) = notices(rosas.billing, "store_moved")
    assert said["wallet"] == rosa


def test_the_owner_sees_it_before_anything_has_followed(rosas: StorePlans) -> None:
    """What is shown, and what the owner is notified of, counts the plan as it is after the move."""
    end, rosa = rosas.plan().paid_through, rosas.stores.rosa
    rosas.billing.deliver_event(joined(rosa))
    assert rosas.plan().source is Source.STORE
    before = rosas.billing.ask(UPCOMING, OWNER, path={"user_id": rosa}).body
    assert before["first_at"].startswith(end.isoformat()[:19])
    assert {it["payer"] for it in before["items"]} == {"team"}
    rosas.billing.world.settle()
    after = rosas.billing.ask(UPCOMING, OWNER, path={"user_id": rosa}).body
    assert after["items"] == before["items"]
    (said,) = notices(rosas.billing, "plans_taken_on")
    assert (said["plans"], f"{said['amount'] / 1_000_000:.2f}") == (1, before["total"]["amount"])  # type: ignore[operator]


def test_google_stops_the_renewal_of_who_joins(play: PlayHarness) -> None:
    """The person does nothing, and the store charges them no more."""
    play.buy()
    play.billing.deliver_events(joined(play.rosa))
    (true,) = play.google.truth()
    assert not true["renews"]
    assert not play.only().renews


def test_a_renewal_that_still_arrives_adds_its_time(rosas: StorePlans) -> None:
    """The App Store charged once more: the team pays that much later."""
    end, rosa = rosas.plan().paid_through, rosas.stores.rosa
    rosas.billing.deliver_events(joined(rosa))
    rosas.happen("renewed")
    assert rosas.plan().paid_through > end + timedelta(days=27)
    assert len(notices(rosas.billing, "store_renewed")) == 1


def test_the_team_takes_on_no_plan_that_was_to_end(rosas: StorePlans) -> None:
    """Its store's renewal was off: it ends as the person was shown, and the owner is neither notified nor charged."""
    end, rosa = rosas.plan().paid_through, rosas.stores.rosa
    rosas.happen("renewal_off")
    rosas.billing.deliver_event(joined(rosa))
    assert rosas.billing.ask(UPCOMING, OWNER, path={"user_id": rosa}).body["items"] == []
    rosas.billing.world.settle()
    assert (rosas.plan().source, rosas.plan().renews_at) == (Source.WEB, None)
    rosas.sweep(end)
    assert not rosas.plan().runs
    assert notices(rosas.billing, "plans_taken_on") == rosas.billing.paypal.captures() == []


def test_who_leaves_again_pays_on_the_web(rosas: StorePlans) -> None:
    """There is no way back to the store: what is paid stays, and then the person's own wallet pays."""
    end, rosa = rosas.plan().paid_through, rosas.stores.rosa
    rosas.billing.deliver_events(joined(rosa, revision=5))
    left = MemberRemoved(team_id=TEAM, account_id=rosa, reason="left", numbers="keep", revision=6)
    rosas.billing.deliver_events(left)
    assert (rosas.plan().payer, rosas.plan().paid_through, rosas.plan().source) == (rosa, end, Source.WEB)
    assert rosas.billing.ask(LIST, rosa).body["can_buy"] is False


def test_an_undone_removal_is_a_joining_again(rosas: StorePlans) -> None:
    """What they bought in a store in between moves, and the owner is notified of what the team takes on again."""
    rosa, billing = rosas.stores.rosa, rosas.billing
    removed = MemberRemoved(team_id=TEAM, account_id=rosa, reason="removed", numbers="keep", revision=2)
    billing.deliver_events(removed)
    assert notices(billing, "plans_taken_on") == []
    billing.deliver_events(joined(rosa, revision=3).model_copy(update={"undoes": 2}))
    assert (rosas.plan().source, rosas.plan().payer) == (Source.WEB, TEAM)
    assert len(notices(billing, "plans_taken_on")) == 1


def test_who_has_nothing_in_a_store_is_not_moved(stores: StoreHarness) -> None:
    """They may still buy in a store once they have left."""
    stores.billing.deliver_events(joined(stores.rosa))
    assert store_moves.find(stores.billing.table, stores.rosa) is None
    left = MemberRemoved(team_id=TEAM, account_id=stores.rosa, reason="left", numbers="keep", revision=2)
    stores.billing.deliver_events(left)
    assert stores.billing.ask(LIST, stores.rosa).body["can_buy"] is True


def test_who_opens_a_team_is_not_moved(rosas: StorePlans) -> None:
    """They asked for no move, and pay before as after: the store goes on, and nothing of it is charged to the team."""
    rosa = rosas.stores.rosa
    rosas.billing.deliver_events(joined(rosa, role="owner"))
    assert store_moves.find(rosas.billing.table, rosa) is None
    assert (rosas.plan().source, rosas.plan().payer) == (Source.STORE, TEAM)
    assert rosas.billing.ask(UPCOMING, rosa, path={"user_id": "me"}).body["items"] == []
