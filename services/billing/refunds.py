"""The door to the bus for refunds and dropped wallets: a provider's outage, and its many refunds, delay no purchase."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.refunds import reactions

    return reactions


def _to_numbers() -> Reactions:
    from services.billing.reactions.refunds_of_texts import reactions

    return reactions


refunds = Consumer("billing", wiring.table, {"billing": _to_billing, "numbers": _to_numbers})
handler = refunds.handler
