"""A call: its route, its legs with what is known of them, and what was asked of the carrier. Pure (N6, N9, N12).

Facts come late, twice and in any order, and only grow; what the call is, and what must be done next, follows from
them. A call is settled once: the money that was held for it is settled, and its line in the log is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.numbers.domain.call_entry import Direction
from services.numbers.domain.call_leg import Fact, Leg
from services.numbers.domain.call_terms import CANNOT_BE_REACHED, NOT_ASKED, Money, Step, Tariff

RESENT_WITHIN = timedelta(seconds=50)  # the carrier ignores a command's second copy for 60
ORIGIN = "dial"  # the command that makes the app's leg of a call from the app


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a number, in or out. `origin` is the leg that it begins with: the caller, or the app of who calls.

    `asked` has when each command was first asked for by its name, `refused` why the carrier did not carry one out.
    `reason` says why no person is rung. `looks` counts how often the carrier was asked about it, last at `looked_at`.
    """

    call_id: str
    direction: Direction
    number_id: str
    phone_number: str
    other_number: str
    holder: str
    started_at: datetime
    steps: tuple[Step, ...]
    team_id: str | None = None
    user_id: str | None = None
    session_id: str = ""
    colleagues: tuple[str, ...] = ()  # who share the number as the call begins
    app_address: str = ""  # of the app that a call from the app is made with
    reason: str = ""
    tariff: Tariff | None = None
    money: Money = NOT_ASKED
    legs: tuple[Leg, ...] = ()
    asked: Mapping[str, datetime] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    settled_at: datetime | None = None
    voicemail_published: bool = False
    looks: int = 0
    looked_at: datetime | None = None
    version: int = 0

    @property
    def origin(self) -> Leg | None:
        """The leg that the call begins with, once anything of it is known."""
        role = "caller" if self.direction == "in" else "app"
        return next((leg for leg in self.legs if leg.role == role and leg.step in ("", ORIGIN)), None)

    @property
    def others(self) -> list[Leg]:
        """The legs of those who are rung, in the order of their ids."""
        return [leg for leg in self.legs if leg is not self.origin]

    @property
    def targets(self) -> list[Leg]:
        """The legs that cost credits."""
        return [leg for leg in self.legs if leg.role == "target"]

    @property
    def taker(self) -> Leg | None:
        """The leg that took the call: the first that was answered of those who were rung."""
        answered = [(leg.took_at, leg.leg_id, leg) for leg in self.others if leg.took_at]
        return min(answered)[2] if answered else None

    @property
    def has_origin_left(self) -> bool:
        """Whether who began the call has hung up."""
        return self.origin is not None and not self.origin.is_alive

    @property
    def is_settled(self) -> bool:
        """Whether its money and its line in the log are written."""
        return self.settled_at is not None

    def leg_of(self, name: str) -> Leg | None:
        """Return the leg that a command made, if anything of it is known."""
        return next((leg for leg in self.legs if leg.step == name), None)

    def apply(self, fact: Fact) -> "Call":
        """Add a fact to the leg that it is of."""
        known = {leg.leg_id: leg for leg in self.legs}
        leg = known.get(fact.leg_id) or Leg(fact.leg_id, fact.role, fact.step)
        legs = known | {fact.leg_id: leg.apply(fact)}
        return replace(self, legs=tuple(legs[leg_id] for leg_id in sorted(legs)))

    def refuse(self, name: str, why: str) -> "Call":
        """Record that the carrier did not carry out a command; who was to be rung by it is not."""
        return self if name in self.refused else replace(self, refused={**self.refused, name: why})

    def refuse_money(self, number: int, reason: str) -> "Call":
        """Record that billing does not hold a slice; a caller who is not connected for that gets a notice at least."""
        after = replace(self, money=self.money.refuse(number, reason))
        is_first = after.money.is_refused and not self.money.is_refused
        if is_first and self.direction == "in" and self.steps[-1:] == (Step("reject"),):
            after = replace(after, steps=(*self.steps[:-1], Step("notice", words=CANNOT_BE_REACHED)))
        return after

    def without_notice(self) -> "Call":
        """Have the caller hear the busy signal where a notice would be spoken."""
        busy = Step("reject")
        return replace(self, steps=tuple(busy if step.kind == "notice" else step for step in self.steps))

    def without_names(self) -> "Call":
        """Forget who called whom, as its user has closed their account (I10)."""
        return replace(self, other_number="", steps=(), user_id=None, colleagues=(), app_address="")

    def check(self, now: datetime) -> "Call":
        """Record that the carrier was asked about it, and that all facts that it gave are here."""
        legs = tuple(replace(leg, checked=True) if leg.ended_at else leg for leg in self.legs)
        return replace(self, legs=legs, looks=self.looks + 1, looked_at=now)
