"""Publishes that PayPal refused a refund of unspent credits."""

from contracts.billing import NoticeDue, TeamCreditsArrived
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.asked_refund import AskedRefund
from services.billing.domain.payment import Payment


def publish_refused_refund(work: UnitOfWork, payment: Payment, asked: AskedRefund, issue: str) -> None:
    """Publish that what was held for a refund is in the wallet again."""
    about = {"amount": asked.amount, "payment_id": payment.payment_id, "reason": issue}
    work.publish(NoticeDue(wallet=asked.held_in, kind="refund_refused", **about))
    if asked.held_in.startswith("team_"):
        work.publish(TeamCreditsArrived(team_id=asked.held_in))
