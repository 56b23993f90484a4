"""Send a text from a number of one's own: it is kept and quoted here, paid by billing, then sent (B4, B11, N3)."""

from functools import partial

from contracts.messages import MessageRequested
from contracts.phone_numbers import read_phone_number
from contracts.rates import Rate, deck_at
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.message import Message, MessageStatus
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.problems import (
    DestinationBlocked,
    DestinationNotServed,
    EmergencyNumber,
    InvalidPhoneNumber,
    NotYourNumber,
    NumberNotActive,
    TextToItself,
    TextTooLong,
)
from services.numbers.domain.text_parts import parts_of
from services.numbers.http.message_schemas import NewMessage
from services.numbers.http.message_views import MessageQuote, MessageView
from services.numbers.stores import messages, people
from services.numbers.use_cases.numbers.list_numbers import seen

MOST_PARTS = 10  # the carrier takes no more
_LONGEST_SHORT_CODE = 6
_EMERGENCY = frozenset(["911", "112", "933", "988", "999", "000", "110", "119"])


def quote_message(work: UnitOfWork, wanted: NewMessage) -> MessageQuote:
    """What the text would cost."""
    message, rate = _meant(work, wanted)
    return MessageQuote.of(message, rate.place)


def send_message(work: UnitOfWork, wanted: NewMessage) -> MessageView:
    """Keep the text, and have it paid from its sender's credits; once it is paid it is sent."""
    message, rate = _meant(work, wanted)
    work.save(messages.create(message), [people.still_there(message.user_id)])
    work.publish(
        MessageRequested(
            message_id=message.message_id, number_id=message.number_id, user_id=message.user_id, parts=message.parts,
            amount=message.price, place=rate.place, deck=deck_at(work.now).version,
        )
    )  # fmt: skip
    return MessageView.of(message)


def is_user(person: Person, number: Number) -> bool:
    """Whether a number is used by this person now: who is suspended uses nothing of the team's."""
    is_theirs = number.user_id == person.account_id and number.holder in (person.account_id, person.team)
    return is_theirs and not person.closed


def _meant(work: UnitOfWork, wanted: NewMessage) -> tuple[Message, Rate]:
    """The text that is wanted, and the rate that it costs, once all of it is acceptable."""
    person, number = seen(work, wanted.number_id)
    if not is_user(person, number):
        raise NotYourNumber
    if not number.works:
        raise NumberNotActive
    to, rate, price = _destination(work, wanted.to)
    if to == number.phone_number:
        raise TextToItself(field="to")
    parts = parts_of(wanted.text)
    if parts > MOST_PARTS:
        raise TextTooLong(field="text")
    message = Message(
        ids.new_id("msg"), number.number_id, person.account_id, "out", number.phone_number, to, wanted.text, parts,
        work.now, MessageStatus.REQUESTED, parts * price, version=1,
    )  # fmt: skip
    return message, rate


def _destination(work: UnitOfWork, text: str) -> tuple[str, Rate, int]:
    """The number in full, its rate, and the price of one part."""
    digits = "".join(filter(str.isdigit, text))
    if {digits, digits.removeprefix("1")} & _EMERGENCY:
        raise EmergencyNumber(field="to")
    if len(digits) <= _LONGEST_SHORT_CODE and digits:
        raise DestinationBlocked(field="to")
    to = read_phone_number(text, refuse=partial(InvalidPhoneNumber, field="to"))
    rate = deck_at(work.now).find(to.removeprefix("+"))
    if rate and not rate.is_served:
        raise DestinationBlocked(field="to")
    if rate is None or rate.text is None:
        raise DestinationNotServed(field="to")
    return to, rate, rate.text
