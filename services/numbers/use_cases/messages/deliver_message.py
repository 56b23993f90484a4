"""Deliver a paid message: send it once, apply the carrier's reports, refund it if it was not sent (B11, N8)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from contracts.messages import MessageDue, MessageFailed, MessagePaid, MessageRefused
from contracts.texting import TextProfileDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.problems import Stale
from kernel.providers.errors import ProviderDownError, ProviderUntouchedError
from services.numbers.carrier.texting import NotSentError, Texting
from services.numbers.domain.account_faults import Area, find_fault_code
from services.numbers.domain.message import (
    OPTED_OUT,
    SEND_WITHIN,
    SET_UP_WITHIN,
    TOO_LATE,
    CarrierUpdate,
    Message,
    MessageStatus,
)
from services.numbers.domain.number import Number
from services.numbers.domain.text_parts import choose_encoding
from services.numbers.domain.texting_codes import NOT_YET, Fault, explain_code
from services.numbers.stores import messages, numbers, opt_outs
from services.numbers.use_cases.carrier_pauses.pause_carrier import PausedError, asking, note_fault
from services.numbers.use_cases.messages.heed_opt_outs import learn_opt_out

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
    update = _look_up(texting, message)
    _commit_change(
        work, message.message_id, lambda it: _look(it, update, event.as_of) if it.is_due(event.as_of) else it
    )


def apply_carrier_update(work: UnitOfWork, message_id: str, update: CarrierUpdate) -> bool:
    """Apply a report of the carrier. Return whether the message is one of ours.

    A report that our account has a fault pauses the texts that come after it.
    """
    before = messages.find(work.table, message_id)
    if before and not before.is_final and (code := find_fault_code([update.reason])):
        number = numbers.find(work.table, before.number_id)
        note_fault(work, code, Area.TEXTS, number.holder if number else "")
    return _change(work, message_id, lambda message: message.apply_update(update)) is not None


def _look_up(texting: Texting, message: Message) -> CarrierUpdate | None:
    """Ask the carrier what became of a message: by its id, or in its records if its answer was lost."""
    if message.carrier_id:
        return texting.find(message.carrier_id)
    if message.tried_at is None or not message.other_number:
        return None
    return texting.search(message.phone_number, message.other_number, message.message_id, message.tried_at)


def _look(message: Message, update: CarrierUpdate | None, now: datetime) -> Message:
    """Apply what the carrier says of a message; one whose answer a crash lost becomes UNKNOWN first."""
    was_interrupted = message.status is MessageStatus.SENDING and not message.carrier_id
    return message.mark_unknown() if was_interrupted and update is None else message.look(update, now)


def _send(work: UnitOfWork, texting: Texting, message: Message, now: datetime) -> None:
    """Store that it is being sent, send it, store the result. In that order, so that it is never sent twice.

    While our account at the carrier has a fault it waits.
    """
    number = numbers.find(work.table, message.number_id)
    refusal = _find_refusal(work, message, number, now)
    if refusal:
        _commit_change(
            work, message.message_id, lambda it: it.mark_paid().fail(refusal) if it.status in _NOT_TRIED else it
        )
        return
    try:
        with asking(work, Area.TEXTS, number.holder if number else "", now):
            _save(work, message, message.mark_paid().start_sending(now))
            work.commit()  # Stale: another process is sending it
            update = _send_to_carrier(texting, message)
        change: Callable[[Message], Message] = partial(Message.apply_update, update=update)
    except PausedError:
        change = partial(_wait, now=now)
    except NotSentError as error:
        change = _follow_refusal(work, message, error.reason, now)
    except ProviderUntouchedError:
        change = Message.postpone
    except ProviderDownError:
        change = Message.mark_unknown
    _commit_change(work, message.message_id, change)


def _send_to_carrier(texting: Texting, message: Message) -> CarrierUpdate:
    text, ends = message.text, (message.phone_number, message.other_number)
    return texting.send(*ends, text, choose_encoding(text), message.message_id)


def _wait(message: Message, now: datetime) -> Message:
    return message.wait(now) if message.status in _NOT_TRIED else message


def _follow_refusal(work: UnitOfWork, message: Message, reason: str, now: datetime) -> Callable[[Message], Message]:
    """Return the change of a message that the carrier does not send.

    It waits for a number that is being set up, which is looked after. Raises the alarm if it fails by how we set up the
    number or its profile at the carrier.
    """
    if reason in NOT_YET and now < message.at + SET_UP_WITHIN:
        work.publish(TextProfileDue(number_id=message.number_id))
        return Message.postpone
    if reason.isdecimal() and explain_code(reason).fault is Fault.ACCOUNT:
        log().error("carrier.texting.not_set_up", extra={"code": reason, "number_id": message.number_id})
        count("TextingNotSetUp")
    return partial(Message.fail, reason=reason)


def _find_refusal(work: UnitOfWork, message: Message, number: Number | None, now: datetime) -> str:
    """Return why a paid message is not sent, or "": too late, opted out, a number that is not active or not theirs."""
    if message.is_erased:
        return _ACCOUNT_CLOSED
    if now > message.at + SEND_WITHIN:
        return TOO_LATE
    writers = (number.user_id, *number.shared_with) if number and number.is_active else ()
    if number is None or message.user_id not in writers:
        return _NUMBER_NOT_ACTIVE
    return OPTED_OUT if opt_outs.is_out(work.table, number.holder, message.other_number) else ""


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
    learn_opt_out(work, after, before)
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
