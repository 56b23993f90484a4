"""The door to the bus for what people are sent: a slow mail or text delays no money."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.notices import reactions

    return reactions


notices = Consumer("billing", wiring.table, {"billing": _to_billing})
handler = notices.handler
