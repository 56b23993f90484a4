"""A plan's time: periods adjoin, the day of the month is kept, and every way through its states ends somewhere."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kernel.months import months_after
from services.billing.plans import TRIED_AFTER, Standing, Subscription

_FIRST, _LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(min_value=0, max_value=int((_LAST - _FIRST).total_seconds())).map(
    lambda seconds: _FIRST + timedelta(seconds=seconds)
)


def opened(at: datetime, plan_id: str = "local_monthly") -> Subscription:
    """A plan whose first period is charged at an instant."""
    plan = Subscription("sub_1", "num_1", "num_1", "+14155551000", plan_id, "acc_1", "acc_1", "acc_1", at)
    return plan.charged()


def renewed(plan: Subscription) -> Subscription:
    """The next period is charged and paid."""
    trying = plan.charged()
    return trying.paid(trying.in_flight, trying.paid_through)


@given(INSTANTS, st.sampled_from(["local_monthly", "local_yearly"]))
def test_a_year_of_renewals_adjoins(at: datetime, plan_id: str) -> None:
    """Each period begins where the one before ended, and a year later it is the same day of the same month."""
    plan = opened(at, plan_id)
    plan = plan.paid(plan.in_flight, at)
    ends = [plan.paid_through]
    while plan.months < 12:
        before = plan.paid_through
        plan = renewed(plan)
        assert before < plan.paid_through <= before + timedelta(days=31)
        ends.append(plan.paid_through)
    assert ends == sorted(set(ends))
    assert plan.paid_through == months_after(at, 12)


@given(INSTANTS, st.lists(st.sampled_from(["local_monthly", "local_yearly"]), max_size=6))
def test_a_change_of_plan_keeps_the_paid_time(at: datetime, wishes: list[str]) -> None:
    """However often it is changed, nothing that is paid is lost; the new plan begins when the old is used up."""
    plan = opened(at)
    plan = plan.paid(plan.in_flight, at)
    for wish in wishes:
        changed = plan.changed(wish)
        assert changed.paid_through == plan.paid_through
        plan = renewed(changed)
        assert plan.plan_id == wish
        assert plan.paid_through == months_after(at, plan.months) > changed.paid_through


@given(INSTANTS, st.integers(min_value=0, max_value=5))
def test_what_cannot_be_paid_is_tried_on_its_days(at: datetime, failures: int) -> None:
    """Past due for seven days, with tries at once and on days 1, 3, 5 and 7; then it is over."""
    plan = opened(at)
    plan = plan.paid(plan.in_flight, at)
    due, tried = plan.paid_through, []
    for _ in range(failures):
        assert plan.due_at is not None
        tried.append(plan.due_at - due)
        plan = plan.charged().unpaid("declined")
    assert tried == list(TRIED_AFTER[:failures])
    if failures == len(TRIED_AFTER):
        assert (plan.standing, plan.ended_at, plan.due_at) == (Standing.ENDED, due + timedelta(days=7), None)
    elif failures:
        plan = renewed(plan)
        assert (plan.standing, plan.failures) == (Standing.ACTIVE, 0)
        assert plan.paid_through == months_after(at, 2)


def test_each_try_is_a_payment_of_its_own_and_the_same_for_whoever_makes_it() -> None:
    """The id of a charge follows from the plan, the period and the try."""
    at = datetime(2027, 1, 31, tzinfo=UTC)
    plan = opened(at)
    plan = plan.paid(plan.in_flight, at)
    assert plan.charged().in_flight == plan.charged().in_flight
    failed = plan.charged().unpaid("declined")
    assert len({plan.charged().in_flight, failed.charged().in_flight, renewed(plan).charged().in_flight}) == 3


def test_a_late_payment_of_a_try_that_was_given_up_still_counts_once() -> None:
    """PayPal may complete what we had given up: it pays for the period that is due, and for no other."""
    at = datetime(2027, 1, 31, tzinfo=UTC)
    plan = opened(at)
    plan = plan.paid(plan.in_flight, at)
    given_up = plan.charged().in_flight
    past_due = plan.charged().unpaid("NEVER_ARRIVED")
    assert past_due.takes(given_up)
    assert not past_due.charged().takes(given_up)
    assert not renewed(past_due).takes(given_up)
