"""Books what plans have earned: from deferred revenue to revenue, once, whatever crashes or is repeated (B19)."""

from contracts.bookkeeping import PlanEarningDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.earning import earn, next_month_end
from services.billing.stores import earnings, ledger, payments, plan_lines


def earn_plans(work: UnitOfWork, event: PlanEarningDue) -> None:
    """Book what a payment for plans has earned by an instant, and store when it earns something next.

    Raises Stale, at the commit, if the payment changed meanwhile: then the event comes again.
    """
    payment = payments.find(work.table, event.payment_id)
    if payment is None:
        return
    lines = plan_lines.list_all(work.table, event.payment_id)
    after, journal = earn(payment, lines, event.as_of)
    ledger.post(work, journal)
    work.save(payments.save(after) if journal else [payments.is_unchanged(payment)])
    is_over = payment.is_final and not payment.granted
    work.save([earnings.set_next(event.payment_id, None if is_over else next_month_end(lines, event.as_of))])
