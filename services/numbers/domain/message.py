"""The state of a text message and the changes it allows. Pure: reports of the carrier come late, twice or early (N8).

    REQUESTED -> PAID -> SENDING -> SENT -> DELIVERED or UNDELIVERED     RECEIVED
        v         ^        v  v       ^
     REFUSED      +--------+  UNKNOWN-+      paid and not sent -> FAILED, and the price is refunded

The carrier knows no idempotency keys. SENDING is stored before the carrier is asked; if its answer is lost, the
message is UNKNOWN and is not sent again: the recipient would get it twice.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from services.numbers.domain.media import TRIED_AGAIN_AFTER, Media, MediaState
from services.numbers.domain.opt_out import Keyword

SEND_WITHIN = timedelta(hours=1)  # a text that could not be sent for so long is of no use any more
SET_UP_WITHIN = timedelta(minutes=10)  # for so long a text waits for a number that the carrier is still setting up
SETTLED_AFTER = timedelta(days=1)  # a text that was sent, and of which no report says that it arrived
UNCLEAR_FOR = timedelta(minutes=50)  # one of which we do not know whether it was sent: so that it is settled in an hour
KEPT_WAITING = timedelta(days=90)  # for so long a text waits for a user of the number that it came to
_LOOKED_AT_EVERY = timedelta(minutes=10)
_INTERRUPTED_AFTER = timedelta(minutes=2)
UNCLEAR, TOO_LATE, OPTED_OUT = "unclear", "carrier_unavailable", "recipient_opted_out"

Direction = Literal["out", "in"]


class MessageStatus(StrEnum):
    """The status of a message."""

    REQUESTED = "requested"
    REFUSED = "refused"
    PAID = "paid"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    RECEIVED = "received"


class CarrierStatus(StrEnum):
    """What the carrier reports of a message; QUEUED: accepted and not sent yet."""

    QUEUED = "queued"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CarrierUpdate:
    """A report of the carrier: its own id of the message, the status, and its error code if there is one."""

    carrier_id: str
    status: CarrierStatus
    reason: str = ""


_FINAL = (
    MessageStatus.REFUSED,
    MessageStatus.DELIVERED,
    MessageStatus.UNDELIVERED,
    MessageStatus.FAILED,
    MessageStatus.RECEIVED,
)
_DELIVERY = {CarrierStatus.DELIVERED: MessageStatus.DELIVERED, CarrierStatus.UNDELIVERED: MessageStatus.UNDELIVERED}


@dataclass(frozen=True, slots=True)
class Message:
    """A text of a person, sent from a number that they use or share, or received by theirs.

    `user_id` wrote and pays for a sent one; a received one came for them. `colleagues` have it in their lists too,
    while the number has its `number_user` of that moment (N10). One that `waits_for` the next user of a holder's number
    has no user yet, and is in no list (waiting_text.py). `phone_number` is our number, `other_number` the one at
    the other end. `price` is in micro-dollars. `returned`: it was paid, and its price has gone back. `pictures`
    counts the files that came with it, `media` describes them (N15). `group` are the others that a group text went to.
    """

    message_id: str
    number_id: str
    user_id: str
    direction: Direction
    phone_number: str
    other_number: str
    text: str
    parts: int
    at: datetime
    status: MessageStatus
    price: int = 0
    reason: str = ""
    carrier_id: str = ""
    tried_at: datetime | None = None  # when the carrier was last asked to send it
    looked_at: datetime | None = None  # when the carrier was last asked what became of it
    is_settled: bool = False  # nothing more is expected of the carrier
    returned: bool = False
    pictures: int = 0
    media: tuple[Media, ...] = ()
    group: tuple[str, ...] = ()
    is_erased: bool = False  # its user has closed their account: what was written is gone
    number_user: str = ""
    colleagues: tuple[str, ...] = ()
    waits_for: str = ""  # the holder whose number had no user when it came
    keyword: Keyword | None = None  # what a received text did: STOP, START or HELP
    version: int = 0

    @property
    def party(self) -> tuple[str, ...]:
        """Return the numbers at the other end, in order: one, or those of a group."""
        return tuple(sorted({self.other_number, *self.group}))

    @property
    def is_final(self) -> bool:
        """Whether no further change is expected."""
        return self.is_settled or self.status in _FINAL

    @property
    def due(self) -> tuple[str, datetime] | None:
        """When a scheduled job must send it, ask the carrier about it, fetch its files or erase it; None for never."""
        if self.has_waiting_media:
            return "media", (self.tried_at or self.at) + TRIED_AGAIN_AFTER
        if self.waits_for:
            return "waiting_text", self.at + KEPT_WAITING
        return self._due_at_carrier

    @property
    def _due_at_carrier(self) -> tuple[str, datetime] | None:
        if self.is_final or self.status is MessageStatus.REQUESTED or self.tried_at is None:
            return None
        if self.status is MessageStatus.PAID:
            return "message", self.tried_at  # at once: the job runs each minute
        if self.status is MessageStatus.SENT:
            return "message", self.tried_at + SETTLED_AFTER
        if not self.carrier_id and self.status is MessageStatus.SENDING:
            return "message", self.tried_at + _INTERRUPTED_AFTER
        return "message", (self.looked_at or self.tried_at) + _LOOKED_AT_EVERY

    @property
    def has_waiting_media(self) -> bool:
        """Whether a file of it is still at the carrier."""
        return any(it.state is MediaState.WAITING for it in self.media)

    def is_due(self, as_of: datetime) -> bool:
        """Return whether a scheduled job must handle it as of this instant."""
        return self.due is not None and self.due[1] <= as_of

    def refuse(self, reason: str) -> "Message":
        """Record that billing does not accept the charge."""
        return (
            replace(self, status=MessageStatus.REFUSED, reason=reason)
            if self.status is MessageStatus.REQUESTED
            else self
        )

    def mark_paid(self) -> "Message":
        """Record that it is paid: it may be sent."""
        return replace(self, status=MessageStatus.PAID) if self.status is MessageStatus.REQUESTED else self

    def start_sending(self, now: datetime) -> "Message":
        """Record that the carrier is about to be asked; stored before it is asked."""
        return replace(self, status=MessageStatus.SENDING, tried_at=now)

    def wait(self, now: datetime) -> "Message":
        """Record that the carrier is not asked at this moment: it may be sent later."""
        return replace(self, status=MessageStatus.PAID, tried_at=now)

    def postpone(self) -> "Message":
        """Record that the carrier was not reached or accepted nothing: it may be sent later."""
        return replace(self, status=MessageStatus.PAID) if self._awaits_answer else self

    def mark_unknown(self) -> "Message":
        """Record that the carrier's answer was lost: whether the message was sent is unknown."""
        return replace(self, status=MessageStatus.UNKNOWN) if self._awaits_answer else self

    def fail(self, reason: str) -> "Message":
        """Record that it is not sent, and that its price goes back."""
        return self if self.is_final else replace(self, status=MessageStatus.FAILED, reason=reason, returned=True)

    def apply_update(self, update: CarrierUpdate) -> "Message":
        """Apply a report of the carrier. Of two final reports the first counts; an assumed outcome gives way."""
        assumed = self._is_outcome_assumed
        if self.direction == "in" or self.status is MessageStatus.REFUSED or (self.is_final and not assumed):
            return self
        known = replace(self, carrier_id=self.carrier_id or update.carrier_id)
        match update.status:
            case CarrierStatus.FAILED:
                return known if assumed else known.fail(update.reason)
            case CarrierStatus.DELIVERED | CarrierStatus.UNDELIVERED:
                return replace(known, status=_DELIVERY[update.status], reason=update.reason)
            case CarrierStatus.SENT | CarrierStatus.UNCONFIRMED:
                is_settled = assumed or update.status is CarrierStatus.UNCONFIRMED
                return replace(known, status=MessageStatus.SENT, reason="", is_settled=is_settled)
            case _:
                return (
                    known
                    if assumed or self.status is MessageStatus.SENT
                    else replace(known, status=MessageStatus.SENDING)
                )

    def look(self, update: CarrierUpdate | None, now: datetime) -> "Message":
        """Apply what the carrier says when asked; end it by that once it is time.

        A message not known to be sent is refunded after 50 minutes; one that was sent is settled after a day.
        """
        after = replace(self.apply_update(update) if update else self, looked_at=now)
        if after.is_final or self.tried_at is None:
            return after
        most = SETTLED_AFTER if after.status is MessageStatus.SENT else UNCLEAR_FOR
        if now < self.tried_at + most:
            return after
        return replace(after, is_settled=True) if after.status is MessageStatus.SENT else after.fail(UNCLEAR)

    def erase(self) -> "Message":
        """Remove the text and both numbers, because the account is closed (I10); the price is still settled."""
        return replace(
            self, phone_number="", other_number="", text="", media=(), group=(), colleagues=(), is_erased=True
        )

    def hand_over(self, user_id: str, colleagues: tuple[str, ...]) -> "Message":
        """Return a text that waited as it is once the number has this user."""
        return replace(self, user_id=user_id, number_user=user_id, colleagues=colleagues, waits_for="")

    def without_colleague(self, account_id: str) -> "Message":
        """Return it as it is once this person has it in their list no more."""
        return replace(self, colleagues=tuple(other for other in self.colleagues if other != account_id))

    @property
    def _is_outcome_assumed(self) -> bool:
        """Whether a scheduled job has ended it, and not a report of the carrier."""
        return (self.is_settled and self.status is MessageStatus.SENT) or (self.status, self.reason) == (
            MessageStatus.FAILED,
            UNCLEAR,
        )

    @property
    def _awaits_answer(self) -> bool:
        return self.status is MessageStatus.SENDING and not self.carrier_id
