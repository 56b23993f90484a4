"""A number as teams knows it from events: where it stands, whose it is and who uses it. Pure.

Events cross: of where it stands, and of whose it is, what the event of the highest revision said counts.
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

Standing = Literal["", "active", "suspended", "releasing", "released"]
Assigned = NumberAssigned | NumberMoved | NumberUnassigned | NumberHandedOver
NumberUpdate = Assigned | NumberActivated | NumberRestored | NumberSuspended | NumberReserved | NumberReleased

MAX_SHOWN = 20  # a row of the list stays small, whatever somebody has collected

_STANDINGS: dict[type[NumberNews], Standing] = {
    NumberActivated: "active",
    NumberRestored: "active",
    NumberSuspended: "suspended",
    NumberReserved: "releasing",
    NumberReleased: "released",
}


@dataclass(frozen=True)
class UsedNumber:
    """A number as it stands on its user's row."""

    number_id: str
    phone_number: str
    status: Standing


@dataclass(frozen=True)
class Number:
    """What is known of a number, and from which revision on."""

    number_id: str
    phone_number: str = ""
    status: Standing = ""
    stands_since: int = -1
    holder: str = ""
    user_id: str | None = None
    had_since: int = -1
    version: int = 0

    def after(self, event: NumberUpdate) -> "Number":
        """What is known once this is heard too; a number that was given back is nobody's and forgotten."""
        known = replace(self, phone_number=event.phone_number or self.phone_number)
        if type(event) in _STANDINGS and event.revision > self.stands_since:
            known = replace(known, status=_STANDINGS[type(event)], stands_since=event.revision)
        if event.revision > self.had_since:
            holder, user_id = _whose(event)
            known = replace(known, holder=holder, user_id=user_id, had_since=event.revision)
        if known.status == "released":
            return replace(known, phone_number="", holder="", user_id=None)
        return known

    def is_shown(self, team_id: str, account_id: str) -> bool:
        """Whether a team sees it with this person: it pays for it, or they brought it; never what is another team's."""
        is_known = bool(self.phone_number and self.status)
        return is_known and self.user_id == account_id and self.holder in (team_id, account_id)

    @property
    def shown(self) -> UsedNumber:
        """It on its user's row."""
        return UsedNumber(self.number_id, self.phone_number, self.status)


def shown(known: list[Number], team_id: str, account_id: str) -> tuple[UsedNumber, ...]:
    """The numbers on somebody's row, the oldest first."""
    ordered = sorted(known, key=lambda number: number.number_id)
    return tuple(number.shown for number in ordered if number.is_shown(team_id, account_id))[:MAX_SHOWN]


def _whose(event: NumberUpdate) -> tuple[str, str | None]:
    match event:
        case NumberHandedOver():
            return event.to_holder, event.to_holder
        case NumberMoved():
            return event.holder, event.to_user_id
        case NumberUnassigned() | NumberReleased():
            return event.holder, None
        case _:
            return event.holder, event.user_id
