"""The door to the bus for the carrier's webhooks: texts and orders wait for no notice and no change of a team."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.numbers import wiring


def _to_numbers() -> Reactions:
    from services.numbers.reactions.carrier_events import reactions

    return reactions


carrier_events = Consumer("numbers", wiring.table, {"numbers": _to_numbers})
handler = carrier_events.handler
