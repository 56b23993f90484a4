"""The events of numbers that leave: a new carrier asks ours for a number, and has it in the end (N13).

Nothing of a PIN is in any event.
"""

from typing import Literal

from pydantic import AwareDatetime

from contracts.event import NumbersEvent
from contracts.numbers import NumberNews


class NumberPortedOut(NumberNews):
    """A number has moved to another carrier: billing ends its plan with a credit for the paid days (N13).

    It is never given back to our carrier, and never comes out of a reserve.
    """

    phone_number: str
    holder: str
    user_id: str | None
    subscription_id: str
    at: AwareDatetime


class PortOutDue(NumbersEvent):
    """The carrier is to be asked what became of its port-out order; numbers' consumer asks, and sends objections.

    What a webhook said of it counts only if the carrier does not know the order when it is asked.
    """

    order_id: str
    phone_numbers: tuple[str, ...] = ()
    status: str = ""
    carrier_name: str = ""


class PortOutsDue(NumbersEvent):
    """A page of the carrier's list of port-out orders is to be looked through for what no webhook said."""

    page: int = 1


class PortOutPinsDue(NumbersEvent):
    """A page of the carrier's list of our numbers is to be looked through for numbers without a PIN."""

    page: int = 1


class PortOutPinDue(NumbersEvent):
    """A number has another holder, so the PIN that the one before knows is to be replaced; numbers' consumer does."""

    number_id: str
    phone_number: str


class TeamPinsDue(NumbersEvent):
    """A team has another owner, so the PINs of a page of its numbers are to be replaced (N13)."""

    team_id: str
    cursor: str = ""


class PortOutObjected(NumbersEvent):
    """A person objects to a port-out; teams writes it to the log of the team that holds the number (T10)."""

    port_out_id: str
    phone_number: str
    holder: str


class PortOutPinChanged(NumbersEvent):
    """The holder has a new PIN for a number; teams writes it to the log of the team that holds it (T10)."""

    number_id: str
    phone_number: str
    holder: str


class PortOutNoticeDue(NumbersEvent):
    """A notice of a port-out to one person is due, by every channel; numbers' consumer sends it (N13, I14)."""

    port_out_id: str
    number_id: str
    phone_number: str
    account_id: str
    kind: Literal["requested", "wrong_pin", "agreed", "not_stopped", "stays", "gone"]
    carrier_name: str = ""
    object_until: AwareDatetime | None = None
    on: AwareDatetime | None = None
