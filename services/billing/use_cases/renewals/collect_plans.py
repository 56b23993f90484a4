"""Collects due plans into one payment, a page in each transaction; the last one stores the payment.

A crash in between is continued by the next sweep: the payer's billing account keeps what is being collected.
"""

from contracts.payment_reasons import NO_WALLET
from contracts.plan_events import PlanLinesDue
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.billing.domain.billing_day import BillingAccount
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.plan import Subscription
from services.billing.domain.plan_line import draw_line
from services.billing.stores import billing_accounts, payments, plan_lines
from services.billing.use_cases.plans.save_plan import PLANS_AT_ONCE, save_plan
from services.billing.use_cases.wallet.find_wallet import find_working_wallet


def collect_plans(work: UnitOfWork, payer: str, due: list[Subscription], *, early: bool = False) -> Payment | None:
    """Mark these plans as being charged by one payment, and store it; without a wallet it has failed already."""
    account = billing_accounts.find(work.table, payer)
    if not due and not account.collecting:
        return None
    account = account.start(ids.new_id("pay"))
    last = max(0, len(due) - 1) // PLANS_AT_ONCE * PLANS_AT_ONCE
    for at in range(0, last, PLANS_AT_ONCE):
        account = _collect(work, account, due[at : at + PLANS_AT_ONCE], early=early)
        work.save([billing_accounts.save(account)])
        work.commit()
    account = _collect(work, account, due[last:], early=early)
    return _store_payment(work, account, due)


def _collect(work: UnitOfWork, account: BillingAccount, page: list[Subscription], *, early: bool) -> BillingAccount:
    lines = [draw_line(plan, account.collecting, account.billing_day, early=early) for plan in page]
    for plan, line in zip(page, lines, strict=True):
        work.save([plan_lines.create(line)])
        save_plan(work, plan, plan.start_charge(line.payment_id))
    return account.add(lines)


def _store_payment(work: UnitOfWork, account: BillingAccount, due: list[Subscription]) -> Payment:
    payment = _draft(work, account, due)
    work.save([payments.create(payment, on_conflict=Stale()), billing_accounts.save(account.finish())])
    if payment.is_final:
        work.publish(PlanLinesDue(payment_id=payment.payment_id))
    work.commit()
    return payment


def _draft(work: UnitOfWork, account: BillingAccount, due: list[Subscription]) -> Payment:
    method = find_working_wallet(work, account.payer)
    one = due[0] if account.plans == 1 and due else None
    return Payment(
        account.collecting,
        account.payer,
        method.account_id if method else account.payer,
        account.amount,
        f"{one.renews_as.name}: {one.phone_number}" if one else f"Number plans: {account.plans} numbers",
        "renewal",
        method.token if method else "",
        work.now,
        one.asked_by if one else work.context.actor,
        plans=account.plans,
        charge_status=ChargeStatus.NOT_YET if method else ChargeStatus.REFUSED,
        reason="" if method else NO_WALLET,
    )
