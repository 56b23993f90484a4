"""The door to the bus for people who have joined or left a team: who pays for their plans from then on (B10, T8)."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.joining import reactions

    return reactions


joining = Consumer("billing", wiring.table, {"billing": _to_billing})
handler = joining.handler
