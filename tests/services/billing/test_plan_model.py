"""A plan's time: periods adjoin, the day of the month is kept, and every path through its statuses ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contracts.months import months_after
from services.billing.domain.plan import TRIED_AFTER, PlanStatus, Subscription

_FIRST, _LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(min_value=0, max_value=int((_LAST - _FIRST).total_seconds())).map(
    lambda seconds: _FIRST + timedelta(seconds=seconds)
)
AWKWARD = [datetime(2027, 1, day, 23, 59, 59, 999999, UTC) for day in (28, 29, 30, 31)] + [
    datetime(2028, 2, 29, tzinfo=UTC),
    datetime(2028, 3, 12, 10, tzinfo=UTC),
    datetime(2028, 11, 5, 8, 30, tzinfo=UTC),
    datetime(2027, 12, 31, tzinfo=UTC),
]


def opened(at: datetime, plan_id: str = "local_monthly") -> Subscription:
    """Return a plan whose first period is charged at an instant."""
    plan = Subscription("sub_1", "num_1", "num_1", "+14155551000", plan_id, "acc_1", "acc_1", "acc_1", at)
    return plan.start_charge("pay_1")


def paid(plan: Subscription) -> Subscription:
    """Return the plan with the charge in flight completed."""
    return plan.mark_paid(plan.in_flight, plan.renews_as.plan_id, plan.next_period(None))


def renewed(plan: Subscription) -> Subscription:
    """Return the plan with the next period charged and paid."""
    return paid(plan.start_charge(f"pay_{plan.months + 1}"))


@given(INSTANTS, st.sampled_from(["local_monthly", "local_yearly"]))
def test_a_year_of_renewals_adjoins(at: datetime, plan_id: str) -> None:
    """Each period begins where the one before ended, and a year later it is the same day of the same month."""
    plan = opened(at, plan_id)
    plan = paid(plan)
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
    plan = paid(plan)
    for wish in wishes:
        changed = plan.change_to(wish)
        assert changed.paid_through == plan.paid_through
        plan = renewed(changed)
        assert plan.plan_id == wish
        assert plan.paid_through == months_after(at, plan.months) > changed.paid_through


@given(INSTANTS, st.integers(min_value=0, max_value=5))
def test_what_cannot_be_paid_is_tried_on_its_days(at: datetime, failures: int) -> None:
    """Past due for seven days, with tries at once and on days 1, 3, 5 and 7; then it is over."""
    plan = opened(at)
    plan = paid(plan)
    due, tried = plan.paid_through, []
    for _ in range(failures):
        assert plan.due_at is not None
        tried.append(plan.due_at - due)
        plan = plan.start_charge("pay_2").mark_unpaid("declined")
    assert tried == list(TRIED_AFTER[:failures])
    if failures == len(TRIED_AFTER):
        assert (plan.status, plan.ended_at, plan.due_at) == (PlanStatus.ENDED, due + timedelta(days=7), None)
    elif failures:
        plan = renewed(plan)
        assert (plan.status, plan.failures) == (PlanStatus.ACTIVE, 0)
        assert plan.paid_through == months_after(at, 2)


def test_a_late_payment_of_a_try_that_was_given_up_still_counts_once() -> None:
    """PayPal may complete what we had given up: it pays for the period that is due, and for no other."""
    at = datetime(2027, 1, 31, tzinfo=UTC)
    plan = paid(opened(at))
    past_due = plan.start_charge("pay_late").mark_unpaid("NEVER_ARRIVED")
    assert past_due.accepts("pay_late", plan.paid_through)
    assert not past_due.start_charge("pay_next").accepts("pay_late", plan.paid_through)
    assert not renewed(past_due).accepts("pay_late", plan.paid_through)


@given(st.sampled_from(AWKWARD) | INSTANTS, st.sampled_from(["local_monthly", "local_yearly"]))
def test_ten_years_of_periods_adjoin(at: datetime, plan_id: str) -> None:
    """From any instant on, each period ends on the day of the month of the first, or on that month's last (B8)."""
    plan = opened(at, plan_id)
    plan = paid(plan)
    while plan.months < 120:
        assert plan.paid_through == at + relativedelta(months=plan.months)
        assert plan.charges(plan.paid_through) == [(plan.paid_through, plan.renews_as.price)]
        begun, plan = plan, renewed(plan)
        assert begun.paid_through < plan.paid_through
        assert plan.paid_through == begun.charges(plan.paid_through)[1][0]
    assert plan.paid_through.timetz() == at.timetz()


class Sweeping(RuleBasedStateMachine):
    """One plan, swept at any instants and however often, while its payer pays or not and changes their mind."""

    @initialize(at=st.sampled_from(AWKWARD) | INSTANTS)
    def buy(self, at: datetime) -> None:
        """Pay the first period."""
        plan = opened(at)
        self.plan, self.now, self.began, self.paid = paid(plan), at, at, [(plan.in_flight, at)]
        self.ends, self.tries = [self.plan.paid_through], 1

    @rule(days=st.integers(0, 40), sweeps=st.integers(1, 3))
    def sweep(self, days: int, sweeps: int) -> None:
        """Let time go by, and start or end what is due, however often it is swept."""
        self.now += timedelta(days=days)
        for _ in range(sweeps):
            if not self.plan.is_due(self.now) or self.plan.in_flight:
                continue
            if self.plan.cancelled:
                self.plan = self.plan.end(self.plan.paid_through)
            else:
                self.tries += 1
                self.plan = self.plan.start_charge(f"pay_{self.tries}")

    @precondition(lambda self: self.plan.in_flight)
    @rule(well=st.booleans())
    def paypal_answers(self, well: bool) -> None:
        """Pay the charge in flight, or fail it."""
        payment_id, starts_at = self.plan.in_flight, self.plan.paid_through
        if not well:
            self.plan = self.plan.mark_unpaid("declined")
            return
        assert self.plan.accepts(payment_id, starts_at)
        self.plan = paid(self.plan)
        self.paid.append((payment_id, starts_at))
        self.ends.append(self.plan.paid_through)

    @precondition(lambda self: self.plan.runs)
    @rule(plan_id=st.sampled_from(["local_monthly", "local_yearly"]))
    def change(self, plan_id: str) -> None:
        """Have it renewed as another plan."""
        self.plan = self.plan.change_to(plan_id)

    @precondition(lambda self: self.plan.runs)
    @rule(off=st.booleans())
    def call_off_or_resume(self, off: bool) -> None:
        """Cancel its renewal, or resume it."""
        self.plan = self.plan.cancel() if off else replace(self.plan, cancelled=False)

    @rule(number=st.integers(0, 50))
    def an_old_payment_is_reported_again(self, number: int) -> None:
        """Assert that an old payment pays for nothing more."""
        assert not self.plan.accepts(*self.paid[number % len(self.paid)])

    @invariant()
    def periods_adjoin_and_nothing_is_charged_early(self) -> None:
        """Assert that each period ends by the calendar, is charged when the one before is over, and is paid once."""
        assert self.ends == sorted(set(self.ends))
        assert self.plan.paid_through == self.ends[-1] == self.began + relativedelta(months=self.plan.months)
        assert len(self.paid) == len(set(self.paid)) == len(self.ends)
        assert all(end <= self.now for end in self.ends[:-1])
        assert self.plan.in_flight == "" or self.plan.paid_through <= self.now


TestSweeping = Sweeping.TestCase
TestSweeping.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
