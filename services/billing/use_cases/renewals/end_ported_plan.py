"""Ends the plan of a number that has moved to another carrier, with a credit for the days that are paid (N13).

A charge that is in flight then pays for nothing, and is refunded when it completes. A plan that is only being opened is
left: numbers wants it no more once it is paid, and has it refunded.
"""

from collections.abc import Mapping

from contracts.billing import NoticeDue, TeamCreditsArrived
from contracts.port_outs import NumberPortedOut
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import PORTED_OUT, Subscription
from services.billing.domain.unused_days import credit_line, credit_payment
from services.billing.stores import payments, plan_lines, plans
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.payments.record_payment_fact import find_wallet_of
from services.billing.use_cases.plans.save_plan import save_plan
from services.billing.use_cases.store_plans.end_store_plan import end_ported_store_plan, free_subscription


def end_ported_plan(work: UnitOfWork, event: NumberPortedOut, products: Mapping[str, str]) -> None:
    """End the plan that the number has, and credit its payer. However often the event comes, that is done once.

    `products` are the plans by the app stores' products: of what a store was paid for, nothing is credited.
    """
    plan = plans.find_by_number(work.table, event.number_id)
    if plan is None or not plan.runs:
        return
    if plan.paid_in_store:
        end_ported_store_plan(work, plan, event, products)
        return
    ended = save_plan(work, plan, plan.end(event.at, PORTED_OUT))
    if plan.time:
        free_subscription(work, ended, products, is_said=True)
    found = plan_lines.find(work.table, plan.paid_by, plan.subscription_id)
    payment = payments.find(work.table, plan.paid_by)
    line = found.laid(plan) if found else None
    after = credit_line(line, event.at) if line else None
    if found is None or payment is None or after is None or after == line:
        return
    wallet = find_wallet_of(work, payment)
    credited, journal = credit_payment(payment, after, wallet)
    work.save([plan_lines.save(after, found)])
    work.save(payments.save(credited))
    post_with_alerts(work, journal, read=[wallet])
    if journal:
        _publish_credit(work, wallet.name, plan, credited.credited - payment.credited)


def _publish_credit(work: UnitOfWork, wallet: str, plan: Subscription, amount: int) -> None:
    work.publish(NoticeDue(wallet=wallet, kind="unused_days", amount=amount, phone_number=plan.phone_number))
    if wallet.startswith("team_"):
        work.publish(TeamCreditsArrived(team_id=wallet))
