"""The reactions of billing to its own events."""

from contracts.billing import (
    ApprovedPaymentDue,
    BalanceFell,
    NoticeDue,
    PayPalEventReceived,
    PlanDue,
    PlanRefundDue,
    PlansReviewDue,
    TeamCreditsArrived,
    TopUpDue,
    WalletAttached,
    WalletDetached,
    WalletsCheckDue,
)
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.use_cases.balances import alert_on_balance_change
from services.billing.use_cases.books import verify_balances
from services.billing.use_cases.credits import reserve_invitation_credits
from services.billing.use_cases.plans import review_plans

reactions = Reactions()

reactions.on(PlansReviewDue)(review_plans.review_plans)
reactions.on(WalletsCheckDue)(verify_balances.verify_balances)


@reactions.on(TeamCreditsArrived)
def team_credits_arrived(work: UnitOfWork, event: TeamCreditsArrived) -> None:
    """Fund the holds that wait for money."""
    reserve_invitation_credits.fund_waiting_holds(work, team_id=event.team_id)


@reactions.on(BalanceFell)
def balance_fell(work: UnitOfWork, event: BalanceFell) -> None:
    """Notify the holder of a low balance, or buy credits."""
    alert_on_balance_change.notify_low_balance(work, name=event.wallet, returned=event.returned)


@reactions.on(TopUpDue, has_external_effect=True)
def top_up_due(work: UnitOfWork, event: TopUpDue) -> None:
    """Buy credits for the team."""
    from services.billing.use_cases.top_ups.top_up_team import top_up_team

    top_up_team(work, paypal=wiring.paypal(), team_id=event.team_id, wallet_cap=wiring.wallet_cap())


@reactions.on(PayPalEventReceived)
def paypal_event_received(work: UnitOfWork, event: PayPalEventReceived) -> None:
    """Handle a stored webhook."""
    from services.billing.use_cases.paypal_events.handle_webhook import handle_webhook

    handle_webhook(work, paypal=wiring.paypal(), event_id=event.event_id)


@reactions.on(WalletAttached, has_external_effect=True)
def wallet_attached(work: UnitOfWork, event: WalletAttached) -> None:
    """Mail the payer which account their wallet pays for."""
    from services.billing.use_cases.wallet.notify_payer import notify_payer

    notify_payer(work, event=event, portal=wiring.portal())


@reactions.on(WalletDetached, has_external_effect=True)
def wallet_detached(work: UnitOfWork, event: WalletDetached) -> None:
    """Delete the token at PayPal."""
    wiring.paypal().delete_token(event.token)


@reactions.on(ApprovedPaymentDue, has_external_effect=True)
def approved_payment_due(work: UnitOfWork, event: ApprovedPaymentDue) -> None:
    """Charge what the owner has approved."""
    from services.billing.use_cases.approvals.charge_approved import charge_approved

    charge_approved(work, paypal=wiring.paypal(), payment_id=event.payment_id)


@reactions.on(NoticeDue, has_external_effect=True)
def notice_due(work: UnitOfWork, event: NoticeDue) -> None:
    """Send the notice to the holder of the wallet."""
    from services.billing.use_cases.notices.send_notice import send_notice

    send_notice(work, event=event, portal=wiring.portal())


@reactions.on(PlanDue, has_external_effect=True)
def plan_due(work: UnitOfWork, event: PlanDue) -> None:
    """Charge the next period of a plan, or end the plan."""
    from services.billing.use_cases.renewals import charge_plan

    if event.early:
        charge_plan.retry_plan(work, paypal=wiring.paypal(), subscription_id=event.subscription_id)
    else:
        charge_plan.charge_plan(
            work,
            paypal=wiring.paypal(),
            subscription_id=event.subscription_id,
            as_of=event.as_of,
            wallet_cap=wiring.wallet_cap(),
        )


@reactions.on(PlanRefundDue, has_external_effect=True)
def plan_refund_due(work: UnitOfWork, event: PlanRefundDue) -> None:
    """Refund the payment through PayPal."""
    from services.billing.use_cases.renewals.refund_plan import refund_plan

    refund_plan(work, paypal=wiring.paypal(), event=event)
