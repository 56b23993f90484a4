"""The door to the bus for usage reports by mail: a large team's takes long, and no notice waits for it."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.mailing import reactions

    return reactions


mailing = Consumer("billing", wiring.table, {"billing": _to_billing})
handler = mailing.handler
