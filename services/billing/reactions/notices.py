"""The reactions of billing to its own events that send people a mail or a text."""

from contracts.billing import NoticeDue, WalletAttached
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring

reactions = Reactions()


@reactions.on(NoticeDue, has_external_effect=True)
def notice_due(work: UnitOfWork, event: NoticeDue) -> None:
    """Send the notice to the holder of the wallet."""
    from services.billing.use_cases.notices.send_notice import send_notice

    send_notice(work, event=event, portal=wiring.portal())


@reactions.on(WalletAttached, has_external_effect=True)
def wallet_attached(work: UnitOfWork, event: WalletAttached) -> None:
    """Mail the payer which account their wallet pays for."""
    from services.billing.use_cases.wallet.notify_payer import notify_payer

    notify_payer(work, event=event, portal=wiring.portal())
