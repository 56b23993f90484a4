"""The reactions of billing to its own events that refund a payment, or drop a wallet, at PayPal."""

from contracts.billing import CreditRefundDue, LostApprovalDue, WalletDetached
from contracts.plan_events import PlanRefundDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring

reactions = Reactions()


@reactions.on(PlanRefundDue, has_external_effect=True)
def plan_refund_due(work: UnitOfWork, event: PlanRefundDue) -> None:
    """Refund through PayPal what pays for no plan."""
    from services.billing.use_cases.renewals.refund_plans import refund_plans

    refund_plans(work, paypal=wiring.paypal(), event=event)


@reactions.on(CreditRefundDue, has_external_effect=True)
def credit_refund_due(work: UnitOfWork, event: CreditRefundDue) -> None:
    """Refund through PayPal the unspent credits that a payer asked to have back."""
    from services.billing.use_cases.payments.finish_refund import finish_refund

    finish_refund(work, paypal=wiring.paypal(), payment_id=event.payment_id)


@reactions.on(WalletDetached, has_external_effect=True)
def wallet_detached(work: UnitOfWork, event: WalletDetached) -> None:
    """Delete the token at PayPal."""
    wiring.paypal().delete_token(event.token)


@reactions.on(LostApprovalDue, has_external_effect=True)
def lost_approval_due(work: UnitOfWork, event: LostApprovalDue) -> None:
    """Use up an approval that was never attached, and have its token deleted."""
    from services.billing.use_cases.wallet.drop_lost_approvals import drop_lost_approval

    drop_lost_approval(work, paypal=wiring.paypal(), event=event)
