"""The door to the bus for texts that are paid or due, and for messaging profiles, with a queue of its own."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.numbers import wiring


def _to_billing() -> Reactions:
    from services.numbers.reactions.paid_texts import reactions

    return reactions


def _to_numbers() -> Reactions:
    from services.numbers.reactions.texting import reactions

    return reactions


texting = Consumer("numbers-texting", wiring.table, {"billing": _to_billing, "numbers": _to_numbers})
handler = texting.handler
