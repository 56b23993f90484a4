"""What falls due for a payer on a day: one charge, one receipt, one notice a try (B8)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.months import months_after
from contracts.numbers import NumberOrderFailed
from contracts.plan_events import PlansDue
from kernel import clock
from kernel.dynamodb.transact_items import update
from services.billing.domain.billing_day import complete_days, end_of_day
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, RefundFact, RefundStatus
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.domain.plan_line import decide_line, draw_line
from services.billing.stores import billing_accounts, plan_lines, plans
from tests.in_process import mails
from tests.services.billing.harness import DOLLAR, OWNER, TEAM, BillingHarness
from tests.services.billing.planning import number_requested, plan_of, renew, running
from tests.services.billing.test_crashes import killed_at

__all__ = ["running"]

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGAN = datetime(2027, 1, 31, 9, 30, tzinfo=UTC)
DUE = months_after(BEGAN, 1)


def running_plan(number: int, anchor: datetime = BEGAN, payer: str = TEAM) -> Subscription:
    """Return a plan in its first month."""
    name = f"num_{number}"
    about = {"subscription_id": f"sub_{number}", "request_id": name, "number_id": name}
    return Subscription(
        **about,
        phone_number=f"+1415555{number:04}",
        plan_id="local_monthly",
        holder=payer,
        payer=payer,
        asked_by=OWNER,
        anchor=anchor,
        status=PlanStatus.ACTIVE,
        months=1,
        version=1,
    )


def fill(harness: BillingHarness, *running: Subscription) -> None:
    """Store running plans for a team with a wallet."""
    harness.attach()
    for plan in running:
        harness.table.commit(plans.save(plan))


def captured(harness: BillingHarness) -> list[str]:
    """Return the amounts that PayPal captured."""
    return [capture["amount"] for capture in harness.paypal.captures()]


def statuses(harness: BillingHarness, count: int) -> set[tuple[str, int]]:
    """Return the statuses and paid months that occur among so many plans."""
    found = plans.find_many(harness.table, [f"sub_{number}" for number in range(count)])
    return {(plan.status.value, plan.months) for plan in found.values()}


def past_due_notices(harness: BillingHarness) -> list[dict[str, object]]:
    """Return the notices of failed tries."""
    return [event for event in harness.events("NoticeDue") if event["kind"] == "plan_past_due"]


def test_thirty_numbers_are_one_charge_with_one_receipt(harness: BillingHarness) -> None:
    """Thirty plans due on a day are one capture of 30.00, whose receipt has a line for each number (B8, B13)."""
    fill(harness, *map(running_plan, range(30)))
    renew(harness, DUE + HOUR)
    assert (captured(harness), statuses(harness, 30)) == (["30.00"], {("active", 2)})
    assert len(harness.events("PlanRenewed")) == 30
    assert len([event for event in harness.events("NoticeDue") if event["kind"] == "receipt"]) == 1
    (payment,) = harness.ask("GET /v1/payments").body["items"]
    assert payment["what"] == "30 number plans"
    receipt = harness.ask("GET /v1/payments/{payment_id}/receipt", path={"payment_id": payment["payment_id"]})
    assert receipt.body.count("US local number, monthly: +1415555") == 30
    harness.assert_books_right()


def test_a_declined_wallet_gets_one_notice_a_try(harness: BillingHarness) -> None:
    """Four numbers of a declined wallet are five declines and four notices, and then they end (B8)."""
    fill(harness, *map(running_plan, range(4)))
    before = len(mails(f"{OWNER}@example.com"))
    harness.paypal.control("behaviour", charge="declined", times=99)
    for day in range(10):
        renew(harness, DUE + day * DAY + HOUR)
    assert statuses(harness, 4) == {("ended", 1)}
    assert [event["plans"] for event in past_due_notices(harness)] == [4] * 4
    said = [mail for mail in mails(f"{OWNER}@example.com")[before:] if "could not be renewed" in mail]
    assert len(said) == 4
    assert all("+14155550000, +14155550001, +14155550002 and 1 more number could not be" in mail for mail in said)
    tries = [item for item in harness.items("PAYMENT") if item["charge_status"] == "refused"]
    assert [item["amount"] for item in tries] == [4 * DOLLAR] * 5


def test_without_a_wallet_a_try_is_one_failed_payment(harness: BillingHarness) -> None:
    """No wallet is connected: one notice names how many plans, and the reason (B8)."""
    for number in range(30):
        harness.table.commit(plans.save(running_plan(number)))
    renew(harness, DUE + HOUR)
    (notice,) = past_due_notices(harness)
    assert (notice["plans"], notice["reason"]) == (30, "payment_method_required")
    assert statuses(harness, 30) == {("past_due", 1)}


def test_a_day_is_charged_once_its_last_plan_is_due(harness: BillingHarness) -> None:
    """Plans due in the morning wait for the one in the evening: nothing is charged early, and all in one charge."""
    fill(harness, running_plan(1), running_plan(2, BEGAN + 8 * HOUR))
    renew(harness, DUE + HOUR)
    assert captured(harness) == []
    renew(harness, DUE + 8 * HOUR)
    assert captured(harness) == ["2.00"]


def test_a_day_does_not_wait_for_the_next(harness: BillingHarness) -> None:
    """What is due late on a day is charged early on the next one, whatever else is due later then."""
    late = datetime(2027, 1, 30, 23, 59, tzinfo=UTC)
    fill(harness, running_plan(1, late - 30 * DAY), running_plan(2, late - 29 * DAY))
    renew(harness, months_after(late - 30 * DAY, 1) + 2 * HOUR)
    assert captured(harness) == ["1.00"]


@pytest.mark.parametrize("at_call", range(1, 14))
def test_a_charge_of_many_plans_survives_a_crash(harness: BillingHarness, at_call: int) -> None:
    """Killed after any call, each of 26 plans is charged once and renewed once, whatever comes again."""
    fill(harness, *map(running_plan, range(26)))
    word = PlansDue(payer=TEAM, as_of=DUE)
    killed_at(harness, lambda it: it.deliver_event(word, event_id="evt_1"), at_call, after=True)
    harness.deliver_event(word, event_id="evt_1")
    renew(harness, DUE + HOUR)
    assert sum(float(amount) for amount in captured(harness)) == 26
    assert statuses(harness, 26) == {("active", 2)}
    harness.assert_books_right()


@pytest.mark.parametrize("count", [3, 26])
def test_one_order_that_fails_takes_only_its_own_money_back(harness: BillingHarness, count: int) -> None:
    """Of a payment for many plans the part of the one that failed goes back; the others run on (N2)."""
    fill(harness, *map(running_plan, range(count)))
    renew(harness, DUE + HOUR)
    failed = NumberOrderFailed(
        number_id="num_1", phone_number="+14155550001", holder=TEAM, subscription_id="sub_1", reason="x"
    )
    for _ in range(2):
        harness.deliver_events(failed)
    (payment,) = harness.ask("GET /v1/payments").body["items"]
    assert payment["returned"]["amount"] == "1.00"
    assert statuses(harness, count) == {("active", 2), ("ended", 2)}
    harness.assert_books_right()


@pytest.mark.parametrize("count", [3, 26])
def test_a_reversed_payment_ends_every_plan_that_it_paid(harness: BillingHarness, count: int) -> None:
    """PayPal takes back the whole payment: its plans end, and what comes back after all goes to the payer."""
    fill(harness, *map(running_plan, range(count)))
    renew(harness, DUE + HOUR)
    (payment,) = harness.items("PAYMENT")
    for status in (RefundStatus.COMPLETED, RefundStatus.FAILED):
        fact = RefundFact("REV-1", count * DOLLAR, status, by_force=True)
        harness.record_payment_fact(payment["payment_id"], fact)
        harness.world.settle()
        assert statuses(harness, count) == {("ended", 2)}
    assert harness.ask("GET /v1/payments").body["items"][0]["returned"]["amount"] == f"{count}.00"
    harness.assert_books_right()


def test_a_try_that_completes_late_pays_what_is_still_due_and_returns_the_rest(harness: BillingHarness) -> None:
    """PayPal completes a charge that was given up: what is unpaid is paid, the rest goes back."""
    fill(harness, *map(running_plan, range(3)))
    harness.paypal.control("behaviour", charge="declined")
    renew(harness, DUE + HOUR)
    late = harness.items("PAYMENT")[0]["payment_id"]
    path = {"id": "sub_0"}
    assert harness.ask("POST /v1/subscriptions/{id}/cancel", path=path).status == 200
    harness.record_payment_fact(late, ChargeResult(ChargeStatus.COMPLETED, capture_id="CAP-LATE", money=3 * DOLLAR))
    assert statuses(harness, 3) == {("ended", 1), ("active", 2)}
    lines = {line.subscription_id: line.status.value for line in plan_lines.list_all(harness.table, late)}
    assert lines == {"sub_0": "goes_back", "sub_1": "paid", "sub_2": "paid"}


def test_two_sweeps_at_once_make_one_charge(harness: BillingHarness) -> None:
    """A payer found due twice is charged once."""
    fill(harness, *map(running_plan, range(3)))
    for event_id in ("evt_1", "evt_2"):
        harness.deliver_event(PlansDue(payer=TEAM, as_of=DUE), event_id=event_id)
    harness.world.settle()
    assert (captured(harness), statuses(harness, 3)) == (["3.00"], {("active", 2)})


def shift_first_plan(harness: BillingHarness, by: timedelta) -> None:
    """Have the first plan of the team be paid that much earlier: its billing day is then another one."""
    key = {"pk": f"PAYER#{TEAM}", "sk": "DAY"}
    at = clock.from_text(harness.table.get(**key)["at"]) - by
    harness.table.commit([update(key, set={"at": clock.to_text(at)})])


def test_a_second_number_is_prorated_to_the_billing_day_of_the_first(running: BillingHarness) -> None:
    """A number bought on another day costs what is left of the month, and is renewed with the first one (B8)."""
    shift_first_plan(running, 15 * DAY)
    running.deliver_events(number_requested("num_2"))
    day, second = billing_accounts.find_billing_day(running.table, TEAM), plan_of(running, "num_2")
    assert day
    assert second.paid_through in (months_after(day, 1), months_after(day, 2))
    assert captured(running)[-1] != "1.00"
    (event,) = running.events("BillingDaySet")
    assert event["payer"] == TEAM
    running.assert_books_right()


def test_a_number_on_its_own_day_is_charged_a_whole_period(running: BillingHarness) -> None:
    """The buyer may keep the number on its own day: nothing of it is prorated, now or later (B8)."""
    shift_first_plan(running, 15 * DAY)
    running.deliver_events(number_requested("num_2").model_copy(update={"own_billing_day": True}))
    second = plan_of(running, "num_2")
    assert (captured(running)[-1], second.paid_through) == ("1.00", months_after(second.anchor, 1))
    assert second.next_period(billing_accounts.find_billing_day(running.table, TEAM)).price == DOLLAR


def test_a_plan_that_comes_to_another_payer_is_renewed_up_to_their_billing_day(harness: BillingHarness) -> None:
    """Who pays next charges it up to their own day, and together with theirs from then on (B8, B10)."""
    day = BEGAN - 12 * DAY
    fill(harness, running_plan(1), running_plan(2, day))
    harness.table.commit([billing_accounts.set_billing_day(TEAM, day)])
    renew(harness, months_after(day, 1) + HOUR)
    renew(harness, DUE + HOUR)
    renew(harness, months_after(day, 2) + HOUR)
    assert captured(harness) == ["1.00", "0.68", "2.00"]


def test_upcoming_charges_are_what_is_charged(running: BillingHarness) -> None:
    """The calendar shows the prorated charge of a plan that comes to the billing day, and whole ones after it (B15)."""
    shift_first_plan(running, 12 * DAY)
    due = plan_of(running).paid_through
    until = clock.to_text(due + 40 * DAY)
    shown = running.ask("GET /v1/billing/upcoming", query={"until": until}).body["items"]
    renew(running, due + HOUR)
    renew(running, plan_of(running).paid_through + HOUR)
    assert [it["amount"]["amount"] for it in shown][:2] == captured(running)[1:3]


@given(st.integers(1, 20 * 24))
def test_a_first_charge_that_takes_long_loses_no_paid_day(hours: int) -> None:
    """A first period whose payment completes late ends that much later (B5, B8)."""
    opening = replace(running_plan(1), status=PlanStatus.OPENING, months=0)
    for billing_day in (None, BEGAN - 12 * DAY):
        line = draw_line(opening, "pay_1", billing_day)
        payment = Payment("pay_1", TEAM, OWNER, line.amount, "plan", "purchase", "tok", BEGAN, OWNER, plans=1)
        completed = replace(payment, charge_status=ChargeStatus.COMPLETED, captured=line.amount)
        paid, plan = decide_line(line, opening, completed, BEGAN + hours * HOUR)
        assert plan.paid_through - paid.starts_at >= line.period.ends_at - BEGAN - 3 * DAY
        assert plan.paid_through >= line.period.ends_at


@given(st.lists(st.integers(0, 72 * 60), min_size=1, max_size=8), st.integers(0, 72 * 60))
def test_no_plan_is_charged_early_and_none_waits_beyond_its_day(dues: list[int], minutes: int) -> None:
    """Whatever is due when: what is charged is due, and all that was due on an earlier day is charged."""
    as_of = BEGAN + timedelta(minutes=minutes)
    all_plans = [running_plan(at, months_after(BEGAN, -1) + timedelta(minutes=due)) for at, due in enumerate(dues)]
    found = complete_days([plan for plan in all_plans if plan.is_due(end_of_day(as_of))], as_of)
    assert all(plan.is_due(as_of) for plan in found)
    earlier = [plan for plan in all_plans if plan.due_at and plan.due_at.date() < as_of.date()]
    assert {plan.subscription_id for plan in earlier} <= {plan.subscription_id for plan in found}
