"""A number as teams knows it from events: its status, its holder and its user. Pure.

Events may arrive out of order. For the status, and for holder and user, the event of the highest revision decides.
"""

from dataclasses import dataclass, replace
from typing import Literal

from contracts.numbers import (
    NumberActivated,
    NumberAssigned,
    NumberHandedOver,
    NumberMoved,
    NumberNews,
    NumberReleased,
    NumberReserved,
    NumberRestored,
    NumberSuspended,
    NumberUnassigned,
)
from contracts.port_outs import NumberPortedOut

NumberStatus = Literal["", "active", "suspended", "releasing", "released"]
AssignmentEvent = NumberAssigned | NumberMoved | NumberUnassigned | NumberHandedOver
NumberEvent = (
    AssignmentEvent
    | NumberActivated
    | NumberRestored
    | NumberSuspended
    | NumberReserved
    | NumberReleased
    | NumberPortedOut
)

MAX_SHOWN = 20  # so that a row of the list stays small

_STATUSES: dict[type[NumberNews], NumberStatus] = {
    NumberActivated: "active",
    NumberRestored: "active",
    NumberSuspended: "suspended",
    NumberReserved: "releasing",
    NumberReleased: "released",
    NumberPortedOut: "released",
}


@dataclass(frozen=True)
class UsedNumber:
    """A number as its user's row shows it."""

    number_id: str
    phone_number: str
    status: NumberStatus


@dataclass(frozen=True)
class Number:
    """What is known of a number, and from which revision on."""

    number_id: str
    phone_number: str = ""
    status: NumberStatus = ""
    status_revision: int = -1
    holder: str = ""
    user_id: str | None = None
    holder_revision: int = -1
    version: int = 0

    def apply(self, event: NumberEvent) -> "Number":
        """Return what is known after this event; of a released number nothing is kept but its status."""
        known = replace(self, phone_number=event.phone_number or self.phone_number)
        if type(event) in _STATUSES and event.revision > self.status_revision:
            known = replace(known, status=_STATUSES[type(event)], status_revision=event.revision)
        if event.revision > self.holder_revision:
            holder, user_id = _holder_and_user(event)
            known = replace(known, holder=holder, user_id=user_id, holder_revision=event.revision)
        if known.status == "released":
            return replace(known, phone_number="", holder="", user_id=None)
        return known

    def is_visible_to(self, team_id: str, account_id: str) -> bool:
        """Return whether a team sees the number with this person.

        It does if it pays for the number or the person brought it; a number of another team is never shown.
        """
        is_known = bool(self.phone_number and self.status)
        return is_known and self.user_id == account_id and self.holder in (team_id, account_id)

    @property
    def as_used(self) -> UsedNumber:
        """Return the number as its user's row shows it."""
        return UsedNumber(self.number_id, self.phone_number, self.status)


def visible_numbers(known: list[Number], team_id: str, account_id: str) -> tuple[UsedNumber, ...]:
    """Return the numbers on a person's row: the oldest first, at most twenty."""
    ordered = sorted(known, key=lambda number: number.number_id)
    return tuple(number.as_used for number in ordered if number.is_visible_to(team_id, account_id))[:MAX_SHOWN]


def _holder_and_user(event: NumberEvent) -> tuple[str, str | None]:
    match event:
        case NumberHandedOver():
            return event.to_holder, event.used_by
        case NumberMoved():
            return event.holder, event.to_user_id
        case NumberUnassigned() | NumberReleased():
            return event.holder, None
        case _:
            return event.holder, event.user_id
