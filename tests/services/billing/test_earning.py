"""A plan's price is earned month by month, once, and comes to exactly zero deferred (B19)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.bookkeeping import PlanEarningDue
from contracts.months import months_after
from contracts.periods import next_period
from contracts.plans import CATALOGUE
from kernel import aws, clock
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.earning import earn, earned_by, list_months, next_month_end
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import (
    ChargeResult,
    ChargeStatus,
    DisputeFact,
    DisputeStatus,
    RefundFact,
    RefundStatus,
)
from services.billing.domain.plan_line import LineStatus, PlanLine
from services.billing.use_cases.invoices.issue_invoices import book_tax
from tests.faults import meanwhile
from tests.services.billing.harness import DOLLAR, OWNER, BillingHarness
from tests.services.billing.planning import number_requested
from tests.services.billing.test_crashes import killed_at
from tests.services.billing.test_plan_model import AWKWARD, INSTANTS

AT = datetime(2027, 1, 31, 9, 30, tzinfo=UTC)
TAX = 820_000  # 8.875 percent of what 10.00 is without it
INSTANT = INSTANTS | st.sampled_from(AWKWARD)


def line_of(plan_id: str, starts_at: datetime, billing_day: datetime | None = None, months: int = 0) -> PlanLine:
    """Return a paid line of a plan whose period starts so many months after an anchor."""
    period = next_period(CATALOGUE[plan_id], starts_at, months, billing_day)
    begins = months_after(starts_at, months)
    return PlanLine(
        "pay_1",
        "sub_1",
        "num_1",
        "+14155551000",
        "team_1",
        plan_id,
        period.price,
        begins,
        period.anchor,
        period.months,
        status=LineStatus.PAID,
    )


def paid_for(*lines: PlanLine, taxed: int = 0) -> Payment:
    """Return the payment of these lines, with all of its money there."""
    amount = sum(line.amount for line in lines)
    return Payment(
        "pay_1",
        "team_1",
        "acc_owner",
        amount,
        "plan",
        "renewal",
        "tok",
        AT,
        "acc_owner",
        plans=len(lines),
        charge_status=ChargeStatus.COMPLETED,
        captured=amount,
        granted=amount,
        taxed=taxed,
    )


@given(INSTANT, st.sampled_from(["local_yearly", "local_monthly", "toll_free_monthly"]), INSTANT | st.none(), st.data())
def test_a_period_is_earned_month_by_month_to_the_end(
    at: datetime, plan_id: str, day: datetime | None, data: st.DataObject
) -> None:
    """The months adjoin, none is longer than a month, what is earned only grows, and in the end it is the price."""
    line = line_of(plan_id, at, day, data.draw(st.integers(0, 40)))
    months = list_months(line.starts_at, line.period)
    assert months[-1] == (line.period.ends_at, 1)
    ends = [line.starts_at, *(end for end, _ in months)]
    assert all(timedelta(0) < later - sooner <= timedelta(days=31) for sooner, later in pairwise(ends))
    assert earned_by(line, line.starts_at) == 0
    earned = [earned_by(line, end) for end, _ in months]
    assert earned == sorted(earned)
    assert earned[-1] == line.amount
    whole = [later - sooner for sooner, later in pairwise(earned)]  # a first one may be shorter
    assert not whole or max(whole) - min(whole) <= 1, "each month is an equal part"


@given(
    st.lists(
        st.tuples(st.sampled_from(["local_yearly", "local_monthly"]), INSTANT | st.none()), min_size=1, max_size=4
    ),
    st.integers(0, 900_000),
    st.lists(st.integers(0, 500), max_size=9),
)
def test_whenever_it_is_looked_at_it_comes_to_the_same(
    wanted: list[tuple[str, datetime | None]], tax: int, days: list[int]
) -> None:
    """Looked at on any days, in any order of lines, a payment's deferred revenue ends at zero, its tax left out."""
    lines = [line_of(plan_id, AT, day) for plan_id, day in wanted]
    payment, booked = paid_for(*lines, taxed=tax), 0
    for day in [*sorted(days), 800]:
        payment, journal = earn(payment, lines, AT + timedelta(days=day))
        booked += sum(line.amount for line in journal.lines if line.account.wallet == "revenue") if journal else 0
        assert payment.deferred >= 0
        assert booked == payment.earned
        assert earn(payment, lines, AT + timedelta(days=day))[1] is None, "twice is once"
    assert (payment.deferred, payment.earned) == (0, payment.granted - tax)
    assert next_month_end(lines, AT + timedelta(days=800)) is None


def test_a_refund_takes_what_is_deferred_first_and_then_what_was_earned() -> None:
    """Of 10.00, of which 5.00 is earned, 3.00 goes back from deferred revenue; then 4.00, of which 2.00 was earned."""
    line = line_of("local_yearly", AT)
    payment, _ = earn(paid_for(line), [line], months_after(AT, 6))
    assert (payment.earned, payment.deferred) == (5 * DOLLAR, 5 * DOLLAR)
    refunds = (("ref_1", 3, 5, 2), ("ref_2", 4, 3, 0))
    for refund_id, dollars, earned, deferred in refunds:
        fact = RefundFact(refund_id, dollars * DOLLAR, RefundStatus.COMPLETED)
        payment, journal = payment.with_fact(fact).settle(None, fact)  # type: ignore[arg-type]
        assert journal is not None
        assert (payment.earned, payment.deferred) == (earned * DOLLAR, deferred * DOLLAR)
    assert earn(payment, [line], months_after(AT, 12))[0].earned == 3 * DOLLAR


def test_a_line_that_was_unpaid_and_is_not_decided_yet_is_looked_at_again() -> None:
    """Of a large payment that completes after it failed, lines are settled page by page: none is left deferred."""
    line = replace(line_of("local_monthly", AT), status=LineStatus.UNPAID)
    assert next_month_end([line], months_after(AT, 2)) == months_after(AT, 2) + timedelta(days=1)


def test_less_left_than_its_tax_is_no_negative_revenue() -> None:
    """While PayPal holds back nearly all of a payment for a dispute, its invoice and tax stay: nothing is earned."""
    line = line_of("local_yearly", AT)
    payment = replace(paid_for(line, taxed=820_000), granted=100_000)
    assert earn(payment, [line], months_after(AT, 6))[0].earned == 0


def test_what_goes_back_is_never_earned() -> None:
    """A line whose money is to be refunded earns nothing, and the others earn theirs."""
    kept, back = line_of("local_monthly", AT), replace(line_of("local_yearly", AT), status=LineStatus.GOES_BACK)
    payment = replace(paid_for(kept, back), unearned=back.amount)
    after, _ = earn(payment, [kept, back], months_after(AT, 12))
    assert (after.earned, after.deferred) == (DOLLAR, 10 * DOLLAR)


def test_a_year_is_earned_to_zero(harness: BillingHarness) -> None:
    """Bought for 10.00, a number's 12 months are earned one by one; then nothing is deferred, and 10.00 is revenue."""
    began = clock.now()
    harness.attach()
    harness.deliver_events(number_requested(plan_id="local_yearly"))
    assert sums(harness) == (0, 10 * DOLLAR)
    for month in range(1, 13):
        at = months_after(began, month) + timedelta(hours=1)
        for call in range(12):
            killed_at(harness, partial(earn_all, at), call, after=bool(month % 2))
        earn_all(at, harness)
        earn_all(at, harness)
        assert sums(harness) == (10 * DOLLAR * month // 12, 10 * DOLLAR - 10 * DOLLAR * month // 12)
    assert len([it for it in harness.items("JOURNAL") if it["kind"] == "earned"]) == 12
    assert [item.get("gsi2pk") for item in harness.items("EARNING")] == [None]
    harness.assert_as_at_paypal()


def test_tax_is_payable_and_never_earned(harness: BillingHarness) -> None:
    """Of 10.00 for a year, the tax of the invoice is payable; the rest is earned."""
    began = clock.now()
    buy_a_taxed_year(harness)
    assert sums(harness) == (0, 10 * DOLLAR - TAX)
    assert total(harness, "tax_payable") == TAX
    harness.run("earn_plans", months_after(began, 13))
    assert sums(harness) == (10 * DOLLAR - TAX, 0)
    refund = RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED)
    harness.record_payment_fact(harness.items("PAYMENT")[0]["payment_id"], refund)
    harness.run("earn_plans", months_after(began, 14))
    assert sums(harness) == (0, 0)
    assert total(harness, "tax_payable") == 0


@pytest.mark.parametrize(("earned_months", "lost"), [(0, True), (0, False), (7, True), (7, False)])
def test_a_dispute_never_makes_deferred_revenue_negative(
    harness: BillingHarness, earned_months: int, lost: bool
) -> None:
    """While all of a taxed plan's money is held back nothing is deferred, and its tax is payable and a receivable."""
    began, net = clock.now(), 10 * DOLLAR - TAX
    buy_a_taxed_year(harness)
    payment_id = harness.items("PAYMENT")[0]["payment_id"]
    at = months_after(began, earned_months) + timedelta(hours=1)
    earn_all(at, harness)
    revenue = sums(harness)[0]
    dispute = DisputeFact("PP-D-1", at=began)
    harness.record_payment_fact(payment_id, dispute)
    earn_all(at + timedelta(hours=2), harness)
    assert sums(harness) == (0, 0)
    assert (total(harness, "tax_payable"), total(harness, "tax_disputed")) == (TAX, -TAX)
    harness.assert_books_right()
    status = DisputeStatus.LOST if lost else DisputeStatus.WON
    harness.record_payment_fact(payment_id, replace(dispute, status=status, at=began + timedelta(days=1)))
    earn_all(at + timedelta(hours=4), harness)
    assert sums(harness) == ((0, 0) if lost else (revenue, net - revenue))
    assert (total(harness, "tax_payable"), total(harness, "tax_disputed")) == (0 if lost else TAX, 0)
    harness.assert_books_right()


def test_money_that_comes_back_while_it_is_looked_at_is_earned(harness: BillingHarness) -> None:
    """A dispute that is won just as the run sees nothing to earn is looked at again, and nothing stays deferred."""
    began = clock.now()
    harness.attach()
    harness.deliver_events(number_requested(plan_id="local_monthly"))
    payment_id = harness.items("PAYMENT")[0]["payment_id"]
    over = months_after(began, 1) + timedelta(hours=1)
    earn_all(over, harness)
    dispute = DisputeFact("PP-D-1", at=began)
    harness.record_payment_fact(payment_id, dispute)
    won = replace(dispute, status=DisputeStatus.WON, at=began + timedelta(days=1))
    event = PlanEarningDue(payment_id=payment_id, as_of=over + timedelta(hours=1))
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", partial(harness.record_payment_fact, payment_id, won)):
        harness.deliver_event(event)
    earn_all(over + timedelta(hours=2), harness)
    assert sums(harness) == (DOLLAR, 0)


def test_a_tax_that_is_documented_late_is_not_left_deferred(harness: BillingHarness) -> None:
    """A document drafted after the last month was earned moves its tax, and the rest follows at the next run (B13)."""
    began = clock.now()
    harness.attach()
    harness.deliver_events(number_requested(plan_id="local_monthly"))
    over = months_after(began, 1) + timedelta(hours=1)
    earn_all(over, harness)
    assert sums(harness) == (DOLLAR, 0)
    (item,) = harness.items("PAYMENT")
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        book_tax(work, from_item(Payment, item), "inv_late", 80_000)
        work.commit()
    earn_all(over + timedelta(hours=1), harness)
    assert sums(harness) == (DOLLAR - 80_000, 0)


def test_a_note_that_comes_late_leaves_nothing_deferred(harness: BillingHarness) -> None:
    """What is left of a refund is less than the tax until its note: after the note the rest is revenue (B13)."""
    began = clock.now()
    harness.attach()
    harness.deliver_events(number_requested(plan_id="local_monthly"))
    over = months_after(began, 1) + timedelta(hours=1)
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        book_tax(work, from_item(Payment, harness.items("PAYMENT")[0]), "inv_1", 80_000)
        work.commit()
    back = RefundFact("ref_1", 950_000, RefundStatus.COMPLETED)
    harness.record_payment_fact(harness.items("PAYMENT")[0]["payment_id"], back)
    earn_all(over, harness)
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        book_tax(work, from_item(Payment, harness.items("PAYMENT")[0]), "inv_2", -76_000)
        work.commit()
    earn_all(over + timedelta(hours=1), harness)
    assert sums(harness) == (46_000, 0)


def test_a_fee_that_comes_later_is_booked_once(harness: BillingHarness) -> None:
    """PayPal says its fee only in a later answer: clearing has what is left, however often that comes (B17)."""
    harness.attach()
    harness.buy("10.00")
    (payment,) = harness.items("PAYMENT")
    assert (total(harness, "paypal"), total(harness, "paypal_fees")) == (-9_160_000, -840_000)
    late = ChargeResult(ChargeStatus.COMPLETED, payment["capture_id"], "", 10 * DOLLAR, fee=840_000)
    harness.record_payment_fact(payment["payment_id"], late, late)
    assert total(harness, "paypal_fees") == -840_000
    back = RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED, fee=840_000)
    harness.record_payment_fact(payment["payment_id"], back)
    assert (total(harness, "paypal"), total(harness, "paypal_fees")) == (0, 0)
    harness.assert_books_right()


def buy_a_taxed_year(harness: BillingHarness) -> None:
    """Buy a number for a year where its 10.00 include a tax."""
    harness.attach()
    address = {"company": "Rosa's", "address_lines": ["1 Broadway"], "city": "New York", "state": "NY"}
    harness.ask("PUT /v1/billing/details", body=address | {"postal_code": "10004", "country": "US"})
    harness.deliver_events(number_requested(plan_id="local_yearly"))


def earn_all(at: datetime, harness: BillingHarness) -> None:
    """Book what is earned as of an instant, and all that follows from it."""
    harness.run("earn_plans", at)


def total(harness: BillingHarness, account: str) -> int:
    """Return what all journals make of an account."""
    return sum(line[2] for journal in harness.items("JOURNAL") for line in journal["lines"] if line[0] == account)


def sums(harness: BillingHarness) -> tuple[int, int]:
    """Return what is earned and what is deferred."""
    return total(harness, "revenue"), total(harness, "deferred")
