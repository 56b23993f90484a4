"""The reactions of numbers to its own events, but notices, texts, webhooks, and numbers that come or leave."""

from contracts.calls import ForwardingReviewDue
from contracts.numbers import NumberConnectionsDue, NumberOrderDue, NumberReleased
from contracts.voicemail import VoicemailErasureDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import wiring

reactions = Reactions()


@reactions.on(NumberOrderDue, has_external_effect=True)
def place_due_order(work: UnitOfWork, event: NumberOrderDue) -> None:
    """Order the number at the carrier."""
    from services.numbers.use_cases.numbers.order_number import order_number

    order_number(work, carrier=wiring.carrier(), number_id=event.number_id, as_of=event.as_of)


@reactions.on(NumberReleased, has_external_effect=True)
def return_released_number(work: UnitOfWork, event: NumberReleased) -> None:
    """Give the released number back to the carrier."""
    from services.numbers.use_cases.numbers.release_number import return_number_to_carrier

    work.publish(VoicemailErasureDue(number_id=event.number_id))
    return_number_to_carrier(work, carrier=wiring.carrier(), number_id=event.number_id, phone_number=event.phone_number)


@reactions.on(ForwardingReviewDue)
def review_forwarding(work: UnitOfWork, event: ForwardingReviewDue) -> None:
    """Switch off forwarding to countries that are not allowed anymore."""
    from services.numbers.use_cases.calls.calling_countries import review_forwarding as review

    review(work, event)


@reactions.on(NumberConnectionsDue, has_external_effect=True)
def connect_due_numbers(work: UnitOfWork, event: NumberConnectionsDue) -> None:
    """Connect a page of our numbers to the voice application."""
    from services.numbers.use_cases.numbers.connect_numbers import connect_numbers

    connect_numbers(work, connections=wiring.connections(), event=event)
