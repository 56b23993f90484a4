"""Send a text from a number that one uses or shares: it is checked and stored, charged by billing, then sent (B11).

Who writes it pays for it, from their own credits (N10).
"""

from dataclasses import replace
from functools import partial

from contracts.messages import MessageRequested
from contracts.phone_numbers import as_texted, read_phone_number
from contracts.rates import Rate, deck_at
from kernel import ids
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.account_faults import Area
from services.numbers.domain.destinations import is_emergency, is_short
from services.numbers.domain.limits import RECIPIENTS, TEXTS
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.domain.number import Number
from services.numbers.domain.problems import (
    DestinationBlocked,
    DestinationNotServed,
    EmergencyNumber,
    InvalidPhoneNumber,
    NotYourNumber,
    NumberNotActive,
    RecipientOptedOut,
    TextToItself,
    TextTooLong,
)
from services.numbers.domain.sharing import colleagues_of, may_answer
from services.numbers.domain.text_parts import MOST_PARTS, count_parts
from services.numbers.domain.texting import require_texting
from services.numbers.http.message_schemas import NewMessage
from services.numbers.http.message_views import MessageQuote, MessageView
from services.numbers.stores import carrier_pauses, contacts, messages, numbers, opt_outs, people
from services.numbers.use_cases.carrier_pauses.pause_carrier import refuse_closed, require_open
from services.numbers.use_cases.numbers.list_numbers import read_answerable_number


def quote_message(work: UnitOfWork, *, body: NewMessage) -> MessageQuote:
    """Return what the text would cost; raises what sending it would raise."""
    message, rate, holder, _ = _check_message(work, body)
    require_open(work, Area.TEXTS, holder)
    if opt_outs.is_out(work.table, holder, message.other_number):
        raise RecipientOptedOut(field="to")
    return MessageQuote.of(message, rate.place)


def send_message(work: UnitOfWork, *, body: NewMessage) -> MessageView:
    """Store the text and have billing charge the sender's credits; it is sent once it is paid.

    Raises NotFound, NotYourNumber, NumberNotActive, TextingNotRegistered, TextingPending, TextingNotPossible,
    TooManyTexts, TooManyRecipients, RecipientOptedOut, CarrierPaused, and what is wrong with the destination or the
    text.
    """
    message, rate, holder, is_contact = _check_message(work, body)
    request_text(work, message, rate, holder)
    work.save(_count_text(work, message, is_contact=is_contact))
    return MessageView.of(message)


def request_text(work: UnitOfWork, message: Message, rate: Rate, holder: str) -> None:
    """Store a text and have billing charge its user's credits, in one transaction; it is sent once it is paid.

    The commit is refused with RecipientOptedOut if the recipient wants no texts from the number's holder (N14), and
    with CarrierPaused while that one's messaging profile has a fault.
    """
    work.save(messages.create(message), [people.still_there(message.user_id)])
    work.save([opt_outs.still_in(holder, message.other_number)])
    work.save([carrier_pauses.still_open(Area.TEXTS, holder, work.now)])
    work.publish(
        MessageRequested(
            message_id=message.message_id,
            number_id=message.number_id,
            user_id=message.user_id,
            parts=message.parts,
            amount=message.price,
            place=rate.place,
            deck=deck_at(work.now).version,
            country=rate.country,
            requested_at=message.at,
        )
    )


def _count_text(work: UnitOfWork, message: Message, *, is_contact: bool) -> list[TransactItem]:
    """Count the text, and its recipient if the number has not texted with them within 90 days."""
    counted = count_uses(work, TEXTS)
    if is_contact:
        return counted
    noted = contacts.note(message.number_id, message.other_number, work.now)
    return [*counted, *count_uses(work, RECIPIENTS, number=message.number_id), noted]


def _check_message(work: UnitOfWork, body: NewMessage) -> tuple[Message, Rate, str, bool]:
    """Return the message, its rate, the number's holder, and whether its recipient is a contact; all is checked."""
    to, rate, price = check_destination(work, body.to)
    contact, paused = contacts.key(body.number_id, to), carrier_pauses.key_of_all(Area.TEXTS)
    person, number, found = read_answerable_number(work, body.number_id, contact, paused)
    if not may_answer(person, number):
        raise NotYourNumber
    if number.shared_with:
        work.authorize(numbers.same(number))  # the caller may have been taken off meanwhile
    if not number.is_active:
        raise NumberNotActive
    refuse_closed(work, carrier_pauses.open_item(found.get(paused)))
    if to == number.phone_number:
        raise TextToItself(field="to")
    require_texting(number.texting, number.kind, rate.country or "")
    parts = count_parts(body.text)
    if parts > MOST_PARTS:
        raise TextTooLong(field="text")
    message = _new_message(work, number, person.account_id)
    message = replace(message, other_number=to, text=body.text, parts=parts, price=parts * price)
    return message, rate, number.holder, contact in found


def _new_message(work: UnitOfWork, number: Number, user_id: str) -> Message:
    return Message(
        message_id=ids.new_id("msg"),
        number_id=number.number_id,
        user_id=user_id,
        direction="out",
        phone_number=number.phone_number,
        other_number="",
        text="",
        parts=1,
        at=work.now,
        status=MessageStatus.REQUESTED,
        number_user=number.user_id or "",
        colleagues=colleagues_of(number, user_id),
        version=1,
    )


def check_destination(work: UnitOfWork, text: str) -> tuple[str, Rate, int]:
    """Return the number as E.164, its rate, and the price of one part in micro-dollars."""
    if is_emergency(text):
        raise EmergencyNumber(field="to")
    if is_short(text):
        raise DestinationBlocked(field="to")
    to = as_texted(read_phone_number(text, refuse=partial(InvalidPhoneNumber, field="to")))
    rate = deck_at(work.now).find(to.removeprefix("+"))
    if rate and not rate.is_served:
        raise DestinationBlocked(field="to")
    if rate is None or rate.text is None:
        raise DestinationNotServed(field="to")
    return to, rate, rate.text
