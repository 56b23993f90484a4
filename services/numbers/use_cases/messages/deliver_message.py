"""Follow a text on its way: paid, sent once, told of by the carrier, paid back if it was not sent (B11, N8)."""

from collections.abc import Callable
from datetime import datetime

from contracts.messages import MessageDue, MessageFailed, MessagePaid, MessageRefused
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from kernel.providers.errors import ProviderDownError, ProviderUntouchedError
from services.numbers.carrier import NotSentError, Texting
from services.numbers.domain.message import SEND_WITHIN, TOO_LATE, CarrierUpdate, Message, MessageStatus
from services.numbers.domain.text_parts import encoding_of
from services.numbers.stores import messages, numbers

_TRIES = 4
_NOT_TRIED = (MessageStatus.REQUESTED, MessageStatus.PAID)
_NUMBER_NOT_ACTIVE, _ACCOUNT_CLOSED = "number_not_active", "account_closed"


def message_refused(work: UnitOfWork, event: MessageRefused) -> None:
    """It is not paid, and not sent."""
    _become(work, event.message_id, lambda message: message.refused(event.reason))


def message_paid(work: UnitOfWork, texting: Texting, event: MessagePaid) -> None:
    """It may be sent, and is."""
    message = messages.find(work.table, event.message_id)
    if message and message.status in _NOT_TRIED:
        _send(work, texting, message, work.now)


def message_due(work: UnitOfWork, texting: Texting, event: MessageDue) -> None:
    """Send what could not be sent, or find out what became of what was."""
    message = messages.find(work.table, event.message_id)
    if message is None or not message.is_due(event.as_of):
        return
    if message.status is MessageStatus.PAID:
        _send(work, texting, message, event.as_of)
        return
    news = texting.find(message.carrier_id) if message.carrier_id else None
    _settled(work, message.message_id, lambda it: _overdue(it, news) if it.is_due(event.as_of) else it)


def learn(work: UnitOfWork, message_id: str, news: CarrierUpdate) -> bool:
    """The carrier says how it stands; whether it is one of ours."""
    return _become(work, message_id, lambda message: message.learned(news)) is not None


def _overdue(message: Message, news: CarrierUpdate | None) -> Message:
    """The answer to sending it was lost in a crash, or its end was never told."""
    is_in_question = message.status is MessageStatus.SENDING and not message.carrier_id
    return message.unclear() if is_in_question else message.ended(news)


def _send(work: UnitOfWork, texting: Texting, message: Message, now: datetime) -> None:
    """Note that it is sent, send it, note what became of it. In that order: nothing is ever sent blindly twice."""
    refusal = _refusal(work, message, now)
    if refusal:
        _settled(work, message.message_id, lambda it: it.paid().failed(refusal) if it.status in _NOT_TRIED else it)
        return
    _save(work, message, message.paid().tried(now))
    work.commit()  # Stale: somebody else is at it
    _settled(work, message.message_id, _asked(texting, message))


def _refusal(work: UnitOfWork, message: Message, now: datetime) -> str:
    """Why it is not sent although it is paid: too late, the number does not work any more, or its user is gone."""
    if message.forgotten:
        return _ACCOUNT_CLOSED
    if now > message.at + SEND_WITHIN:
        return TOO_LATE
    number = numbers.find(work.table, message.number_id)
    return "" if number and number.works and number.user_id == message.user_id else _NUMBER_NOT_ACTIVE


def _asked(texting: Texting, message: Message) -> Callable[[Message], Message]:
    """Ask the carrier to send it: what becomes of the text by its answer."""
    text = message.text
    try:
        news = texting.send(message.phone_number, message.other, text, encoding_of(text), message.message_id)
    except NotSentError as error:
        reason = error.reason
        return lambda it: it.failed(reason)
    except ProviderUntouchedError:
        return Message.put_off
    except ProviderDownError:
        return Message.unclear
    return lambda it: it.learned(news)


def _settled(work: UnitOfWork, message_id: str, decide: Callable[[Message], Message]) -> None:
    """Have it become something at once, and decide again if a webhook came in between."""
    for attempt in range(_TRIES):
        _become(work, message_id, decide)
        try:
            work.commit()
        except Stale:
            if attempt == _TRIES - 1:
                raise
        else:
            return


def _become(work: UnitOfWork, message_id: str, decide: Callable[[Message], Message]) -> Message | None:
    message = messages.find(work.table, message_id)
    if message is None:
        return None
    after = decide(message)
    if after != message:
        _save(work, message, after)
    return after


def _save(work: UnitOfWork, before: Message, after: Message) -> None:
    """Write it; what was paid and is not sent is told to billing, in the same transaction."""
    work.save(messages.save(after, before))
    if after.returned and not before.returned:
        work.publish(
            MessageFailed(message_id=after.message_id, number_id=after.number_id, user_id=after.user_id,
                          reason=after.reason)
        )  # fmt: skip
