"""The events of numbers that are brought from another carrier."""

from typing import Literal

from pydantic import AwareDatetime, Field

from contracts.event import NumbersEvent
from contracts.languages import DEFAULT, Language


class PortInEvent(NumbersEvent):
    """An event of a port-in: a number brought from another carrier (N7)."""

    port_id: str
    phone_number: str
    holder: str


class PortInSubmitted(PortInEvent):
    """The account has submitted a port-in: its form is complete and signed."""

    asked_by: str


class PortInCancelled(PortInEvent):
    """A port-in is cancelled: the number stays with its old carrier."""


class PortInCompleted(PortInEvent):
    """A port-in is complete; billing charges the plan now, and the number is active once that is paid."""

    number_id: str
    user_id: str | None


class PortInNoticeDue(PortInEvent):
    """A notice on the status of a port-in is due; numbers' consumer sends it by mail or text, as they chose (E1)."""

    kind: Literal[
        "needs_info",
        "held_up",
        "comment",
        "scheduled",
        "completed",
        "cancelled",
        "not_cancelled",
        "unpaid",
        "not_submitted",
    ]
    reason: str = ""
    on: AwareDatetime | None = None
    with_numbers: list[str] = Field(default_factory=list)  # the others of the request of which the same is true


class PortInCodeDue(PortInEvent):
    """A code that proves who controls the number is due; numbers' door of ports sends it to the number (N7)."""

    channel: Literal["sms", "call"]
    sealed_code: str
    expires_at: AwareDatetime
    language: Language = DEFAULT


class PortInDue(NumbersEvent):
    """A port-in is due; numbers' consumer asks the carrier for its status and for what is requested (N7).

    `port_id` is that of any number of a request. `told_at` is when the carrier objected; None if it reported no
    objection, `order_id` its own id of the order. Of some events the carrier says only that, and `port_id` is empty.
    """

    port_id: str = ""
    order_id: str = ""
    told_at: AwareDatetime | None = None
