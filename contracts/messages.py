"""The events of texts between numbers and billing: id, parts and price, never the words or the recipient (B11)."""

from pydantic import AwareDatetime

from contracts.event import BillingEvent, NumbersEvent


class MessageRequested(NumbersEvent):
    """A user wants to send a text; billing debits their credits once, then numbers sends it.

    `amount` is the quote in micro-dollars, by the rate of `place` in the deck of that version. `country` is the ISO
    code of the recipient's, or empty for what belongs to none. `requested_at` is the instant that it counts in.
    """

    message_id: str
    number_id: str
    user_id: str
    parts: int
    amount: int
    place: str
    deck: str
    country: str | None = None
    requested_at: AwareDatetime | None = None


class MessageReceived(NumbersEvent):
    """A user has received a text; it costs nothing, and counts as usage. `country` is the sender's, or empty."""

    message_id: str
    number_id: str
    user_id: str
    parts: int
    received_at: AwareDatetime
    country: str = ""


class MessageFailed(NumbersEvent):
    """A paid text was not sent; billing returns its price once to the wallet that paid it.

    `requested_at` is that of its MessageRequested.
    """

    message_id: str
    number_id: str
    user_id: str
    reason: str
    requested_at: AwareDatetime | None = None


class MessageDue(NumbersEvent):
    """A paid text is due to be sent or checked; numbers' consumer sends it or asks the carrier for its status (N8)."""

    message_id: str
    as_of: AwareDatetime


class MessageMediaDue(NumbersEvent):
    """Files of a received text wait at the carrier; numbers' consumer fetches and keeps them (N15)."""

    message_id: str
    files: int


class MessageMediaDiscarded(NumbersEvent):
    """A text is erased; numbers' consumer erases the files that came with it (N15, I10)."""

    message_id: str
    files: int


class TextNoticeDue(NumbersEvent):
    """A text came for a person who chose mails of new texts; numbers mails it, unless another was a moment ago (E1)."""

    message_id: str
    account_id: str


class WaitingTextsDue(NumbersEvent):
    """A number may have a user again without being assigned; numbers hands over the texts that wait on it (N15).

    `cursor` is where to go on after a page of them, empty for the first one.
    """

    number_id: str
    cursor: str = ""


class MessagePaid(BillingEvent):
    """The price of a text is debited; numbers sends it."""

    message_id: str
    amount: int


class MessageRefused(BillingEvent):
    """Billing has refused the price of a text; numbers does not send it."""

    message_id: str
    reason: str
