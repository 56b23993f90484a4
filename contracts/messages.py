"""What numbers and billing tell each other of texts: by id, parts and price, never what is written or to whom (B11)."""

from pydantic import AwareDatetime

from contracts.billing import BillingEvent
from contracts.numbers import NumbersEvent


class MessageRequested(NumbersEvent):
    """Somebody wants a text sent: billing debits their credits, once, then it is sent.

    `amount` is what was quoted, in micro-dollars, by the rate of `place` in the deck of that version.
    """

    message_id: str
    number_id: str
    user_id: str
    parts: int
    amount: int
    place: str
    deck: str


class MessageFailed(NumbersEvent):
    """A text that was paid was not sent: billing returns its price to where it came from, once."""

    message_id: str
    number_id: str
    user_id: str
    reason: str


class MessageDue(NumbersEvent):
    """By now a paid text must be sent, or the carrier asked how it stands: numbers' own consumer does (N8)."""

    message_id: str
    as_of: AwareDatetime


class MessagePaid(BillingEvent):
    """A text's price is debited: it may be sent."""

    message_id: str
    amount: int


class MessageRefused(BillingEvent):
    """A text is not paid, so it is not sent."""

    message_id: str
    reason: str
