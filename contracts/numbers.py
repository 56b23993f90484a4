"""What numbers publishes: numbers that are wanted, had, moved and given back.

`holder` is whose the number is: a team's id, or the account id of somebody who has it for themselves.
"""

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from contracts.event import Event


class NumbersEvent(Event):
    """An event whose publisher is numbers."""

    source: ClassVar[str] = "numbers"


class NumberNews(NumbersEvent):
    """Where a number stands, or who has it; of two that cross, the higher `revision` of a number is later."""

    number_id: str
    revision: int = 0


class NumberRequested(NumbersEvent):
    """Somebody wants a number on a plan: billing charges the holder and opens the plan (N2).

    `request_id` is one for each wish: the number's own id when it is bought, another when it is bought back
    out of its reserve (N5). `port_id` is the transfer that the number came by (N7). `revision` is the number's, as in
    NumberNews: what is told of it with a higher one happened later.
    """

    number_id: str
    request_id: str
    phone_number: str
    plan_id: str
    holder: str
    user_id: str | None
    asked_by: str
    restores: bool
    port_id: str = ""
    revision: int = 0


class NumberActivated(NumberNews):
    """The number works (N3)."""

    phone_number: str
    holder: str
    user_id: str | None
    subscription_id: str


class NumberOrderFailed(NumbersEvent):
    """The carrier did not give a number that is paid for: billing gives the money back (N2)."""

    number_id: str
    phone_number: str
    holder: str
    subscription_id: str
    reason: str


class NumberAssigned(NumberNews):
    """A number that nobody used is somebody's now (N4)."""

    phone_number: str
    holder: str
    user_id: str


class NumberMoved(NumberNews):
    """A number went from one user to another (N4)."""

    phone_number: str
    holder: str
    from_user_id: str
    to_user_id: str


class NumberUnassigned(NumberNews):
    """A number is nobody's for now; its holder keeps it (N4)."""

    phone_number: str
    holder: str
    from_user_id: str


class NumberHandedOver(NumberNews):
    """A person has a number now, with all of its paid time; they use it, and pay from its next renewal on (T8)."""

    subscription_id: str
    from_holder: str
    to_holder: str
    phone_number: str = ""


class NumberCancelled(NumbersEvent):
    """The holder wants the number no longer than it is paid for: its plan is not renewed (N5).

    Of this and `NumberKept`, the one with the higher `revision` is the later one.
    """

    number_id: str
    subscription_id: str
    asked_by: str
    revision: int = 0


class NumberKept(NumbersEvent):
    """The holder wants a cancelled number after all, while its plan still runs."""

    number_id: str
    subscription_id: str
    asked_by: str
    revision: int = 0


class NumberSuspended(NumberNews):
    """The number's plan is past due: nobody can use it until it is paid (N3)."""

    phone_number: str
    holder: str
    user_id: str | None


class NumberReserved(NumberNews):
    """The number's plan has ended: it is kept back for its holder until `until`, then released (N5)."""

    phone_number: str
    holder: str
    user_id: str | None
    until: AwareDatetime


class NumberRestored(NumberNews):
    """A number that was suspended, or in its reserve, works again (N5)."""

    phone_number: str
    holder: str
    user_id: str | None


class NumberReleased(NumberNews):
    """The number's reserve is over: numbers' own consumer gives it back to the carrier (N5)."""

    phone_number: str
    holder: str


class NumberNoticeDue(NumbersEvent):
    """The holder of a number must be told something of it, by mail or text as they have chosen (E1)."""

    number_id: str
    phone_number: str
    holder: str
    kind: Literal["order_failed", "reserved", "released"]
    reason: str = ""
    until: AwareDatetime | None = None


class NumberOrderDue(NumbersEvent):
    """A number is paid and not here yet: numbers' own consumer orders it, or asks what became of its order (N2)."""

    number_id: str
    as_of: AwareDatetime | None = None  # when the clock found it; None is at once


class CarrierEventReceived(NumbersEvent):
    """A genuine delivery of the carrier is stored; numbers' consumer handles it (N8)."""

    event_id: str


class PortInEvent(NumbersEvent):
    """Something of a number that somebody brings along from another carrier (N7)."""

    port_id: str
    phone_number: str
    holder: str


class PortInSubmitted(PortInEvent):
    """The transfer is asked for: its form is complete, and signed."""

    asked_by: str


class PortInCancelled(PortInEvent):
    """The number stays with its old carrier."""


class PortInCompleted(PortInEvent):
    """The number is ours; its plan is charged now, and it works once that is paid."""

    number_id: str
    user_id: str | None


class PortInNoticeDue(PortInEvent):
    """The holder must be told how their transfer stands, by mail or text as they have chosen (E1)."""

    kind: Literal["needs_info", "scheduled", "completed", "cancelled", "not_cancelled", "unpaid"]
    reason: str = ""
    on: AwareDatetime | None = None


class PortInDue(NumbersEvent):
    """Numbers' own consumer asks the carrier for what is wanted of a transfer, and how it stands (N7).

    `told_at` is when the carrier said that something happened; without it nobody has said anything.
    """

    port_id: str
    told_at: AwareDatetime | None = None
