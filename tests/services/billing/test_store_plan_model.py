"""The plan that a store subscription pays for says what its store says, in any order, and is never charged (B9)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.billing.domain.plan import TRIED_AFTER, PlanStatus, Subscription
from services.billing.domain.store_plan import OF_ANOTHER, REFUNDED, follow_store, judge, open_in_store, refuse
from services.billing.domain.store_subscription import PeriodPaid, PeriodRefunded, RenewalSaid, StoreFact
from tests.services.billing.test_store_model import DAY, EMPTY, MONTH, T0, facts, paid, stories

NOW = T0 + DAY
BOUGHT = EMPTY.claim("acc_1", is_proved=True).apply(paid(0), RenewalSaid(True, T0, T0 + MONTH))
DRAFT = Subscription("sub_1", "num_1", "num_1", "+14155551000", "local_monthly", "acc_1", "acc_1", "acc_1", NOW)


def opened() -> Subscription:
    """Return the plan that the first month pays for."""
    return open_in_store(DRAFT, BOUGHT, "sto_1", "local_monthly", NOW)


def followed(story: Iterable[StoreFact]) -> Subscription:
    """Return the plan once each of these facts was recorded, one after the other, while it ran."""
    plan, it = opened(), BOUGHT
    for fact in story:
        it = it.apply(fact)
        plan = follow_store(plan, it, "local_monthly", NOW) if plan.runs else plan
    return plan


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories)
def test_while_it_runs_it_is_paid_through_what_the_store_was_paid(story: list[StoreFact]) -> None:
    """Whatever is reported, and however it crosses: never longer, never shorter, and never charged by us."""
    plan = followed(story)
    assert not plan.may_be_charged
    assert plan.charges(NOW + 400 * DAY) == []
    if plan.runs:
        assert plan.paid_through == BOUGHT.apply(*story).paid_through


@given(facts)
def test_a_fact_that_comes_again_changes_nothing(fact: StoreFact) -> None:
    """The same word twice leaves the plan as once."""
    assert followed([fact, fact]) == followed([fact])


@given(st.permutations([paid(1), paid(2), RenewalSaid(True, T0 + 60 * DAY, T0 + 3 * MONTH)]))
def test_renewals_may_come_in_any_order(story: list[StoreFact]) -> None:
    """After all of them it is paid through the last one's end."""
    assert (followed(story).paid_through, followed(story).status) == (T0 + 3 * MONTH, PlanStatus.ACTIVE)


def test_what_is_refunded_ends_it_when_nothing_is_left() -> None:
    """A renewal that is paid back leaves the period before; with that one too, it ends at once."""
    kept = followed([paid(1), PeriodRefunded("1", True, T0 + 2 * DAY)])
    assert (kept.status, kept.paid_through) == (PlanStatus.ACTIVE, T0 + MONTH)
    over = followed([PeriodRefunded("0", True, T0 + 2 * DAY)])
    assert (over.status, over.ended_at, over.reason) == (PlanStatus.ENDED, NOW, REFUNDED)


def test_a_product_of_another_plan_is_renewed_as_that() -> None:
    """A subscription that was moved to the yearly product pays for the yearly plan, but for no other kind of number."""
    yearly = BOUGHT.apply(PeriodPaid("1", "phone.us.yearly", T0 + MONTH, T0 + 13 * MONTH, T0 + MONTH))
    assert follow_store(opened(), yearly, "local_yearly", NOW).plan_id == "local_yearly"
    assert follow_store(opened(), yearly, "toll_free_monthly", NOW).plan_id == "local_monthly"


def test_the_subscription_of_another_account_pays_for_it_no_more() -> None:
    """The store's word on whose it is wins over a claim, also for the number."""
    plan = follow_store(opened(), replace(BOUGHT, account_id="acc_2"), "local_monthly", NOW)
    assert (plan.status, plan.reason) == (PlanStatus.ENDED, OF_ANOTHER)


def test_it_is_judged_on_days_0_1_3_5_and_7() -> None:
    """Only when it is due; a grace period puts all of that off."""
    for grace in (timedelta(), 16 * DAY):
        said = RenewalSaid(True, T0 + MONTH, T0 + MONTH, T0 + MONTH + grace if grace else None)
        plan, seen = follow_store(opened(), BOUGHT.apply(said), "local_monthly", NOW), list[int]()
        for hours in range(24 * 30):
            after = judge(plan, T0 + MONTH + hours * timedelta(hours=1))
            if after != plan:
                seen.append((hours - 1) // 24)
                plan = after
        assert seen[0] == grace.days
        assert (plan.status, plan.ended_at) == (PlanStatus.ENDED, T0 + MONTH + grace + TRIED_AFTER[-1])
        assert len(seen) == len(TRIED_AFTER)


def test_what_is_refused_says_why() -> None:
    """Unknown or another's, in use, unpaid or a test, of another kind of number."""
    wants = ("acc_1", "local_monthly", "local_monthly", NOW)
    assert refuse(BOUGHT, *wants) == ""
    assert refuse(None, *wants) == refuse(replace(BOUGHT, account_id="acc_2"), *wants) == "store_unknown"
    assert refuse(BOUGHT.pay_for("sub_2", "num_2", "+14155551001"), *wants) == "store_in_use"
    assert refuse(replace(BOUGHT, is_test=True), *wants) == "store_unpaid"
    assert refuse(BOUGHT, *wants[:3], T0 + 2 * MONTH) == "store_unpaid"
    assert refuse(BOUGHT, "acc_1", "", "local_monthly", NOW) == "store_does_not_fit"
    assert refuse(BOUGHT, "acc_1", "local_monthly", "toll_free_monthly", NOW) == "store_does_not_fit"
