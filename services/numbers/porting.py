"""The door to the bus for numbers that are ported in (N7), and for notices: both hold up no text."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.numbers import wiring


def _to_billing() -> Reactions:
    from services.numbers.reactions.approved_ports import reactions

    return reactions


def _to_numbers() -> Reactions:
    from services.numbers.reactions.porting import reactions

    return reactions


porting = Consumer("numbers", wiring.table, {"billing": _to_billing, "numbers": _to_numbers})
handler = porting.handler
