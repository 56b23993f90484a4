"""The reactions of billing to its own events about PayPal wallets that it has no more (B1)."""

from contracts.billing import LostApprovalDue, WalletDetached
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring

reactions = Reactions()


@reactions.on(WalletDetached, has_external_effect=True)
def wallet_detached(work: UnitOfWork, event: WalletDetached) -> None:
    """Delete the token at PayPal."""
    wiring.paypal().delete_token(event.token)


@reactions.on(LostApprovalDue, has_external_effect=True)
def lost_approval_due(work: UnitOfWork, event: LostApprovalDue) -> None:
    """Use up an approval that was never attached, and have its token deleted."""
    from services.billing.use_cases.wallet.drop_lost_approvals import drop_lost_approval

    drop_lost_approval(work, paypal=wiring.paypal(), event=event)
