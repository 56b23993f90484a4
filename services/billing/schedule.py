"""Registers billing's scheduled jobs; times are in UTC."""

from datetime import datetime, timedelta

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.schedule import Run, Schedule
from services.billing import wiring
from services.billing.domain.hold import Hold
from services.billing.domain.payment import Payment
from services.billing.domain.top_up import TopUp
from services.billing.stores import earnings, holds, ledger, payments, plans, top_ups

schedule = Schedule("billing", wiring.table)
handler = schedule.handler
_APPROVAL_LOST_AFTER = timedelta(hours=1)  # longer than any request, and than an app repeats one


@schedule.job(every="rate(5 minutes)")
def resolve_payments(run: Run) -> None:
    """Ask PayPal for the result of each payment that is not decided."""
    from services.billing.use_cases.payments.resolve_payment import resolve_payment

    def settle(work: UnitOfWork, payment: Payment) -> None:
        resolve_payment(work, paypal=wiring.paypal(), payment=payment)

    run.each(payments.list_undecided(run.table, run.as_of), settle)


@schedule.job(every="rate(5 minutes)")
def resolve_refunds(run: Run) -> None:
    """Ask PayPal again for each refund of unspent credits that it has not answered."""
    from services.billing.use_cases.payments.finish_refund import resume_refund

    def settle(work: UnitOfWork, refund: tuple[str, str]) -> None:
        resume_refund(work, paypal=wiring.paypal(), payment_id=refund[0], request_id=refund[1])

    run.each(payments.list_open_refunds(run.table, run.as_of), settle)


@schedule.job(every="rate(1 hour)")
def release_holds(run: Run) -> None:
    """Release the holds of invitations that have expired."""
    from services.billing.use_cases.credits import reserve_invitation_credits

    def settle(work: UnitOfWork, hold: Hold) -> None:
        reserve_invitation_credits.release_overdue_hold(work, hold=hold)

    run.each(holds.list_overdue(run.table, run.as_of), settle)


@schedule.job(every="rate(1 hour)")
def drop_lost_approvals(run: Run) -> None:
    """Have PayPal delete the wallets that it made and that were never attached."""
    from contracts.billing import LostApprovalDue
    from services.billing.stores import payment_methods

    def publish_due(work: UnitOfWork, setup: payment_methods.StartedSetup) -> None:
        work.publish(LostApprovalDue(setup_id=setup.setup_id, account_id=setup.account_id))

    run.each(payment_methods.list_asked_setups(run.table, run.as_of - _APPROVAL_LOST_AFTER), publish_due)


@schedule.job(every="rate(1 hour)")
def sweep_top_ups(run: Run) -> None:
    """Review every balance with an automatic top-up, in case an alert was missed."""
    from services.billing.use_cases.balances import notify_low_balance

    def settle(work: UnitOfWork, top_up: TopUp) -> None:
        notify_low_balance.review_top_up(work, name=top_up.wallet)

    run.each(top_ups.list_active(run.table), settle)


@schedule.job(every="rate(1 hour)")
def renew_plans(run: Run) -> None:
    """Publish each payer who has plans due for a charge, a retry or their end. Found twice, they are charged once."""
    from contracts.plan_events import PlansDue

    def settle(work: UnitOfWork, payers: list[str]) -> None:
        work.publish(*(PlansDue(payer=payer, as_of=run.as_of) for payer in payers))

    run.each(plans.list_due_payers(run.table, run.as_of), settle)


@schedule.job(every="rate(1 hour)")
def start_giving_rounds(run: Run) -> None:
    """Start the round of each team that has something to give, once a day. Started twice, nothing is given twice."""
    from services.billing.domain.giving_round import GivingRound, day_of
    from services.billing.stores import giving_rounds
    from services.billing.use_cases.allowances.give_allowances import start_rounds

    def settle(work: UnitOfWork, rounds: list[GivingRound]) -> None:
        start_rounds(work, rounds=rounds, as_of=run.as_of)

    run.each(giving_rounds.list_due(run.table, day_of(run.as_of), 20), settle)


@schedule.job(every="rate(1 hour)")
def earn_plans(run: Run) -> None:
    """Publish each payment of which a month of a plan is over. Found twice, the month is earned once."""
    from contracts.bookkeeping import PlanEarningDue

    def settle(work: UnitOfWork, payment_id: str) -> None:
        work.publish(PlanEarningDue(payment_id=payment_id, as_of=run.as_of))

    run.each(earnings.list_due(run.table, run.as_of), settle)


@schedule.job(every="cron(20 0 * * ? *)")
def review_grants(run: Run) -> None:
    """Publish each grant that expires in a week, or has expired. Found twice, it is reminded of and ended once."""
    from contracts.billing import GrantDue
    from services.billing.stores import grants

    def settle(work: UnitOfWork, grant_ids: list[str]) -> None:
        work.publish(*(GrantDue(grant_id=grant_id, as_of=run.as_of) for grant_id in grant_ids))

    run.each(grants.list_due(run.table, run.as_of), settle)


@schedule.job(every="cron(30 0 * * ? *)")
def close_books(run: Run) -> None:
    """Sum the journals of each day that is over and not closed yet, one slice at a time."""
    from services.billing.domain.trial_balance import SETTLES
    from services.billing.use_cases.books import close_days

    run.each(close_days.list_open_days(run.table, (run.as_of - SETTLES).date()), close_days.start_day)


@schedule.job(every="cron(45 0 * * ? *)")
def fold_usage(run: Run) -> None:
    """Have the usage of the days that are over folded, team by team, so that months are summed quickly (B12)."""
    from contracts.bookkeeping import UsageFoldDue
    from services.billing.stores import people

    def settle(work: UnitOfWork, shard: int) -> None:
        work.publish(UsageFoldDue(shard=shard, before=run.as_of.date()))

    run.each(range(people.SHARDS), settle)


@schedule.job(every="rate(1 hour)")
def start_usage_reports(run: Run) -> None:
    """Have the usage reports started that are due, in slices. Started twice, each is mailed once (B12)."""
    from contracts.usage_reports import UsageReportsDue
    from services.billing.stores import people

    def settle(work: UnitOfWork, shard: int) -> None:
        work.publish(UsageReportsDue(shard=shard, as_of=run.as_of))

    run.each(range(people.SHARDS), settle)


@schedule.job(every="cron(0 2 * * ? *)")
def check_wallets(run: Run) -> None:
    """Verify every wallet against its entries, one slice at a time; the books get what they held yesterday."""
    from contracts.bookkeeping import WalletsCheckDue

    yesterday = str(run.as_of.date() - timedelta(days=1))

    def settle(work: UnitOfWork, shard: int) -> None:
        work.publish(WalletsCheckDue(shard=shard, day=yesterday))

    run.each(range(ledger.SHARDS), settle)


@schedule.job(every="cron(10 3 * * ? *)")
def watch_call_holds(run: Run) -> None:
    """Raise the alarm for each hold of a call that must have ended long ago; nothing frees it but the call's end."""
    from services.billing.domain.call_hold import CallHold
    from services.billing.stores import call_holds
    from services.billing.use_cases.calls import review_holds

    def warn(work: UnitOfWork, hold: CallHold) -> None:
        review_holds.warn_of_hold(hold)

    run.each(call_holds.list_older(run.table, run.as_of - review_holds.OLD), warn)


@schedule.job(every="cron(30 2 * * ? *)")
def reconcile(run: Run) -> None:
    """Start to compare PayPal's books with ours, from where the last comparison ended."""
    from services.billing.use_cases.reconciliation.start_reconciliation import start_run

    run.each([run.as_of], start_run)


@schedule.job(every="cron(40 4 * * ? *)")
def look_at_stores(run: Run) -> None:
    """Have each subscription in an app store read there, so that nothing depends on a store's notification alone."""
    from contracts.store_subscriptions import StoreLooksDue

    def start(work: UnitOfWork, as_of: datetime) -> None:
        work.publish(StoreLooksDue(as_of=as_of))

    run.each([run.as_of], start)


@schedule.job(every="rate(1 hour)")
def watch_reconciliation(run: Run) -> None:
    """Raise the alarm if the comparison with PayPal does not come to an end."""
    from services.billing.use_cases.reconciliation.start_reconciliation import watch_watermark

    watch_watermark(run.table, run.as_of)
