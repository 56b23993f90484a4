"""Response bodies of the routes of messages."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from contracts.money import Money
from contracts.quotes import QuoteLine
from contracts.sentences import Words
from kernel.http.models import View
from services.numbers.domain.conversation import Conversation
from services.numbers.domain.media import MediaState
from services.numbers.domain.message import Direction, Message, MessageStatus
from services.numbers.domain.opt_out import Keyword


class MediaView(View):
    """A file that came with a text. `GET /v1/messages/{id}/media/{place}` gives a link to one that is `kept`.

    `waiting` at the carrier; `refused`: of a kind or size that is not kept; `gone`: the carrier has it no more.
    """

    place: int
    content_type: str
    size: int
    state: MediaState


class MediaLink(View):
    """A link to a file of a text, which a browser shows or saves; it is valid for five minutes."""

    url: str
    expires_at: datetime


class MessageView(View):
    """A text. `user_id` is who wrote a sent one, and pays for it; a received one came for them.

    `price` is what it cost; `returned`: it was not sent, and the price was refunded. `pictures` is how many files came
    with a received text, which may have no words then, and `media` describes them. `group` are the others that a text
    to a group went to. `reason_text` says why it failed, in whole sentences. `keyword` is what a received text did, if
    that is all of it: `stop` ends texts from the team's numbers, `start` opens them again, `help` asks what this is.
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
    media: list[MediaView]
    group: list[str]
    status: MessageStatus
    reason: str | None
    reason_text: Words | None
    keyword: Keyword | None
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
            media=[
                MediaView(place=place, content_type=it.content_type, size=it.size, state=it.state)
                for place, it in enumerate(message.media)
            ],
            group=list(message.group),
            status=message.status,
            reason=message.reason or None,
            reason_text=_explain(message.reason),
            keyword=message.keyword,
            price=Money.of(message.price),
            returned=message.returned,
            at=message.at,
        )


def _explain(reason: str) -> str | None:
    if not reason:
        return None
    from services.numbers.domain.text_reasons import explain_reason  # most texts do without the table

    return explain_reason(reason)


class ConversationView(View):
    """The texts of a number with the same people, as the caller sees them; `last` is the newest, if it is still there.

    `party` are the numbers at the other end: one, or those of a group. `unread` came since the caller last looked.
    """

    conversation_id: str
    number_id: str
    party: list[str]
    unread: int
    last_at: datetime
    last: MessageView | None

    @classmethod
    def of(cls, conversation: Conversation, last: Message | None) -> Self:
        """Return the view of a conversation for its reader."""
        return cls(
            conversation_id=conversation.conversation_id,
            number_id=conversation.number_id,
            party=list(conversation.party),
            unread=conversation.unread,
            last_at=conversation.last_at,
            last=MessageView.of(last) if last else None,
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
