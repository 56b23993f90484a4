"""The door to the bus for port-ins (N7), for what an owner has approved (T11), and for notices: none hold up a text."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.numbers import wiring


def _to_billing() -> Reactions:
    from services.numbers.reactions.approved import reactions

    return reactions


def _to_numbers() -> Reactions:
    from services.numbers.reactions.porting import reactions

    return reactions


porting = Consumer("numbers", wiring.table, {"billing": _to_billing, "numbers": _to_numbers})
handler = porting.handler
