"""Have the files of a text fetched that the carrier did not give before (N15)."""

from contracts.messages import MessageMediaDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.stores import messages


def request_media(work: UnitOfWork, message_id: str) -> None:
    """Have the files of a text fetched that could not be fetched before."""
    message = messages.find(work.table, message_id)
    if message and message.has_waiting_media:
        work.publish(MessageMediaDue(message_id=message_id, files=len(message.media)))
