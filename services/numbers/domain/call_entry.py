"""A line of the call log: one call that has ended, who took it, how long it was and what it cost (N9). Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Direction = Literal["in", "out"]
AnsweredBy = Literal["app", "forwarding", "voicemail", "person", "none"]


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A call of a number, written once when it has ended.

    `other_number` is the number at the other end, "" if the caller hid it. `holder`, `team_id` and `user_id` are those
    of the number when the call came. `seconds` are those talked, with a person or to voicemail; `price` is in
    micro-dollars by the deck, of `place`. `reason` says why no person took it: missed, out_of_credit, after_hours,
    blocked, number_not_active, or a cause of the carrier; "" if one did. `colleagues` who shared the number as it began
    have it in their lists too.
    """

    call_id: str
    number_id: str
    phone_number: str
    other_number: str
    direction: Direction
    holder: str
    started_at: datetime
    ended_at: datetime
    user_id: str | None = None
    team_id: str | None = None
    answered_at: datetime | None = None
    seconds: int = 0
    answered_by: AnsweredBy = "none"
    forwarded_to: str = ""
    reason: str = ""
    price: int = 0
    place: str = ""
    colleagues: tuple[str, ...] = ()

    def without_names(self) -> "CallEntry":
        """Forget who called whom: what is left is the team's, with its cost."""
        return replace(self, user_id=None, other_number="", forwarded_to="", colleagues=())
