"""What billing publishes: whether the credits promised to an invitation are set aside."""

from typing import ClassVar

from contracts.event import Event


class BillingEvent(Event):
    """An event whose publisher is billing."""

    source: ClassVar[str] = "billing"


class CreditsHeld(BillingEvent):
    """The credits of an invitation are set aside from the team's balance; `amount` is micro-dollars (T5)."""

    team_id: str
    invitation_id: str
    amount: int


class CreditsUnfunded(BillingEvent):
    """The team's balance is too short for the credits of an invitation; topping up funds it (T5)."""

    team_id: str
    invitation_id: str
    amount: int
