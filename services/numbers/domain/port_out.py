"""A port-out: another carrier asks ours for a number, and has it in the end, or not (N13). Pure.

    REQUESTED -> AGREED -> COMPLETED      REQUESTED, AGREED -> OBJECTED -> REJECTED      any -> CANCELLED

The carrier's word of now decides, whichever webhooks came before or never; only that a number has gone is final. An
objection is ours until the carrier has it, and is over when the carrier agrees all the same: there may be another one.
By the carrier's documents it agrees by itself after 24 to 48 hours, so an objection is promised for the first 24 only,
and is sent as long as the number is there.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

OBJECTED_WITHIN = timedelta(hours=24)


class PortOutStatus(StrEnum):
    """The status of a port-out."""

    REQUESTED = "requested"
    AGREED = "agreed"
    OBJECTED = "objected"
    REJECTED = "rejected"
    CANCELLED = "canceled"
    COMPLETED = "completed"


Objection = Literal["", "to_send", "sent", "refused"]
Notice = Literal["requested", "wrong_pin", "agreed", "not_stopped", "stays", "gone"]
_OPEN = (PortOutStatus.REQUESTED, PortOutStatus.AGREED, PortOutStatus.OBJECTED)


@dataclass(frozen=True, slots=True)
class CarrierOrder:
    """A port-out order as the carrier has it; `status` is None for a word that we do not know."""

    order_id: str
    status: PortOutStatus | None
    phone_numbers: tuple[str, ...]
    carrier_name: str
    created_at: datetime | None
    on: datetime | None  # when the number moves: agreed, or else wanted
    at: datetime | None  # when the carrier last changed it

    @property
    def can_be_rejected(self) -> bool:
        """Return whether the carrier may still reject it, as far as we know."""
        return self.status in (None, PortOutStatus.REQUESTED, PortOutStatus.AGREED)

    def concerns(self, ours_since: datetime) -> bool:
        """Return whether it is of a number that is ours since then, not of what the same number was before."""
        if self.status is None or self.status in _OPEN:
            return True
        ended_at = min(filter(None, (self.on, self.at)), default=None)
        return ended_at is None or ended_at >= ours_since


@dataclass(frozen=True, slots=True)
class PortOut:
    """One number of a port-out order. `list_id` is whose list shows it: a team's, or its holder's."""

    port_out_id: str
    order_id: str
    phone_number: str
    number_id: str
    list_id: str
    created_at: datetime
    object_until: datetime
    status: PortOutStatus = PortOutStatus.REQUESTED
    carrier_name: str = ""
    on: datetime | None = None
    objection: Objection = ""
    objected_at: datetime | None = None
    objected_by: str = ""  # empty for ours: the PIN was wrong
    wrong_pin: bool = False
    ended_at: datetime | None = None
    version: int = 0

    @property
    def shown_status(self) -> PortOutStatus:
        """Return the status for people: objected to from the objection on, unless the carrier declines it."""
        is_objected = self.is_open and self.objection in ("to_send", "sent")
        return PortOutStatus.OBJECTED if is_objected else self.status

    @property
    def is_open(self) -> bool:
        """Return whether it is not decided yet."""
        return self.status in _OPEN

    @property
    def can_be_objected(self) -> bool:
        """Return whether its holder can still object to it."""
        return self.is_open and not self.objection and self.status is not PortOutStatus.OBJECTED

    def object(self, now: datetime, by: str = "") -> "PortOut":
        """Record an objection, which is sent to the carrier next; without `by` it is ours, as the PIN is wrong."""
        return replace(self, objection="to_send", objected_at=now, objected_by=by, wrong_pin=self.wrong_pin or not by)

    def with_answer(self, *, accepted: bool) -> "PortOut":
        """Record what the carrier says of the objection."""
        return replace(self, objection="sent" if accepted else "refused")

    def apply(self, order: CarrierOrder, now: datetime) -> "PortOut":
        """Apply what the carrier says now; a number that has gone does not come back."""
        if order.status is None or self.status is PortOutStatus.COMPLETED:
            return self
        after = replace(
            self,
            status=order.status,
            carrier_name=order.carrier_name or self.carrier_name,
            on=order.on or self.on,
        )
        if after.is_open:
            is_overruled = self.status is PortOutStatus.OBJECTED and after.status is PortOutStatus.AGREED
            return replace(after, ended_at=None, objection="" if is_overruled else self.objection)
        return after if self.ended_at and after.status is self.status else replace(after, ended_at=order.at or now)

    def notice_after(self, before: "PortOut | None") -> Notice | None:
        """Return of what people are notified as it changed from `before`, or was not known then; None of nothing."""
        if before and before.status is self.status:
            is_declined = before.objection != self.objection == "refused" and self.is_open
            return "not_stopped" if is_declined else None
        if self.status is PortOutStatus.COMPLETED:
            return "gone"
        if not self.is_open:
            return "stays" if before and before.is_open else None
        if before is None:
            return "wrong_pin" if self.wrong_pin else "requested"
        return "agreed" if self.status is PortOutStatus.AGREED else None
