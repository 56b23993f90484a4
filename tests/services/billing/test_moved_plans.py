"""A person moves a number's plan from the store to the web, and every day that they paid for stays theirs (B9, B21)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from contracts.event import Envelope
from contracts.identity import AccountClosed
from contracts.numbers import NumberHandedOver
from kernel import ids
from services.billing.domain.plan import PlanStatus, Source
from tests.services.billing.harness import TEAM
from tests.services.billing.store_planning import StorePlans
from tests.services.billing.store_worlds import register
from tests.services.billing.storing import StoreHarness
from tests.services.billing.test_moving import move, notices

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def plans(stores: StoreHarness) -> StorePlans:
    """Return billing with a number that Rosa pays for in the store; no wallet is attached."""
    found = StorePlans(stores)
    found.buy()
    found.choose()
    return found


def _moved(plans: StorePlans, **query: str) -> dict[str, Any]:
    reply = move(plans.billing, plans.stores.rosa, **query)
    assert reply.status == 200, reply
    (item,) = reply.body["items"]
    return dict(item)


def _events_of(plans: StorePlans, revision: int) -> list[Envelope]:
    """Return what is published of the plan with a revision."""
    return [it for it in plans.billing.world.outbox() if _revision(it) == (plans.plan().subscription_id, revision)]


def _revision(it: Envelope) -> tuple[Any, Any]:
    return it.data.get("subscription_id"), it.data.get("revision")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_canceled_plan_is_said_to_go_on_in_one_event(plans: StorePlans) -> None:
    """Of two events with one revision numbers would take one: it would say that the number ends, then be charged."""
    plans.happen("renewal_off")
    _moved(plans)
    (said,) = _events_of(plans, plans.plan().version)
    assert (said.type, said.data["store"], said.data["cancelled"]) == ("PlanRenewed", "", False)


def test_the_wallet_pays_from_the_end_of_the_stores_time(plans: StorePlans) -> None:
    """Nothing is charged by the move; then the web's price, once, and no day is lost or paid twice."""
    plans.billing.attach(plans.stores.rosa)
    before = plans.plan()
    _moved(plans)
    after = plans.plan()
    assert (after.source, after.paid_through) == (Source.WEB, before.paid_through)
    plans.sweep(after.paid_through - SECOND)
    assert plans.billing.paypal.captures() == []
    for _ in range(2):
        plans.sweep(after.paid_through + SECOND)
    (paid,) = plans.billing.paypal.captures()
    assert Decimal(paid["amount"]) == 1
    assert plans.plan().time
    assert [it.source for it in plans.plan().time.stretches] == ["store", "web"]
    plans.billing.assert_as_at_paypal()


def test_the_preview_is_what_happens(plans: StorePlans) -> None:
    """Both calendars with the number; the days of the second are charged at its prices on its dates (B15)."""
    plans.billing.attach(plans.stores.rosa)
    item = _moved(plans, dry_run="true")
    assert plans.plan().paid_in_store
    assert item["phone_number"] == plans.plan().phone_number
    assert [it["paid_by"] for it in item["moved"]] == ["store", "web", "web", "web"]
    assert [it["price"] and it["price"]["amount"] for it in item["moved"]] == [None, "1.00", "1.00", "1.00"]
    assert (item["days_paid_twice"], item["needs_wallet"]) == (0, False)
    assert _moved(plans)["moved"][1:] == item["moved"][1:]
    plans.sweep(_at(item["moved"][1]["starts_at"]))
    assert plans.plan().paid_through == _at(item["moved"][1]["ends_at"])


def test_without_a_wallet_it_is_said_that_the_plan_will_end(plans: StorePlans) -> None:
    """It runs to its end, then it is past due as any plan on the web."""
    item = _moved(plans)
    assert item["needs_wallet"]
    assert [it["paid_by"] for it in item["moved"]] == ["store", "no_one"]
    plans.sweep(plans.plan().paid_through + SECOND)
    assert (plans.plan().status, plans.plan().reason) == (PlanStatus.PAST_DUE, "payment_method_required")


def test_a_plan_past_due_is_not_made_active_by_its_move(plans: StorePlans) -> None:
    """Numbers learns that no store is paid for it; what is due is charged at once, and only that has it restored."""
    plans.happen("billing_retry")
    plans.sweep(plans.plan().paid_through + timedelta(hours=1))
    _moved(plans)
    assert plans.plan().status is PlanStatus.PAST_DUE
    (said,) = _events_of(plans, plans.plan().version)
    assert (said.type, said.data["store"]) == ("PlanChanged", "")
    assert plans.billing.events("PlanRenewed") == []


def test_a_plan_past_due_is_charged_when_it_moves(plans: StorePlans) -> None:
    """The wallet is there already: nothing waits for the next try."""
    plans.happen("billing_retry")
    plans.sweep(plans.plan().paid_through + timedelta(hours=1))
    plans.billing.attach(plans.stores.rosa)
    _moved(plans)
    assert len(plans.billing.paypal.captures()) == 1
    assert plans.plan().status is PlanStatus.ACTIVE


def test_a_renewal_by_the_store_adds_its_time_and_is_said(plans: StorePlans) -> None:
    """After the web's time; the refund of it takes back what is its own, and the web's days stay."""
    plans.billing.attach(plans.stores.rosa)
    _moved(plans)
    start = plans.plan().paid_through
    plans.sweep(start + SECOND)
    on_web = plans.plan().paid_through
    plans.happen("renewed")
    more = plans.plan().paid_through
    renewed = max(plans.bought.periods.values(), key=lambda it: it.starts_at)
    assert more - on_web == renewed.ends_at - renewed.starts_at
    (said,) = notices(plans.billing, "store_renewed")
    assert datetime.fromisoformat(str(said["paid_through"])) == more
    plans.happen("refunded")
    assert plans.plan().paid_through == on_web
    plans.billing.assert_as_at_paypal()


def test_the_store_no_longer_ends_it(plans: StorePlans) -> None:
    """Its renewal is off, as it should be: the wallet pays."""
    _moved(plans)
    plans.happen("renewal_off")
    assert (plans.plan().cancelled, plans.plan().runs) == (False, True)
    plans.happen("expired")
    assert plans.plan().runs


def test_a_closed_account_frees_what_has_moved(plans: StorePlans) -> None:
    """Its days can be used in another account of theirs, so they pay for no number here any longer."""
    _moved(plans)
    plans.billing.deliver_events(AccountClosed(account_id=plans.stores.rosa))
    assert (plans.plan().status, plans.plan().reason) == (PlanStatus.ENDED, "account_closed")
    assert plans.bought.plan == ""


def test_a_subscription_that_proves_to_be_anothers_pays_no_more(stores: StoreHarness) -> None:
    """Its days go along, as they pay for another number now."""
    plans, new = StorePlans(stores), ids.new_id("acc")
    stores.claim(stores.buy(new)["receipt"])
    plans.choose()
    _moved(plans)
    register(stores.billing, {new: "New"})
    stores.buy(new, "renewed")
    stores.pass_on(2)
    assert (plans.bought.plan, plans.bought.account_id) == ("", new)
    assert (plans.plan().status, plans.plan().reason) == (PlanStatus.ENDED, "store_of_another")


def test_a_number_that_is_handed_over_keeps_its_days(plans: StorePlans) -> None:
    """The subscription is whose it was: what it renews goes on paying for the number."""
    _moved(plans)
    about = {"number_id": "num_1", "subscription_id": plans.plan().subscription_id, "revision": 9}
    plans.billing.deliver_events(NumberHandedOver(**about, from_holder=plans.stores.rosa, to_holder=TEAM))
    before = plans.plan().paid_through
    plans.happen("renewed")
    assert (plans.plan().holder, plans.plan().status) == (TEAM, PlanStatus.ACTIVE)
    assert plans.plan().paid_through > before


def test_a_number_that_is_chosen_after_the_move_is_paid_on_the_web(stores: StoreHarness) -> None:
    """The store's time is used first."""
    plans = StorePlans(stores)
    plans.buy()
    _moved(plans)
    plans.choose()
    assert (plans.plan().source, plans.plan().paid_through) == (Source.WEB, plans.bought.paid_through)


def test_who_reads_of_a_subscription_learns_that_it_has_moved(plans: StorePlans) -> None:
    """In the event of the move, and in each later one: the store may still charge, and that adds its time."""
    _moved(plans)
    said = plans.billing.events("StoreSubscriptionChanged")[-1]
    assert (said["moved"], said["renews"]) == (True, True)
    plans.happen("renewal_off")
    said = plans.billing.events("StoreSubscriptionChanged")[-1]
    assert (said["moved"], said["renews"], said["renews_at"]) == (True, False, None)


def test_the_list_says_until_when_what_has_moved_is_paid(plans: StorePlans) -> None:
    """The store's own dates no longer say it: what was bought on the web lies before what it renews."""
    plans.billing.attach(plans.stores.rosa)
    _moved(plans)
    plans.sweep(plans.plan().paid_through + SECOND)
    plans.happen("renewed")
    (shown,) = plans.stores.shown()
    assert _at(shown["paid_through"]) == plans.plan().paid_through
    assert shown["moved"] is True
    assert plans.bought.paid_through
    assert plans.bought.paid_through < plans.plan().paid_through
