"""The door to the bus for number plans: what is ordered, charged, settled and ended waits for nothing else (B8, N2)."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.planning import reactions

    return reactions


def _to_numbers() -> Reactions:
    from services.billing.reactions.to_numbers import reactions

    return reactions


planning = Consumer("billing", wiring.table, {"billing": _to_billing, "numbers": _to_numbers})
handler = planning.handler
