"""Ends the plan of a number that the carrier did not provide (N2)."""

from collections.abc import Mapping
from dataclasses import replace

from contracts.numbers import NumberOrderFailed
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan_line import fail_order
from services.billing.stores import payments, plan_lines, plans
from services.billing.use_cases.plans.save_plan import save_plan
from services.billing.use_cases.plans.settle_plans import publish_refund
from services.billing.use_cases.store_plans.end_store_plan import end_failed_store_plan, free_subscription


def end_failed_order(work: UnitOfWork, event: NumberOrderFailed, products: Mapping[str, str]) -> None:
    """End the plan of a number that the carrier did not provide, and have its money go back (N2).

    `products` are the plans by the app stores' products: what a store was paid for can be used for another number.
    """
    plan = plans.find(work.table, event.subscription_id)
    if plan is None or not plan.runs:
        return
    if plan.paid_in_store or not plan.paid_by:  # opened with what a store was paid for
        end_failed_store_plan(work, plan, products)
        return
    line = plan_lines.find(work.table, plan.paid_by, plan.subscription_id)
    payment = payments.find(work.table, plan.paid_by)
    if line is None or payment is None:
        return
    failed, over = fail_order(line, plan, work.now)
    work.save([plan_lines.save(failed, line)])
    ended = save_plan(work, plan, over)
    if plan.time:
        free_subscription(work, ended, products, is_said=True)
    after = replace(payment, unearned=payment.unearned + line.amount, version=payment.version + 1)
    work.save(payments.save(after))
    publish_refund(work, payment, after, failed.reason)
