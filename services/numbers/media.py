"""The door to the bus for files that came with texts, with a queue of its own: they take their time (N15)."""

from contracts.messages import MessageMediaDiscarded, MessageMediaDue
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import media_wiring, wiring
from services.numbers.use_cases.messages import keep_media

media = Consumer("numbers-media", wiring.table)
handler = media.handler


@media.on(MessageMediaDue, has_external_effect=True)
def keep_due_media(work: UnitOfWork, event: MessageMediaDue) -> None:
    """Fetch the files of a text from the carrier, and keep them."""
    gateways = keep_media.Gateways(media_wiring.media_files(), media_wiring.message_media())
    keep_media.keep_media(work, gateways=gateways, event=event)


@media.on(MessageMediaDiscarded, has_external_effect=True)
def erase_discarded_media(work: UnitOfWork, event: MessageMediaDiscarded) -> None:
    """Erase the files of a text that is erased."""
    keep_media.erase_media(storage=media_wiring.message_media(), event=event)
