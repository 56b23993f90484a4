"""Publishes that PayPal refused a refund of unspent credits."""

from contracts.billing import NoticeDue, TeamCreditsArrived
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.payment import Payment


def publish_refused_refund(work: UnitOfWork, payment: Payment, issue: str) -> None:
    """Publish that what was held for a refund is in the wallet again."""
    wallet, amount = payment.refund_hold, payment.refunding
    work.publish(
        NoticeDue(wallet=wallet, kind="refund_refused", amount=amount, payment_id=payment.payment_id, reason=issue)
    )
    if wallet.startswith("team_"):
        work.publish(TeamCreditsArrived(team_id=wallet))
