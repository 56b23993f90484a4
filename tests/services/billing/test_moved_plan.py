"""A plan that has moved to the web keeps every day of its store, and each payment takes back its own days only (B9)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain import moved_plan
from services.billing.domain.paid_time import PaidBy
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, RefundFact, RefundStatus
from services.billing.domain.plan import TAKEN_BACK, PlanStatus, Source, Subscription
from services.billing.domain.plan_line import LineStatus, PlanLine, decide_line, draw_line
from services.billing.domain.store_move import MovedBy
from services.billing.domain.store_subscription import (
    PeriodPaid,
    PeriodRefunded,
    RenewalSaid,
    Store,
    StoreFact,
    StoreSubscription,
)
from services.billing.domain.unused_days import count_days

T0 = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MONTH = 30 * DAY
BOUGHT = StoreSubscription(Store.APP_STORE, "1", account_id="acc_1")


def period(number: int, said_at: datetime = T0) -> PeriodPaid:
    """Return that the store was paid for a month, the first is 0."""
    return PeriodPaid(f"s{number}", "phone.us.monthly", T0 + number * MONTH, T0 + (number + 1) * MONTH, said_at)


def moved(it: StoreSubscription, *, cancelled: bool = False) -> Subscription:
    """Return the plan of a subscription that has moved to the web."""
    end = it.paid_through
    assert end
    plan = Subscription("sub", "r", "num", "+14155551000", "local_monthly", "acc_1", "acc_1", "acc_1", end)
    store = replace(plan, status=PlanStatus.ACTIVE, source=Source.STORE, store="app_store")
    return moved_plan.take_to_web(replace(store, cancelled=cancelled), it, T0)


def charged(plan: Subscription, payment_id: str, *facts: ChargeResult | RefundFact) -> tuple[PlanLine, Payment]:
    """Return the line and the payment of a plan's next period, with what PayPal says of it."""
    line = draw_line(plan, payment_id)
    payment = Payment(payment_id, "acc_1", "acc_1", line.amount, "plan", "renewal", "tok", T0, "acc_1", plans=1)
    for fact in facts:
        payment = payment.with_fact(fact)
    return line, payment


PAID = ChargeResult(ChargeStatus.COMPLETED, capture_id="CAP", money=1_000_000)
BACK = RefundFact("ref", 1_000_000, RefundStatus.COMPLETED, True)


def test_a_move_changes_no_end() -> None:
    """It is paid on the web from now on, also if its store's renewal is off, and is due where the store's time ends."""
    it = BOUGHT.apply(period(0), RenewalSaid(False, T0))
    plan = moved(it, cancelled=True)
    assert (plan.source, plan.cancelled, plan.paid_through) == (Source.WEB, False, it.paid_through)
    assert plan.renews_at == plan.due_at == it.paid_through
    assert plan.may_be_charged


def test_a_team_takes_on_nothing_that_had_ended() -> None:
    """Whose store's renewal was off as they joined agreed that the plan ends: no one is charged for it."""
    it = BOUGHT.apply(period(0), RenewalSaid(False, T0))
    end = it.paid_through
    assert end
    plan = Subscription("sub", "r", "num", "+14155551000", "local_monthly", "acc_1", "acc_1", "acc_1", end)
    store = replace(plan, status=PlanStatus.ACTIVE, source=Source.STORE, store="app_store", cancelled=True)
    taken = moved_plan.take_to_web(store, it, T0, MovedBy.JOINED)
    assert (taken.source, taken.cancelled, taken.may_be_charged, taken.renews_at) == (Source.WEB, True, False, None)


def test_a_number_that_was_given_up_is_not_renewed_after_the_move() -> None:
    """Its store would have renewed it: so it was the number's holder who wanted it no more."""
    assert moved(BOUGHT.apply(period(0), RenewalSaid(True, T0)), cancelled=True).cancelled


def test_a_renewal_by_the_store_adds_to_what_is_paid_on_the_web() -> None:
    """And the other way round: a payment in flight while the store renews comes after it, with its whole length."""
    it = BOUGHT.apply(period(0))
    plan, now = moved(it), T0 + MONTH
    line, payment = charged(plan, "pay_1", PAID)
    plan = moved_plan.follow_store_on_web(plan.start_charge("pay_1"), it.apply(period(1)), now)
    assert plan.paid_through == T0 + 2 * MONTH
    line, plan = decide_line(line, plan, payment, now)
    assert (line.status, line.starts_at, plan.paid_through) == (LineStatus.PAID, T0 + 2 * MONTH, line.period.ends_at)
    assert plan.paid_through - line.starts_at == 31 * DAY
    again = moved_plan.follow_store_on_web(plan, it.apply(period(1), period(2)), now)
    assert again.paid_through == plan.paid_through + MONTH


def test_a_refund_by_the_store_moves_up_what_was_bought_on_the_web() -> None:
    """And where it lies then is what a number that leaves has a credit for."""
    it, now = BOUGHT.apply(period(0), period(1)), T0 + MONTH
    plan = moved(it)
    line, payment = charged(plan, "pay_1", PAID)
    line, plan = decide_line(line, plan.start_charge("pay_1"), payment, now)
    less = moved_plan.follow_store_on_web(plan, it.apply(PeriodRefunded("s1", True, now)), now + 10 * DAY)
    assert less.paid_through == plan.paid_through - 20 * DAY
    assert count_days(line.laid(less), now + 10 * DAY) == count_days(line, now + 30 * DAY) == 31
    given_back = it.apply(PeriodRefunded("s1", True, now), PeriodRefunded("s1", False, now + DAY))
    more = moved_plan.follow_store_on_web(less, given_back, now + 11 * DAY)
    assert more.paid_through == plan.paid_through


def test_a_payment_that_paypal_takes_back_ends_no_plan_with_store_time_left() -> None:
    """Only its own days go; without any left it is over, as any plan."""
    it, now = BOUGHT.apply(period(0)), T0 + MONTH
    line, payment = charged(moved(it), "pay_1", PAID)
    line, plan = decide_line(line, moved(it).start_charge("pay_1"), payment, now)
    with_store = moved_plan.follow_store_on_web(plan, it.apply(period(1)), now)
    for before, ends in ((with_store, False), (plan, True)):
        after_line, after = decide_line(line, before, payment.with_fact(BACK), now + 5 * DAY)
        assert (after_line.status, after_line.reason) == (LineStatus.GOES_BACK, TAKEN_BACK)
        assert (after.status is PlanStatus.ENDED) == ends
        assert ends or after.paid_through == now + 35 * DAY


def test_what_was_spent_before_paypal_takes_it_back_costs_no_days() -> None:
    """The days of the store that follow are not those of the payment."""
    it, now = BOUGHT.apply(period(0)), T0 + MONTH
    line, payment = charged(moved(it), "pay_1", PAID)
    line, plan = decide_line(line, moved(it).start_charge("pay_1"), payment, now)
    plan = moved_plan.follow_store_on_web(plan, it.apply(period(1)), now)
    assert decide_line(line, plan, payment.with_fact(BACK), now + 40 * DAY) == (line, plan)


def test_a_failed_charge_is_no_dunning_once_the_store_has_renewed() -> None:
    """The charge was under way when the store's renewal came: nothing is due any more."""
    it, now = BOUGHT.apply(period(0)), T0 + MONTH
    line, payment = charged(moved(it), "pay_1", ChargeResult(ChargeStatus.REFUSED, reason="INSTRUMENT_DECLINED"))
    plan = moved_plan.follow_store_on_web(moved(it).start_charge("pay_1"), it.apply(period(1)), now)
    failed, after = decide_line(line, plan, payment, now)
    assert (failed.status, after.status, after.failures, after.in_flight) == (LineStatus.UNPAID, "active", 0, "")


def test_a_renewal_by_the_store_ends_the_dunning() -> None:
    """From when it is known: days that no one paid for are not made up for."""
    it, now = BOUGHT.apply(period(0)), T0 + MONTH + 3 * DAY
    plan = replace(moved(it), status=PlanStatus.PAST_DUE, failures=2, reason="no_wallet")
    after = moved_plan.follow_store_on_web(plan, it.apply(period(1)), now)
    assert (after.status, after.failures, after.reason) == (PlanStatus.ACTIVE, 0, "")
    assert after.paid_through == now + MONTH


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 60), st.booleans()), max_size=6), st.data())
def test_a_move_in_the_middle_of_the_stores_facts_loses_none(
    told: list[tuple[int, bool, int, bool]], data: st.DataObject
) -> None:
    """Whatever was known at the move and whatever comes later, in any order and twice: the same days are paid."""
    facts = [period(number) for number in range(4)]
    refunds: list[StoreFact] = [
        PeriodRefunded(f"s{key}", gone, T0 + timedelta(seconds=place), T0 + key * MONTH + kept * DAY if part else None)
        for place, (key, gone, kept, part) in enumerate(told)
    ]
    it = BOUGHT.apply(facts[0])
    plan, rest = moved(it), data.draw(st.permutations([*facts[1:], *refunds, *refunds]))
    for fact in rest:
        it = it.apply(fact)
        plan = moved_plan.follow_store_on_web(plan, it, T0)
        assert moved_plan.follow_store_on_web(plan, it, T0) == plan
    assert plan.time
    paid = sum((max(timedelta(), kept.ends_at - kept.starts_at) for kept in it.kept), timedelta())
    assert sum((stretch.length for stretch in plan.time.stretches), timedelta()) == paid
    assert all(stretch.source is PaidBy.STORE for stretch in plan.time.stretches)
    assert plan.paid_through == T0 + paid
