"""The reaction of numbers to the carrier's webhooks, which are stored."""

from contracts.numbers import CarrierEventReceived
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import wiring

reactions = Reactions()


@reactions.on(CarrierEventReceived)
def handle_stored_webhook(work: UnitOfWork, event: CarrierEventReceived) -> None:
    """Handle a stored webhook of the carrier."""
    from services.numbers.use_cases.carrier_events.handle_webhook import handle_webhook

    handle_webhook(work, carrier=wiring.carrier, event_id=event.event_id)
