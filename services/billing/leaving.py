"""The door to the bus for numbers that get another user, or have left: then their plans end with a credit (N13)."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_numbers() -> Reactions:
    from services.billing.reactions.leaving import reactions

    return reactions


leaving = Consumer("billing", wiring.table, {"numbers": _to_numbers})
handler = leaving.handler
