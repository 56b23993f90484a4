"""The door to the bus for PayPal wallets that billing has no more: a slow PayPal delays nothing else (B1)."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.wallets import reactions

    return reactions


wallets = Consumer("billing", wiring.table, {"billing": _to_billing})
handler = wallets.handler
