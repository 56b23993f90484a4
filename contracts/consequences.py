"""What follows from an action that ends or changes a place on a team, said before it happens (decision 075).

Each service states its own facts, by its own route, in this one shape: apps and the portal put them together.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from contracts.membership import Membership
from contracts.money import Money

Action = Literal["remove", "leave", "suspend", "hand_over", "dissolve", "close"]
ON_OTHERS: tuple[Action, ...] = ("remove", "suspend", "hand_over")
OF_OWNERS: tuple[Action, ...] = ("hand_over", "dissolve")
MOST = 50  # facts of one kind; what is beyond is counted
MOST_COUNTED = 1_000  # of which more are said to be more than that

Kind = Literal[
    "leaves_team", "people_leave", "invitations_revoked", "access_paused", "becomes_owner", "becomes_admin",
    "hand_over_first", "undo", "number", "more_numbers", "port_in", "more_port_ins", "port_out", "texts", "voicemails",
    "shared_numbers",
    "credits_from_team", "credits_own", "credits_granted", "refundable", "owed", "team_balance", "allowance",
    "spend_limit", "auto_top_up", "payer", "receipts", "sessions", "second_factors", "personal_data",
]  # fmt: skip
Fate = Literal[
    "stays",  # as it is, with who has it
    "team",  # with the team
    "person",  # with the person
    "owner",  # with the owner, or the new one
    "chosen",  # with the team or the person, as the request says
    "paused",  # until the person is restored
    "ends",
    "none",  # it cannot be undone
]


class Consequence(BaseModel):
    """One fact: what it is about, and what becomes of it.

    Of a number: its id, phone number, until when it is paid, its price for so many months from then on, and where
    calls to it are forwarded, which ends when another person has it. One that is paid in a `store` has no price of
    ours: with `months` it is renewed there, until its customer cancels it there. With `is_least` there are more than
    `count`.
    """

    model_config = ConfigDict(defer_build=True)

    kind: Kind
    fate: Fate
    count: int | None = None
    is_least: bool = False
    amount: Money | None = None
    number_id: str | None = None
    phone_number: str | None = None
    user_id: str | None = None
    paid_through: datetime | None = None
    price: Money | None = None
    months: int | None = None
    store: str | None = None
    forwarded_to: str | None = None
    until: datetime | None = None


class Consequences(BaseModel):
    """What one service knows of an action."""

    model_config = ConfigDict(defer_build=True)

    action: Action
    user_id: str
    items: list[Consequence]


def may_read(
    action: Action, caller: Membership, other: Membership
) -> Literal["yes", "no_team", "forbidden", "not_found"]:
    """Return whether the caller may read what an action on `other` leads to: as who may do it may (T1)."""
    if action == "close":
        return "yes"
    team_id = caller.team_id if action == "leave" else caller.team
    if team_id is None:
        return "no_team"
    if action == "leave":
        return "yes"
    if (caller.owns if action in OF_OWNERS else caller.runs) is None:
        return "forbidden"
    return "yes" if action == "dissolve" or other.is_on(team_id) else "not_found"


def subject_of(action: Action, caller_id: str, user_id: str) -> str:
    """Return the account that an action is on: the caller's own, but for what is done to others."""
    return caller_id if action not in ON_OTHERS or user_id == "me" else user_id
