"""Plans whose events arrive out of order: a charge in flight as the plan ends, late money, returned money (B8)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contracts.numbers import NumberCancelled, NumberHandedOver, NumberOrderFailed
from contracts.plan_events import PlanRefundDue, PlansDue
from contracts.teams import MemberRemoved
from kernel import clock
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, RefundFact, RefundStatus
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import plans
from tests.faults import meanwhile
from tests.services.billing.harness import MEMBER, OWNER, STRANGER, TEAM, BillingHarness, joined
from tests.services.billing.planning import number_requested, plan_of, renew, running

__all__ = ["running"]

DAY = timedelta(days=1)
CANCEL, CHANGE = "POST /v1/subscriptions/{id}/cancel", "PUT /v1/subscriptions/{id}/plan"


def cancel(harness: BillingHarness, as_: str = OWNER) -> Any:
    """Cancel the plan."""
    return harness.ask(CANCEL, as_, path={"id": plan_of(harness).subscription_id})


def pending_renewal(harness: BillingHarness) -> str:
    """Charge the next period while PayPal has not decided yet; return the capture."""
    harness.paypal.control("behaviour", charge="pending")
    renew(harness, plan_of(harness).paid_through)
    return next(it["capture_id"] for it in harness.items("PAYMENT") if it["payment_id"] == plan_of(harness).in_flight)


def decide(harness: BillingHarness, capture_id: str, kind: str, *, others: int = 1) -> None:
    """Decide the capture at PayPal, and deliver its webhook."""
    harness.paypal.control("events", type=kind, capture_id=capture_id)
    count = 1 + others if kind == "completed" else 1  # the first period's too
    harness.delivered(count, f"PAYMENT.CAPTURE.{kind.upper()}")


def test_cancelled_while_it_is_charged_and_refused_it_ends(running: BillingHarness) -> None:
    """A canceled plan is not retried, and no notice says that it is past due."""
    capture_id = pending_renewal(running)
    cancel(running)
    decide(running, capture_id, "denied")
    assert (plan_of(running).status, plan_of(running).ended_at) == ("ended", plan_of(running).paid_through)
    assert running.events("PlanPastDue") == []


def test_cancelled_while_it_is_charged_and_paid_it_runs_to_the_new_end(running: BillingHarness) -> None:
    """What was charged before is paid time; nothing more is charged."""
    capture_id = pending_renewal(running)
    cancel(running)
    decide(running, capture_id, "completed")
    assert (plan_of(running).months, plan_of(running).cancelled) == (2, True)
    renew(running, plan_of(running).paid_through)
    assert (plan_of(running).status, len(running.paypal.captures())) == ("ended", 2)


def test_cancelled_before_paypal_was_asked_it_is_not_asked(running: BillingHarness) -> None:
    """The intent of a charge that never reached PayPal is let go of, and the plan ends with what is paid."""
    due = plan_of(running).paid_through
    tell = PlansDue(payer=TEAM, as_of=due)
    with running.paypal_away():
        assert running.deliver_event(tell)["batchItemFailures"]
        cancel(running)
    renew(running, due + timedelta(hours=1))
    assert plan_of(running).status == "ended"
    assert len(running.paypal.captures()) == 1


def test_a_renewal_that_completes_after_the_plan_has_ended_goes_back(running: BillingHarness) -> None:
    """The paid period is taken back while the next one is pending: the plan is over, and stays so."""
    first = running.paypal.captures()[0]["capture_id"]
    second = pending_renewal(running)
    decide(running, first, "reversed")
    assert plan_of(running).status == "ended"
    decide(running, second, "completed")
    assert plan_of(running).status == "ended"
    assert [it["status"] for it in running.ask("GET /v1/payments").body["items"]] == ["refunded", "reversed"]
    running.assert_books_right()


def test_a_renewal_that_is_denied_after_the_plan_has_ended_revives_nothing(running: BillingHarness) -> None:
    """A dead plan is not past due."""
    first = running.paypal.captures()[0]["capture_id"]
    second = pending_renewal(running)
    decide(running, first, "reversed")
    decide(running, second, "denied")
    assert plan_of(running).status == "ended"
    assert running.events("PlanPastDue") == []


def test_money_that_comes_back_to_a_plan_that_it_ended_goes_to_its_payer(running: BillingHarness) -> None:
    """A reversal that is cancelled gives us the money of a plan that is over: it is paid back."""
    (payment,) = running.items("PAYMENT")
    for back in (RefundStatus.COMPLETED, RefundStatus.FAILED):
        running.record_payment_fact(payment["payment_id"], RefundFact("REV-1", 1_000_000, back, by_force=True))
    assert plan_of(running).status == "ended"
    (payment,) = running.ask("GET /v1/payments").body["items"]
    assert payment["returned"]["amount"] == "1.00"
    running.assert_books_right()


def test_a_refund_requested_twice_is_made_once(running: BillingHarness) -> None:
    """However often a refund is due, PayPal is asked for one."""
    (payment,) = running.items("PAYMENT")
    running.deliver_events(
        NumberOrderFailed(
            number_id="num_1",
            phone_number="+14155551000",
            holder=TEAM,
            reason="x",
            subscription_id=plan_of(running).subscription_id,
        )
    )
    for _ in range(3):
        running.deliver_events(PlanRefundDue(payment_id=payment["payment_id"], reason="order_failed"))
    assert len([it for it in running.items("JOURNAL") if it["kind"] == "refund"]) == 1
    assert running.ask("GET /v1/payments").body["items"][0]["returned"]["amount"] == "1.00"


def test_a_yearly_plan_whose_order_fails_is_paid_back_in_full(harness: BillingHarness) -> None:
    """All twelve months go back (N2)."""
    harness.attach()
    harness.deliver_events(number_requested(plan_id="local_yearly"))
    harness.deliver_events(
        NumberOrderFailed(
            number_id="num_1",
            phone_number="+14155551000",
            holder=TEAM,
            reason="x",
            subscription_id=plan_of(harness).subscription_id,
        )
    )
    (payment,) = harness.ask("GET /v1/payments").body["items"]
    assert (payment["returned"]["amount"], plan_of(harness).status) == ("10.00", "ended")


def test_a_late_payment_pays_for_the_plan_that_it_was_made_for(running: BillingHarness) -> None:
    """A month that was given up and completes after the change to a year pays for one month, not for twelve."""
    running.paypal.control("behaviour", charge="declined")
    renew(running, plan_of(running).paid_through)
    late = next(it["payment_id"] for it in running.items("PAYMENT") if it["charge_status"] == "refused")
    running.ask(CHANGE, path={"id": plan_of(running).subscription_id}, body={"plan_id": "local_yearly"})
    running.record_payment_fact(late, ChargeResult(ChargeStatus.COMPLETED, capture_id="CAP-LATE", money=1_000_000))
    assert (plan_of(running).months, plan_of(running).plan_id) == (2, "local_monthly")
    assert plan_of(running).next_plan_id == "local_yearly"


def test_of_two_hand_overs_of_a_number_that_cross_the_later_one_counts(running: BillingHarness) -> None:
    """The number's own revision says who has it, and pays (T8)."""
    about = {"number_id": "num_1", "subscription_id": plan_of(running).subscription_id}
    running.deliver_events(NumberHandedOver(**about, from_holder=MEMBER, to_holder=STRANGER, revision=9))
    running.deliver_events(NumberHandedOver(**about, from_holder=TEAM, to_holder=MEMBER, revision=7))
    assert (plan_of(running).holder, plan_of(running).payer) == (STRANGER, STRANGER)


def test_a_number_handed_over_before_its_order_arrives_is_paid_by_its_holder(harness: BillingHarness) -> None:
    """The buyer pays the first period, the holder all others, whichever of the two events arrives first (T8)."""
    harness.attach()
    about = {"number_id": "num_1", "subscription_id": ""}
    harness.deliver_events(NumberHandedOver(**about, from_holder=TEAM, to_holder=STRANGER, revision=2))
    harness.deliver_events(number_requested())
    assert (plan_of(harness).holder, plan_of(harness).payer) == (STRANGER, STRANGER)
    assert [it["wallet"] for it in harness.items("PAYMENT")] == [TEAM]
    assert [plan.number_id for plan in plans.list_by_holder(harness.table, STRANGER, 10)[0]] == ["num_1"]


def test_a_number_handed_over_before_it_is_paid_is_paid_by_its_buyer(harness: BillingHarness) -> None:
    """PayPal answers again after the hand-over: the first period is still the team's (T8, B10)."""
    harness.attach()
    with harness.paypal_away():
        assert harness.deliver_event(number_requested())["batchItemFailures"]
    about = {"number_id": "num_1", "subscription_id": plan_of(harness).subscription_id}
    harness.deliver_events(NumberHandedOver(**about, from_holder=TEAM, to_holder=STRANGER, revision=2))
    harness.deliver_events(number_requested())
    assert [it["wallet"] for it in harness.items("PAYMENT")] == [TEAM]
    assert (plan_of(harness).status, plan_of(harness).payer) == ("active", STRANGER)


def test_a_hand_over_before_a_number_was_bought_back_does_not_change_the_new_plan(harness: BillingHarness) -> None:
    """The order of a higher revision is later: its holder has the number, and pays (N5)."""
    harness.attach()
    about = {"number_id": "num_1", "subscription_id": ""}
    harness.deliver_events(NumberHandedOver(**about, from_holder=TEAM, to_holder=STRANGER, revision=2))
    harness.deliver_events(number_requested().model_copy(update={"revision": 5}))
    assert (plan_of(harness).holder, plan_of(harness).payer) == (TEAM, TEAM)


def test_an_order_of_a_number_given_back_is_not_overruled_by_older_events(harness: BillingHarness) -> None:
    """Events of before the order do not change the new plan, even if they arrive last (N5)."""
    harness.attach(MEMBER)
    harness.deliver_events(number_requested(holder=MEMBER).model_copy(update={"revision": 5}))
    about = {"number_id": "num_1", "subscription_id": "sub_before"}
    harness.deliver_events(NumberHandedOver(**about, from_holder=TEAM, to_holder=MEMBER, revision=2))
    harness.deliver_events(NumberCancelled(**about, asked_by=MEMBER, revision=3))
    assert (plan_of(harness).payer, plan_of(harness).cancelled) == (MEMBER, False)


def removed() -> MemberRemoved:
    """Return the event that the member is off the team."""
    return MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="removed", numbers="hand_over", revision=2)


def test_who_leaves_while_a_number_is_handed_to_them_pays_for_it(running: BillingHarness) -> None:
    """The removal is done first by a hair: the hand-over is decided again, and the team is not the payer (T8)."""
    over = NumberHandedOver(number_id="num_1", subscription_id="", from_holder=TEAM, to_holder=MEMBER, revision=2)
    with meanwhile(running.table.client, "TransactWriteItems", lambda: running.deliver_event(removed())):
        running.deliver_events(over)
    assert (plan_of(running).holder, plan_of(running).payer) == (MEMBER, MEMBER)


def test_who_leaves_while_the_plan_of_their_number_opens_pays_for_it(harness: BillingHarness) -> None:
    """The same, where the hand-over arrives before the order."""
    harness.attach()
    harness.deliver_events(
        NumberHandedOver(number_id="num_1", subscription_id="", from_holder=TEAM, to_holder=MEMBER, revision=2)
    )
    with meanwhile(harness.table.client, "TransactWriteItems", lambda: harness.deliver_event(removed())):
        assert harness.deliver_event(number_requested())["batchItemFailures"]
    harness.deliver_events(number_requested())
    assert (plan_of(harness).holder, plan_of(harness).payer) == (MEMBER, MEMBER)


def test_who_is_to_pay_is_warned_before_they_let_go_of_their_wallet(harness: BillingHarness) -> None:
    """A plan that is handed over while it opens counts as theirs already (B1)."""
    harness.attach()
    harness.attach(STRANGER)
    with harness.paypal_away():
        harness.deliver_event(number_requested())
    harness.deliver_events(
        NumberHandedOver(number_id="num_1", subscription_id="", from_holder=TEAM, to_holder=STRANGER, revision=2)
    )
    refused = harness.ask("DELETE /v1/billing/payment-method", STRANGER)
    assert (refused.status, refused.body["code"]) == (409, "plans_running")


def test_a_number_handed_to_a_member_is_paid_by_their_team(running: BillingHarness) -> None:
    """A holder who is on a team by then has the team as payer, whichever event arrives first (B10)."""
    about = {"number_id": "num_1", "subscription_id": plan_of(running).subscription_id}
    running.deliver_events(NumberHandedOver(**about, from_holder="team_2", to_holder=MEMBER, revision=7))
    assert (plan_of(running).holder, plan_of(running).payer) == (MEMBER, TEAM)


def in_their_hands(running: BillingHarness) -> tuple[dict[str, str], str]:
    """Take a number along from the team, and begin to renew it by one's own wallet; return it and the capture."""
    about = {"number_id": "num_1", "subscription_id": plan_of(running).subscription_id}
    running.attach(STRANGER)
    running.deliver_events(NumberHandedOver(**about, from_holder=TEAM, to_holder=STRANGER, revision=7))
    return about, pending_renewal(running)


@pytest.mark.parametrize("decided", ["completed", "denied"])
def test_who_gives_a_number_back_pays_for_no_more_of_it(running: BillingHarness, decided: str) -> None:
    """Their removal is undone while their renewal is pending: the team pays for the period, and they are refunded."""
    about, capture_id = in_their_hands(running)
    pending, due = plan_of(running).in_flight, plan_of(running).paid_through
    running.deliver_events(NumberHandedOver(**about, from_holder=STRANGER, to_holder=TEAM, revision=8))
    assert (plan_of(running).payer, plan_of(running).in_flight) == (TEAM, "")
    running.paypal.control("behaviour", charge="completed")
    renew(running, due)
    paid = plan_of(running)
    assert (paid.months, paid.in_flight, paid.paid_by != pending) == (2, "", True)
    decide(running, capture_id, decided, others=2)
    assert plan_of(running) == paid
    back = [(it["payment_id"], it["reason"]) for it in running.events("PlanRefundDue")]
    assert back == ([(pending, "number_returned")] if decided == "completed" else [])
    running.assert_books_right()


def test_money_of_before_pays_for_no_number_that_was_given_back(running: BillingHarness) -> None:
    """It completes before the team has paid: the period stays the team's to pay, and the money goes back."""
    about, capture_id = in_their_hands(running)
    months, due = plan_of(running).months, plan_of(running).paid_through
    running.deliver_events(NumberHandedOver(**about, from_holder=STRANGER, to_holder=TEAM, revision=8))
    decide(running, capture_id, "completed")
    assert plan_of(running).months == months
    running.paypal.control("behaviour", charge="completed")
    renew(running, due)
    assert (plan_of(running).months, plan_of(running).payer) == (months + 1, TEAM)


def test_what_the_team_is_charged_for_goes_along(running: BillingHarness) -> None:
    """The other way paid time goes along, also where the team's charge is still pending (T8)."""
    about = {"number_id": "num_1", "subscription_id": plan_of(running).subscription_id}
    capture_id = pending_renewal(running)
    running.deliver_events(NumberHandedOver(**about, from_holder=TEAM, to_holder=STRANGER, revision=7))
    decide(running, capture_id, "completed")
    assert (plan_of(running).months, plan_of(running).payer) == (2, STRANGER)


def test_who_only_pays_for_a_number_cannot_end_its_plan(harness: BillingHarness) -> None:
    """What a member brought is theirs: the team changes what it pays for, the holder alone cancels (B10, T8)."""
    harness.attach()
    harness.attach(STRANGER)
    harness.deliver_events(number_requested(holder=STRANGER))
    harness.deliver_events(joined(STRANGER))
    path, year = {"id": plan_of(harness).subscription_id}, {"plan_id": "local_yearly"}
    refused = cancel(harness, OWNER)
    assert (refused.status, refused.body["code"]) == (409, "own_number")
    refused = harness.ask(CHANGE, STRANGER, path=path, body=year)
    assert (refused.status, refused.body["code"]) == (409, "paid_by_the_team")
    assert harness.ask(CHANGE, OWNER, path=path, body=year).status == 200
    assert cancel(harness, STRANGER).status == 200


def test_a_number_that_is_given_up_twice_stays_given_up(running: BillingHarness) -> None:
    """The portal and the number agree on the status of a plan."""
    cancel(running)
    running.deliver_events(NumberCancelled(number_id="num_1", subscription_id="", asked_by=OWNER))
    assert plan_of(running).cancelled
    assert len(running.events("PlanCancelled")) == 1


def test_a_charge_that_never_reached_paypal_is_made_when_paypal_is_back(running: BillingHarness) -> None:
    """PayPal is away for four hours at a renewal: the period is charged as soon as it is back, without a notice."""
    due = plan_of(running).paid_through
    with running.paypal_away():
        assert running.deliver_event(PlansDue(payer=TEAM, as_of=due))["batchItemFailures"]
    running.age_payments(timedelta(hours=4))
    for hours in range(1, 3):
        renew(running, due + timedelta(hours=hours))
        running.run("resolve_payments", clock.now() + timedelta(hours=hours))
    assert (len(running.paypal.captures()), plan_of(running).months) == (2, 2)
    assert [it["kind"] for it in running.events("NoticeDue") if it["kind"] == "plan_past_due"] == []
    running.assert_books_right()


def test_a_charge_that_never_reached_paypal_costs_no_try(running: BillingHarness) -> None:
    """PayPal is away for days: the period is charged anew when it is back, and none of the payer's tries is used up."""
    due = plan_of(running).paid_through
    with running.paypal_away():
        assert running.deliver_event(PlansDue(payer=TEAM, as_of=due))["batchItemFailures"]
    running.age_payments(timedelta(days=3))
    running.run("resolve_payments", clock.now() + timedelta(hours=1))
    assert (plan_of(running).status, plan_of(running).failures, plan_of(running).in_flight) == ("active", 0, "")
    renew(running, due + 3 * DAY)
    assert (len(running.paypal.captures()), plan_of(running).months) == (2, 2)
    assert [it["kind"] for it in running.events("NoticeDue") if it["kind"] == "plan_past_due"] == []


def test_who_holds_a_hundred_numbers_can_join_and_leave_a_team(harness: BillingHarness) -> None:
    """However many plans a person has, the team pays for all of them, and they do again when they leave (B10, T8)."""
    for number in range(102):
        harness.table.commit(plans.save(held_plan(number)))
    harness.deliver_events(joined(STRANGER))
    assert payers_of(harness, 102) == {TEAM}
    harness.deliver_events(
        MemberRemoved(team_id=TEAM, account_id=STRANGER, reason="removed", numbers="keep", revision=20)
    )
    assert payers_of(harness, 102) == {STRANGER}


def held_plan(number: int) -> Subscription:
    """Return a running plan of the stranger's."""
    name, begun = f"num_{number}", clock.now()
    plan = Subscription(
        f"sub_{number}", name, name, "+14155551000", "local_monthly", STRANGER, STRANGER, STRANGER, begun
    )
    return replace(plan, status=PlanStatus.ACTIVE, months=1, version=1)


def payers_of(harness: BillingHarness, count: int) -> set[str]:
    """Return who pays for so many of those plans."""
    names = [f"sub_{number}" for number in range(count)]
    found = plans.find_many(harness.table, names[:60]) | plans.find_many(harness.table, names[60:])
    return {plan.pays_later for plan in found.values()}
