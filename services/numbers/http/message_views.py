"""Response bodies of the routes of messages."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from contracts.money import Money
from contracts.quotes import QuoteLine
from kernel.http.models import View
from services.numbers.domain.message import Direction, Message, MessageStatus


class MessageView(View):
    """A text. `user_id` is who wrote a sent one, and pays for it; a received one came for them.

    `price` is what it cost; `returned`: it was not sent, and the price was refunded. `pictures` is how many came with a
    received text, which may have no words then; they are not kept.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    message_id: str
    number_id: str
    user_id: str
    direction: Direction
    from_: str = Field(alias="from")
    to: str
    text: str
    parts: int
    pictures: int
    status: MessageStatus
    reason: str | None
    price: Money
    returned: bool
    at: datetime

    @classmethod
    def of(cls, message: Message) -> Self:
        """Return the view of a message for its user."""
        ends = (message.phone_number, message.other_number)
        sender, to = ends if message.direction == "out" else ends[::-1]
        return cls(
            message_id=message.message_id,
            number_id=message.number_id,
            user_id=message.user_id,
            direction=message.direction,
            from_=sender,
            to=to,
            text=message.text,
            parts=message.parts,
            pictures=message.pictures,
            status=message.status,
            reason=message.reason or None,
            price=Money.of(message.price),
            returned=message.returned,
            at=message.at,
        )


class MessageQuote(View):
    """What a text would cost, from the caller's own credits; nothing is sent (B15)."""

    parts: int
    lines: list[QuoteLine]
    total_now: Money

    @classmethod
    def of(cls, message: Message, place: str) -> Self:
        """Return the quote of a message, for all of its parts."""
        price = Money.of(message.price)
        what = f"Text to {place}, {message.parts} {'part' if message.parts == 1 else 'parts'}"
        return cls(
            parts=message.parts,
            lines=[QuoteLine(what=what, amount=price, when=message.at, payer="self")],
            total_now=price,
        )
