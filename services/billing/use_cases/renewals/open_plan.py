"""Opens the plan of an ordered number: its first period is a purchase, charged by itself (N2, B8)."""

from typing import TYPE_CHECKING

from contracts.numbers import NumberRequested
from contracts.payment_reasons import NO_WALLET
from contracts.plans import CATALOGUE
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.billing.domain.payment import Payment
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.domain.plan_line import PlanLine, draw_line
from services.billing.domain.problems import AdminLimitReached, DailyLimitReached, WalletTooNew
from services.billing.stores import billing_accounts, number_users, payments, people, plan_lines, plans
from services.billing.stores.payment_methods import Method
from services.billing.use_cases.payments.charge_payment import charge_if_unsent
from services.billing.use_cases.payments.store_intent import store_intent
from services.billing.use_cases.plans.draft_plan import draft_plan, refuse_order
from services.billing.use_cases.plans.follow_number_events import pass_plan_to
from services.billing.use_cases.plans.save_plan import save_plan
from services.billing.use_cases.wallet.find_wallet import find_working_wallet

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


def open_plan(work: UnitOfWork, *, paypal: "PayPal", event: NumberRequested, wallet_cap: int) -> None:
    """Open the plan of an ordered number and charge its first period. However often the event comes, it charges once.

    Raises Unavailable while PayPal cannot be reached: then the event comes again.
    """
    subscription_id = ids.derived_id("sub", event.request_id)
    plan = plans.find(work.table, subscription_id)
    if plan is None and event.plan_id not in CATALOGUE:
        refuse_order(work, event, subscription_id, "unknown_plan")
        return
    if plan is None:
        plan = _create_plan(work, event, subscription_id)
    if plan.status is PlanStatus.OPENING:
        charge_first_period(work, paypal=paypal, plan=plan, wallet_cap=wallet_cap)


def charge_first_period(work: UnitOfWork, *, paypal: "PayPal", plan: Subscription, wallet_cap: int) -> None:
    """Charge the first period, or go on with a charge that has begun."""
    begun = payments.find(work.table, plan.in_flight) if plan.in_flight else _start_charge(work, plan, wallet_cap)
    charge_if_unsent(work, paypal, begun)


def _create_plan(work: UnitOfWork, event: NumberRequested, subscription_id: str) -> Subscription:
    """Create the plan; if the number was handed over since it was ordered, with its new holder."""
    plan = draft_plan(work, event, subscription_id)
    known = plans.find_hand_over(work.table, event.number_id)
    if known and known.revision > event.revision and known.holder != event.holder:
        plan = pass_plan_to(work, plan, known.holder, known.revision)
    work.save(number_users.note(work.table, event.number_id, event.user_id, event.revision))
    work.save(plans.save(plan), [plans.check_hand_over(event.number_id, known)])
    work.commit()
    return plan


def _start_charge(work: UnitOfWork, plan: Subscription, wallet_cap: int) -> Payment | None:
    """Store the intent with the plan before PayPal is asked; without a wallet the order is refused.

    Beyond an admin's limit, or a new wallet's, it is refused too: it is a purchase.
    """
    method = find_working_wallet(work, plan.payer)
    if method is None:
        save_plan(work, plan, plan.mark_unpaid(NO_WALLET))
        return None
    billing_day = None if plan.own_day else billing_accounts.find_billing_day(work.table, plan.payer)
    payment_id = ids.new_id("pay")
    line = draw_line(plan, payment_id, billing_day)
    payment = _draft(work, plan, line, method)
    try:
        store_intent(work, payment, on_conflict=Stale(), wallet_cap=wallet_cap, refuses=not plan.is_port)
        work.save([plan_lines.create(line)])
        save_plan(work, plan, plan.start_charge(payment_id))
        work.commit()
    except (AdminLimitReached, DailyLimitReached, WalletTooNew) as refusal:
        save_plan(work, plan, plan.mark_unpaid(refusal.code))
        return None
    return payment


def _draft(work: UnitOfWork, plan: Subscription, line: PlanLine, method: Method) -> Payment:
    """Return the payment of a plan's first period: an admin's limit counts it, and a new wallet's (T11)."""
    limited = plan.payer.startswith("team_") and not plan.approved_by
    asked_by = people.find(work.table, plan.asked_by) if limited else None
    return Payment(
        line.payment_id,
        plan.payer,
        method.account_id,
        line.amount,
        f"{plan.renews_as.name}: {plan.phone_number}",
        "purchase",
        method.token,
        work.now,
        plan.asked_by,
        plans=1,
        limited=asked_by is not None and asked_by.role == "admin" and asked_by.is_on(plan.payer),
        capped_by=method.capped_by(work.now),
        approved_by=plan.approved_by,
    )
