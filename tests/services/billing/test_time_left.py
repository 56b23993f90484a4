"""Store time that lies behind time paid on the web outlives the number that it was to pay for (B9, N13, T8)."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from contracts.identity import AccountClosed
from contracts.port_outs import NumberPortedOut
from kernel import aws
from services.billing.domain import moved_plan, time_left
from services.billing.domain.plan import PlanStatus, Source
from services.billing.domain.plan_line import decide_line
from services.billing.domain.store_subscription import PeriodRefunded, StorePeriod
from tests.faults import meanwhile
from tests.services.billing.store_planning import StorePlans
from tests.services.billing.storing import StoreHarness
from tests.services.billing.test_moved_plan import BOUGHT, DAY, MONTH, PAID, T0, charged, moved, period
from tests.services.billing.test_moving import move, notices


@pytest.fixture
def plans(stores: StoreHarness) -> StorePlans:
    """Return billing with a number that Rosa paid for in the store, on the web since, and in the store again."""
    found = StorePlans(stores)
    found.buy()
    found.choose()
    found.billing.attach(found.stores.rosa)
    assert move(found.billing, found.stores.rosa).status == 200
    found.sweep(found.plan().paid_through + timedelta(seconds=1))
    found.happen("renewed")
    return found


def _newest(plans: StorePlans) -> StorePeriod:
    return max(plans.bought.periods.values(), key=lambda it: it.starts_at)


def _leave(plans: StorePlans) -> datetime:
    """Have the number move to another carrier in the middle of what was paid on the web; return when."""
    at, event = _leaving(plans)
    plans.billing.deliver_events(event)
    return at


def _leaving(plans: StorePlans) -> tuple[datetime, NumberPortedOut]:
    """Return when the number moves to another carrier, and the event of it."""
    time = plans.plan().time
    assert time
    assert [it.source for it in time.stretches] == ["store", "web", "store"]
    at = time.stretches[1].starts_at + 3 * DAY
    about = {"number_id": "num_1", "phone_number": "+14155551000", "holder": plans.stores.rosa, "user_id": None}
    return at, NumberPortedOut(**about, subscription_id="", at=at, revision=5)


def test_store_time_behind_web_time_is_left_when_the_number_leaves(plans: StorePlans) -> None:
    """The web's days are credited; the store's begin as the plan ends, can pay for another number, and it is said."""
    renewed = _newest(plans)
    at = _leave(plans)
    end = at + (renewed.ends_at - renewed.starts_at)
    assert (plans.plan().status, plans.bought.paid_through) == (PlanStatus.ENDED, end)
    assert notices(plans.billing, "unused_days")
    assert [datetime.fromisoformat(str(it["paid_through"])) for it in notices(plans.billing, "store_paid_unused")] == [
        end
    ]
    assert plans.billing.events("StoreSubscriptionChanged")[-1]["paid_through"] == end.isoformat().replace(
        "+00:00", "Z"
    )
    plans.choose("num_2")
    assert (plans.plan("num_2").source, plans.plan("num_2").paid_through) == (Source.WEB, end)
    plans.billing.assert_as_at_paypal()


@pytest.mark.parametrize("is_renewed_first", [False, True])
def test_a_renewal_that_crosses_the_leaving_is_not_lost(plans: StorePlans, is_renewed_first: bool) -> None:
    """Whichever is decided while the other is being written: both periods are left, once, and each event may repeat."""
    at, event = _leaving(plans)
    if is_renewed_first:
        with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: plans.happen("renewed")):
            plans.billing.deliver_event(event)
    else:
        leave = partial(plans.billing.deliver_event, event)
        with meanwhile(aws.client("dynamodb"), "TransactWriteItems", leave, at_call=2):
            plans.happen("renewed")
    plans.billing.deliver_events(event, event)
    two = sorted(plans.bought.periods.values(), key=lambda it: it.starts_at)[-2:]
    assert plans.bought.paid_through == at + sum((it.ends_at - it.starts_at for it in two), DAY * 0)
    assert (plans.bought.plan, plans.plan().status) == ("", PlanStatus.ENDED)
    plans.billing.assert_as_at_paypal()


@pytest.mark.parametrize("is_chosen_first", [False, True])
def test_a_refund_takes_back_only_what_is_left_of_its_own(plans: StorePlans, is_chosen_first: bool) -> None:
    """Before another number is chosen, or after: no day of another payment, and none twice."""
    _leave(plans)
    one = plans.bought.paid_through
    plans.happen("renewed")
    assert one
    assert plans.bought.paid_through == one + (_newest(plans).ends_at - _newest(plans).starts_at)
    for asked in (plans.choose, lambda number_id: plans.happen("refunded"))[:: 1 if is_chosen_first else -1]:
        asked("num_2")
    assert plans.plan("num_2").paid_through == one


def test_a_closed_accounts_store_time_waits_for_its_next_account(plans: StorePlans) -> None:
    """What lay behind the web's time is not lost with the account."""
    time = plans.plan().time
    assert time
    unspent = sum((it.unspent(time.stretches[0].starts_at) for it in time.stretches if it.source == "store"), DAY * 0)
    plans.billing.deliver_events(AccountClosed(account_id=plans.stores.rosa))
    left = plans.bought.left
    assert left
    assert sum((it.length for it in left.stretches), DAY * 0) >= unspent - DAY


def test_no_day_is_left_that_was_spent() -> None:
    """Of a month in the middle what is not spent is left, and of those after it all."""
    it, now = BOUGHT.apply(period(0)), T0 + MONTH
    line, payment = charged(moved(it), "pay_1", PAID)
    _, plan = decide_line(line, moved(it).start_charge("pay_1"), payment, now)
    it = replace(it, plan="sub").apply(period(1), period(2))
    plan = moved_plan.follow_store_on_web(plan, it, now)
    for after, left in ((10 * DAY, 60 * DAY), (31 * DAY, 60 * DAY), (41 * DAY, 50 * DAY), (91 * DAY, 0 * DAY)):
        at = now + after
        freed = time_left.free_from(it, plan.end(at, "over"), at)
        assert max(freed.paid_through or at, at) - at == left
        assert time_left.follow_left(freed, at) == freed


def test_a_refund_that_is_undone_returns_what_was_left() -> None:
    """Also of a payment in the middle: the days behind it move up, and lie as they did afterwards."""
    it = replace(BOUGHT.apply(period(0), period(1), period(2)), plan="sub")
    freed = time_left.free_from(it, moved(it).end(T0, "over"), T0)
    back = time_left.follow_left(freed.apply(PeriodRefunded("s1", True, T0)), T0)
    assert back.paid_through == T0 + 2 * MONTH
    assert time_left.follow_left(back.apply(PeriodRefunded("s1", False, T0 + DAY)), T0).paid_through == T0 + 3 * MONTH


def test_a_plan_that_goes_on_keeps_its_time() -> None:
    """A subscription that pays for another kind of number now has nothing of what lies in the plan."""
    it = replace(BOUGHT.apply(period(0)), plan="sub")
    again = replace(it, left=moved(it).time).apply(replace(period(1), product_id="tollfree.us.monthly"))
    freed = time_left.free_from(time_left.follow_left(again, T0), moved(it), T0)
    assert freed.left
    assert [stretch.key for stretch in freed.left.stretches] == ["s1"]
    assert time_left.follow_left(freed, T0) == freed


def test_what_was_for_another_kind_of_number_goes_by_its_stores_dates() -> None:
    """It never was in the plan's time: the rest of it is left, once, behind what was in it."""
    it = replace(BOUGHT.apply(period(0)), plan="sub")
    plan, now = moved(it), T0 + 10 * DAY
    it = it.apply(replace(period(1), product_id="tollfree.us.monthly"))
    freed = time_left.free_from(it, plan.end(now, "over"), now)
    assert freed.paid_through == T0 + 2 * MONTH
    late = time_left.free_from(it, plan.end(T0 + 40 * DAY, "over"), T0 + 40 * DAY)
    assert late.paid_through == T0 + 2 * MONTH
