"""Deliver a paid message: send it once, apply the carrier's reports, refund it if it was not sent (B11, N8)."""

from collections.abc import Callable
from datetime import datetime

from contracts.messages import MessageDue, MessageFailed, MessagePaid, MessageRefused
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from kernel.providers.errors import ProviderDownError, ProviderUntouchedError
from services.numbers.carrier.texting import NotSentError, Texting
from services.numbers.domain.message import SEND_WITHIN, TOO_LATE, CarrierUpdate, Message, MessageStatus
from services.numbers.domain.text_parts import choose_encoding
from services.numbers.stores import messages, numbers

_TRIES = 4
_NOT_TRIED = (MessageStatus.REQUESTED, MessageStatus.PAID)
_NUMBER_NOT_ACTIVE, _ACCOUNT_CLOSED = "number_not_active", "account_closed"


def refuse_message(work: UnitOfWork, event: MessageRefused) -> None:
    """Record that billing refused the charge: the message is not sent."""
    _change(work, event.message_id, lambda message: message.refuse(event.reason))


def deliver_message(work: UnitOfWork, texting: Texting, event: MessagePaid) -> None:
    """Send a message that is paid, unless it was tried before."""
    message = messages.find(work.table, event.message_id)
    if message and message.status in _NOT_TRIED:
        _send(work, texting, message, work.now)


def recheck_message(work: UnitOfWork, texting: Texting, event: MessageDue) -> None:
    """Send a message that could not be sent, or ask the carrier what happened to one that was."""
    message = messages.find(work.table, event.message_id)
    if message is None or not message.is_due(event.as_of):
        return
    if message.status is MessageStatus.PAID:
        _send(work, texting, message, event.as_of)
        return
    update = texting.find(message.carrier_id) if message.carrier_id else None
    _commit_change(work, message.message_id, lambda it: _settle(it, update) if it.is_due(event.as_of) else it)


def apply_carrier_update(work: UnitOfWork, message_id: str, update: CarrierUpdate) -> bool:
    """Apply a report of the carrier. Return whether the message is one of ours."""
    return _change(work, message_id, lambda message: message.apply_update(update)) is not None


def _settle(message: Message, update: CarrierUpdate | None) -> Message:
    """Settle a message whose final report never came; one whose answer a crash lost becomes UNKNOWN first."""
    was_interrupted = message.status is MessageStatus.SENDING and not message.carrier_id
    return message.mark_unknown() if was_interrupted else message.settle(update)


def _send(work: UnitOfWork, texting: Texting, message: Message, now: datetime) -> None:
    """Store that it is being sent, send it, store the result. In that order, so that it is never sent twice."""
    refusal = _find_refusal(work, message, now)
    if refusal:
        _commit_change(
            work, message.message_id, lambda it: it.mark_paid().fail(refusal) if it.status in _NOT_TRIED else it
        )
        return
    _save(work, message, message.mark_paid().start_sending(now))
    work.commit()  # Stale: another process is sending it
    _commit_change(work, message.message_id, _send_to_carrier(texting, message))


def _find_refusal(work: UnitOfWork, message: Message, now: datetime) -> str:
    """Return why a paid message is not sent: it is too late, its number is not active or not theirs; or ""."""
    if message.is_erased:
        return _ACCOUNT_CLOSED
    if now > message.at + SEND_WITHIN:
        return TOO_LATE
    number = numbers.find(work.table, message.number_id)
    writers = (number.user_id, *number.shared_with) if number and number.is_active else ()
    return "" if message.user_id in writers else _NUMBER_NOT_ACTIVE


def _send_to_carrier(texting: Texting, message: Message) -> Callable[[Message], Message]:
    """Ask the carrier to send it. Return the change of the message that follows from the answer."""
    text = message.text
    try:
        update = texting.send(
            message.phone_number, message.other_number, text, choose_encoding(text), message.message_id
        )
    except NotSentError as error:
        reason = error.reason
        return lambda it: it.fail(reason)
    except ProviderUntouchedError:
        return Message.postpone
    except ProviderDownError:
        return Message.mark_unknown
    return lambda it: it.apply_update(update)


def _commit_change(work: UnitOfWork, message_id: str, decide: Callable[[Message], Message]) -> None:
    """Change the message and commit; decide again if a webhook changed it in between. Raises Stale after 4 tries."""
    for attempt in range(_TRIES):
        _change(work, message_id, decide)
        try:
            work.commit()
        except Stale:
            if attempt == _TRIES - 1:
                raise
        else:
            return


def _change(work: UnitOfWork, message_id: str, decide: Callable[[Message], Message]) -> Message | None:
    message = messages.find(work.table, message_id)
    if message is None:
        return None
    after = decide(message)
    if after != message:
        _save(work, message, after)
    return after


def _save(work: UnitOfWork, before: Message, after: Message) -> None:
    """Store it; if it is paid and not sent, have billing refund it, in the same transaction."""
    work.save(messages.save(after, before))
    if after.returned and not before.returned:
        work.publish(
            MessageFailed(
                message_id=after.message_id,
                number_id=after.number_id,
                user_id=after.user_id,
                reason=after.reason,
                requested_at=after.at,
            )
        )
