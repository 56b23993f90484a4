"""Reminds of grants that are about to expire, and takes what is left of those that have, once (B18, I10)."""

from datetime import timedelta

from contracts.billing import GrantDue, GrantsForfeited, NoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.grant import expire, forfeit
from services.billing.stores import grants, ledger
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts


def review_grant(work: UnitOfWork, event: GrantDue) -> None:
    """Do what is due of a grant as of an instant; repeated, it does nothing more.

    Raises Stale, at the commit, if the grant was reviewed or spent from meanwhile: then the event comes again.
    """
    grant = grants.find(work.table, event.grant_id)
    if grant is None or grant.due_at is None or event.as_of < grant.due_at:
        return
    wallet = ledger.find(work.table, grant.account_id)
    if grant.is_over(event.as_of):
        work.save([grants.save(grant.end())])
        post_with_alerts(work, expire(grant, wallet), read=[wallet])
        return
    work.save([grants.save(grant.remind())])
    if left := wallet.part(grant.part):
        ends = grant.ends_at - timedelta(days=1)
        about = {"amount": left, "paid_through": ends, "payment_id": grant.grant_id}
        work.publish(NoticeDue(wallet=grant.account_id, kind="grant_expires", **about))


def forfeit_grants(work: UnitOfWork, event: GrantsForfeited) -> None:
    """Take what is left of the grants of an account that is closed; what comes back to one later ends on its day."""
    wallet = ledger.find(work.table, event.account_id)
    if not ledger.is_posted(work.table, f"forfeited:{event.account_id}"):
        post_with_alerts(work, forfeit(wallet), read=[wallet])
