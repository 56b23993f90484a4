"""Publish what a person did with a team's money, for the team's activity log (T10)."""

from contracts.team_money import TeamMoneyChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.payment import Payment


def publish_money_change(work: UnitOfWork, team_id: str, action: str, **about: str | int | None) -> None:
    """Publish that the caller did it, in the transaction that does it."""
    given = {"team_id": team_id, "action": action, "by": work.context.actor} | about
    work.publish(TeamMoneyChanged.model_validate(given))


def publish_purchase(work: UnitOfWork, payment: Payment, amount: int) -> None:
    """Publish that a team's credits were bought, by the account that asked for it: PayPal may answer later."""
    if payment.wallet.startswith("team_") and not payment.plans:
        publish_money_change(work, payment.wallet, "credits_bought", by=payment.asked_by, amount=amount)


def publish_allocation(work: UnitOfWork, team_id: str, payment: Payment) -> None:
    """Publish that a member got what was bought for them, by the account that asked for it."""
    publish_money_change(
        work, team_id, "credits_given", by=payment.asked_by, user_id=payment.for_user, amount=payment.for_amount
    )
