"""The door to the bus for usage that is over: its days are folded and reviewed at night, apart from the books."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.folding import reactions

    return reactions


folding = Consumer("billing", wiring.table, {"billing": _to_billing})
handler = folding.handler
