"""The door to the bus for files that came with texts, and for texts that wait: they take their time (N15)."""

from contracts.messages import MessageMediaDiscarded, MessageMediaDue, WaitingTextsDue
from contracts.numbers import NumberAssigned, NumberHandedOver, NumberReleased, NumberRestored, NumberUnassigned
from contracts.port_outs import NumberPortedOut
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import media_wiring, wiring
from services.numbers.use_cases.messages import keep_media, settle_waiting_texts

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


@media.on(NumberAssigned)
def hand_over_waiting_texts(work: UnitOfWork, event: NumberAssigned) -> None:
    """Give the number's new user the texts that waited on it."""
    settle_waiting_texts.settle_waiting_texts(work, number_id=event.number_id)


@media.on(WaitingTextsDue)
def hand_over_due_texts(work: UnitOfWork, event: WaitingTextsDue) -> None:
    """Settle a page of the texts that wait on a number: its user is on the team again, or there are many."""
    settle_waiting_texts.settle_waiting_texts(work, number_id=event.number_id, cursor=event.cursor)


@media.on(NumberRestored)
def hand_over_texts_of_restored(work: UnitOfWork, event: NumberRestored) -> None:
    """Give the number's user the texts that came while it was in reserve."""
    settle_waiting_texts.settle_waiting_texts(work, number_id=event.number_id)


@media.on(NumberUnassigned)
def settle_texts_of_unassigned(work: UnitOfWork, event: NumberUnassigned) -> None:
    """Give a user whom the number has by now the texts that waited on it."""
    settle_waiting_texts.settle_waiting_texts(work, number_id=event.number_id)


@media.on(NumberHandedOver)
def erase_waiting_texts_of_handed_over(work: UnitOfWork, event: NumberHandedOver) -> None:
    """Erase the texts that waited for the team that had the number."""
    settle_waiting_texts.settle_waiting_texts(work, number_id=event.number_id)


@media.on(NumberReleased)
def erase_waiting_texts_of_released(work: UnitOfWork, event: NumberReleased) -> None:
    """Erase the texts that waited on a number that goes back to the carrier."""
    settle_waiting_texts.settle_waiting_texts(work, number_id=event.number_id)


@media.on(NumberPortedOut)
def erase_waiting_texts_of_ported(work: UnitOfWork, event: NumberPortedOut) -> None:
    """Erase the texts that waited on a number that another carrier has."""
    settle_waiting_texts.settle_waiting_texts(work, number_id=event.number_id)
