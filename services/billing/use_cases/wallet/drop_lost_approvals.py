"""Drops the wallet of an approval that was never attached: its token would live on at PayPal unknown to us (B1)."""

from typing import TYPE_CHECKING

from contracts.billing import LostApprovalDue, WalletDetached
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.stores import payment_methods
from services.billing.use_cases.wallet.attach_wallet import exchange_id

if TYPE_CHECKING:
    from services.billing.paypal import PayPal


def drop_lost_approval(work: UnitOfWork, *, paypal: "PayPal", event: LostApprovalDue) -> None:
    """Use the approval up, and have PayPal delete its token; the payer can start anew.

    One that was used already stays as it is: two requests confirmed it, and the slower one marked it again. PayPal is
    asked as before, so that it returns the token that it made, if it did. Raises Stale if the wallet was attached
    meanwhile.
    """
    from services.billing.paypal import RefusedError

    if payment_methods.is_setup_done(work.table, event.setup_id):
        work.save([payment_methods.forget_setup_asked(event.setup_id)])
        return
    try:
        wallet = paypal.finish_vaulting(event.setup_id, exchange_id(event.setup_id))
    except RefusedError:  # never approved, or too long ago: there is no token
        work.save([payment_methods.forget_setup_asked(event.setup_id)])
        return
    work.save(payment_methods.mark_setup_done(event.setup_id, dropped=True))
    work.publish(WalletDetached(account_id=event.account_id, token=wallet.token))
