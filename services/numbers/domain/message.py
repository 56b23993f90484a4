"""A text and what may become of it. Pure: the carrier's words come late, twice, crossed and early (N8).

    REQUESTED -> PAID -> SENDING -> SENT -> DELIVERED or UNDELIVERED     RECEIVED
        v         ^        v  v       ^
     REFUSED      +--------+  UNKNOWN-+      whatever was paid and is not sent -> FAILED, and its price goes back

The carrier knows no idempotency keys. That it is asked is noted before it is asked; if its answer is lost the text is
UNKNOWN, and is not sent again: somebody would get it twice.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

SEND_WITHIN = timedelta(hours=1)  # what could not be sent so long is of no use to anybody any more
SETTLED_AFTER = timedelta(days=1)
_TRIED_AGAIN_AFTER = timedelta(minutes=2)
UNCLEAR, TOO_LATE = "unclear", "carrier_unavailable"

Direction = Literal["out", "in"]


class MessageStatus(StrEnum):
    """Where a text stands."""

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
    """What the carrier says of a text; QUEUED is that it has it and has not sent it yet."""

    QUEUED = "queued"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CarrierUpdate:
    """The carrier's word on a text: its own id for it, how it stands, and its code for why."""

    carrier_id: str
    fate: CarrierStatus
    reason: str = ""


_OVER = (
    MessageStatus.REFUSED,
    MessageStatus.DELIVERED,
    MessageStatus.UNDELIVERED,
    MessageStatus.FAILED,
    MessageStatus.RECEIVED,
)
_ENDS = {CarrierStatus.DELIVERED: MessageStatus.DELIVERED, CarrierStatus.UNDELIVERED: MessageStatus.UNDELIVERED}


@dataclass(frozen=True, slots=True)
class Message:
    """A text of a user, sent from one of their numbers or received by it.

    `other` is the number at the other end. `returned`: it was paid, and its price has gone back.
    """

    message_id: str
    number_id: str
    user_id: str
    direction: Direction
    phone_number: str
    other: str
    text: str
    parts: int
    at: datetime
    status: MessageStatus
    price: int = 0
    reason: str = ""
    carrier_id: str = ""
    tried_at: datetime | None = None  # when the carrier was last asked to send it
    settled: bool = False  # nothing more is expected of the carrier
    returned: bool = False
    forgotten: bool = False  # its user has closed their account: what was written is gone
    version: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more becomes of it, as far as anybody knows."""
        return self.settled or self.status in _OVER

    @property
    def due(self) -> tuple[str, datetime] | None:
        """What the clock must see to, and from when."""
        if self.is_over or self.status is MessageStatus.REQUESTED or self.tried_at is None:
            return None
        is_heard_of = bool(self.carrier_id) or self.status is MessageStatus.UNKNOWN
        return "message", self.tried_at + (SETTLED_AFTER if is_heard_of else _TRIED_AGAIN_AFTER)

    def is_due(self, as_of: datetime) -> bool:
        """Whether the clock must see to it as of this instant."""
        return self.due is not None and self.due[1] <= as_of

    def refused(self, reason: str) -> "Message":
        """It is not paid."""
        return (
            replace(self, status=MessageStatus.REFUSED, reason=reason)
            if self.status is MessageStatus.REQUESTED
            else self
        )

    def paid(self) -> "Message":
        """It may be sent."""
        return replace(self, status=MessageStatus.PAID) if self.status is MessageStatus.REQUESTED else self

    def tried(self, now: datetime) -> "Message":
        """The carrier is asked now: noted before it is."""
        return replace(self, status=MessageStatus.SENDING, tried_at=now)

    def put_off(self) -> "Message":
        """The carrier was not reached, or did not take it in: it may be sent later."""
        return replace(self, status=MessageStatus.PAID) if self._is_in_question else self

    def unclear(self) -> "Message":
        """The carrier's answer was lost: whether it is sent nobody knows."""
        return replace(self, status=MessageStatus.UNKNOWN) if self._is_in_question else self

    def failed(self, reason: str) -> "Message":
        """It is not sent, and what was paid for it goes back."""
        return self if self.is_over else replace(self, status=MessageStatus.FAILED, reason=reason, returned=True)

    def learned(self, news: CarrierUpdate) -> "Message":
        """The carrier says how it stands. Of two ends the first counts; one that was only assumed gives way."""
        assumed = self._is_end_assumed
        if self.direction == "in" or self.status is MessageStatus.REFUSED or (self.is_over and not assumed):
            return self
        known = replace(self, carrier_id=self.carrier_id or news.carrier_id)
        match news.fate:
            case CarrierStatus.FAILED:
                return known if assumed else known.failed(news.reason)
            case CarrierStatus.DELIVERED | CarrierStatus.UNDELIVERED:
                return replace(known, status=_ENDS[news.fate], reason=news.reason)
            case CarrierStatus.SENT | CarrierStatus.UNCONFIRMED:
                settled = assumed or news.fate is CarrierStatus.UNCONFIRMED
                return replace(known, status=MessageStatus.SENT, reason="", settled=settled)
            case _:
                return (
                    known
                    if assumed or self.status is MessageStatus.SENT
                    else replace(known, status=MessageStatus.SENDING)
                )

    def ended(self, news: CarrierUpdate | None) -> "Message":
        """Its time is over: as the carrier says when it is asked. What nobody knows to be sent is not charged."""
        after = self.learned(news) if news else self
        if after.is_over:
            return after
        return replace(after, settled=True) if after.status is MessageStatus.SENT else after.failed(UNCLEAR)

    def forget(self) -> "Message":
        """Its user is gone: nothing that is personal stays; what must still become of its price does."""
        return replace(self, phone_number="", other="", text="", forgotten=True)

    @property
    def _is_end_assumed(self) -> bool:
        """Whether the clock has ended it, and not the carrier's word."""
        return (self.settled and self.status is MessageStatus.SENT) or (self.status, self.reason) == (
            MessageStatus.FAILED,
            UNCLEAR,
        )

    @property
    def _is_in_question(self) -> bool:
        return self.status is MessageStatus.SENDING and not self.carrier_id
