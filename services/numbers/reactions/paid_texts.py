"""The reactions of numbers to what billing says of texts: they are paid, and sent, or they are not."""

from contracts.messages import MessagePaid, MessageRefused
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import texting_wiring
from services.numbers.use_cases.messages import deliver_message as delivery

reactions = Reactions()


@reactions.on(MessageRefused)
def refuse_message(work: UnitOfWork, event: MessageRefused) -> None:
    """Record that the message is not paid, and is not sent."""
    delivery.refuse_message(work, event)


@reactions.on(MessagePaid, has_external_effect=True)
def deliver_message(work: UnitOfWork, event: MessagePaid) -> None:
    """Send the paid message."""
    delivery.deliver_message(work, texting_wiring.texting(), event)
