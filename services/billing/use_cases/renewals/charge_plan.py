"""Charges a plan's next period: the first when a number is ordered, and each one after (N2, B8)."""

from typing import TYPE_CHECKING

from contracts.billing import PlanRefused
from contracts.numbers import NumberRequested
from contracts.plans import CATALOGUE
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.domain.problems import AdminLimitReached, WalletTooNew
from services.billing.stores import payment_methods, payments, people, plans
from services.billing.stores.payment_methods import Method
from services.billing.use_cases.payments.charge_payment import CHARGE_WINDOW, charge_paypal
from services.billing.use_cases.payments.store_intent import store_intent
from services.billing.use_cases.plans.follow_number_events import pass_plan_to
from services.billing.use_cases.plans.save_plan import save_plan

if TYPE_CHECKING:
    from datetime import datetime

    from services.billing.paypal import PayPal

NO_WALLET = "payment_method_required"


def open_plan(work: UnitOfWork, *, paypal: "PayPal", event: NumberRequested, wallet_cap: int) -> None:
    """Open the plan of an ordered number and charge its first period. However often the event comes, it charges once.

    Raises Unavailable while PayPal cannot be reached: then the event comes again.
    """
    subscription_id = ids.derived_id("sub", event.request_id)
    plan = plans.find(work.table, subscription_id)
    if plan is None and event.plan_id not in CATALOGUE:
        about = {"number_id": event.number_id, "plan_id": event.plan_id, "payer": event.holder}
        work.publish(
            PlanRefused(
                **about, subscription_id=subscription_id, revision=1, request_id=event.request_id, reason="unknown_plan"
            )
        )
        return
    if plan is None:
        plan = _create_plan(work, event, subscription_id)
    if plan.status is PlanStatus.OPENING:
        _continue(work, paypal, plan, wallet_cap)


def _create_plan(work: UnitOfWork, event: NumberRequested, subscription_id: str) -> Subscription:
    """Create the plan; if the number was handed over since it was ordered, with its new holder."""
    plan = Subscription(
        subscription_id,
        event.request_id,
        event.number_id,
        event.phone_number,
        event.plan_id,
        event.holder,
        event.holder,
        event.asked_by,
        work.now,
        holder_revision=event.revision,
        wanted_revision=event.revision,
        version=1,
        is_port=bool(event.port_id) and not event.restores,
        approved_by=event.approved_by,
    )
    known = plans.find_hand_over(work.table, event.number_id)
    if known and known.revision > event.revision and known.holder != event.holder:
        plan = pass_plan_to(work, plan, known.holder, known.revision)
    work.save(plans.save(plan), [plans.check_hand_over(event.number_id, known)])
    work.commit()
    return plan


def charge_plan(
    work: UnitOfWork, *, paypal: "PayPal", subscription_id: str, as_of: "datetime", wallet_cap: int
) -> None:
    """Charge the next period, or end a canceled plan; do nothing if it was handled already."""
    plan = plans.find(work.table, subscription_id)
    if plan is None or not plan.is_due(as_of):
        return
    if plan.cancelled and plan.runs and not _is_sent(work, plan):
        save_plan(
            work, plan, plan.end(plan.paid_through)
        )  # a charge that completes all the same is refunded when it is reported
    else:
        _continue(work, paypal, plan, wallet_cap)


def retry_plan(work: UnitOfWork, *, paypal: "PayPal", subscription_id: str) -> None:
    """Charge what is past due before its next try, as its payer has a wallet again; the schedule stays."""
    plan = plans.find(work.table, subscription_id)
    if plan and plan.may_be_tried and _find_method(work, plan.payer):
        _charge(work, paypal, _start_charge(work, plan, 0, early=True))


def _continue(work: UnitOfWork, paypal: "PayPal", plan: Subscription, wallet_cap: int) -> None:
    begun = payments.find(work.table, plan.in_flight) if plan.in_flight else _start_charge(work, plan, wallet_cap)
    _charge(work, paypal, begun)


def _is_sent(work: UnitOfWork, plan: Subscription) -> bool:
    """Return whether PayPal is known to have received the charge in flight."""
    payment = payments.find(work.table, plan.in_flight) if plan.in_flight else None
    return payment is not None and payment.charge_status is not ChargeStatus.NOT_YET


def _charge(work: UnitOfWork, paypal: "PayPal", payment: Payment | None) -> None:
    if payment and payment.charge_status is ChargeStatus.NOT_YET and work.now < payment.created_at + CHARGE_WINDOW:
        charge_paypal(work, paypal, payment, fresh=False)


def _start_charge(work: UnitOfWork, plan: Subscription, wallet_cap: int, *, early: bool = False) -> Payment | None:
    """Store the intent with the plan before PayPal is asked; without a wallet the try has failed.

    A first period beyond an admin's limit, or a new wallet's, is refused: it is a purchase. Renewals are not.
    """
    method = _find_method(work, plan.payer)
    if method is None:
        save_plan(work, plan, plan.mark_unpaid(NO_WALLET))
        return None
    after = plan.start_charge(early=early)
    payment = _draft(work, plan, after, method)
    try:
        store_intent(work, payment, on_conflict=Stale(), wallet_cap=wallet_cap, refuses=not plan.is_port)
        save_plan(work, plan, after)
        work.commit()
    except (AdminLimitReached, WalletTooNew) as refusal:
        save_plan(work, plan, plan.mark_unpaid(refusal.code))
        return None
    return payment


def _draft(work: UnitOfWork, plan: Subscription, after: Subscription, method: Method) -> Payment:
    """Return the payment of a plan's next period; the first one is a purchase, which an admin's limit counts (T11)."""
    is_first = plan.status is PlanStatus.OPENING
    limited = is_first and plan.payer.startswith("team_") and not plan.approved_by
    asked_by = people.find(work.table, plan.asked_by) if limited else None
    return Payment(
        after.in_flight,
        plan.payer,
        method.account_id,
        plan.renews_as.price,
        f"{plan.renews_as.name}: {plan.phone_number}",
        "renewal" if plan.months else "purchase",
        method.token,
        work.now,
        plan.asked_by,
        for_plan=plan.subscription_id,
        plan_id=after.charging,
        limited=asked_by is not None and asked_by.role == "admin" and asked_by.is_on(plan.payer),
        capped_by=method.capped_by(work.now) if is_first else "",
        approved_by=plan.approved_by if is_first else "",
    )


def _find_method(work: UnitOfWork, payer: str) -> Method | None:
    owner_id = people.find_team(work.table, payer).owner_id if payer.startswith("team_") else payer
    method = payment_methods.find(work.table, owner_id) if owner_id else None
    return method if method and method.works else None
