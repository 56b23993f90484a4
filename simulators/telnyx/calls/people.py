"""The people at both ends of a simulated call: what each intends, and how it does it."""

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from simulators.telnyx.calls.legs import Leg
    from simulators.telnyx.calls.switch import Switch

Json = dict[str, Any]
Deed = Literal["answers", "declines", "busy", "not_found", "rings"]
_CAUSES = {"declines": "call_rejected", "busy": "user_busy", "not_found": "not_found"}
_RIGHT_AWAY = ("busy", "not_found")


@dataclass(frozen=True)
class Plan:
    """What a person does when a phone rings: answers or declines it after so many seconds, or lets it ring.

    Once it talks it hangs up after `seconds`, or waits for the other to hang up if that is null. A caller gives up
    after `gives_up_after` without an answer, and at the beep says `message`, for `message_seconds`, and hangs up.
    """

    does: Deed = "answers"
    after: float = 3
    seconds: float | None = None
    gives_up_after: float | None = None
    message: str = ""
    message_seconds: float = 5

    @classmethod
    def of(cls, members: Json, usual: "Plan") -> "Plan":
        """Read a plan; raises ValueError for what there is not."""
        known = {it.name for it in fields(cls)}
        if unknown := members.keys() - known:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
        if members.get("does", "rings") not in get_args(Deed):
            raise ValueError(f"does is one of: {', '.join(get_args(Deed))}")
        return replace(usual, **members)

    def as_json(self) -> Json:
        """Return its members."""
        return asdict(self)


class Person:
    """Somebody at a phone who does what the plan says, or, without a plan, what the control or a phone page says."""

    def __init__(self, switch: "Switch", plan: Plan | None) -> None:
        self._switch = switch
        self.plan = plan
        self.said = ""

    @property
    def is_played(self) -> bool:
        """Return whether somebody else decides what this person does."""
        return self.plan is None

    def call(self, leg: "Leg") -> None:
        """Wait for an answer, as long as the plan's patience lasts."""
        if self.plan and self.plan.gives_up_after is not None:
            leg.start("gives up", self.plan.gives_up_after, lambda: self._switch.end(leg, "originator_cancel"))

    def ring(self, leg: "Leg") -> None:
        """React to a phone that rings."""
        if not self.plan or self.plan.does == "rings":
            return
        after = 0.1 if self.plan.does in _RIGHT_AWAY else self.plan.after
        if self.plan.does == "answers":
            leg.start("reacts", after, lambda: self._switch.pick_up(leg))
        else:
            cause = _CAUSES[self.plan.does]
            leg.start("reacts", after, lambda: self._switch.end(leg, cause))

    def meet_answer(self, leg: "Leg") -> None:
        """Wait no longer: someone or something has answered."""
        leg.stop("gives up")

    def talk(self, leg: "Leg") -> None:
        """Talk with the other person for as long as planned."""
        if self.plan and self.plan.seconds is not None:
            leg.start("hangs up", self.plan.seconds, lambda: self._switch.end(leg, "normal_clearing"))

    def leave_message(self, leg: "Leg") -> None:
        """Say what is planned after the beep, and hang up."""
        if self.plan:
            self.said = self.plan.message
            seconds = self.plan.message_seconds if self.said else 1
            leg.start("hangs up", seconds, lambda: self._switch.end(leg, "normal_clearing"))

    def learn_end(self, leg: "Leg", cause: str) -> None:
        """Learn that the call is over; there is nothing to do."""


class Trunk(Person):
    """The other half of a call between two numbers of ours: what happens to one leg happens to the other."""

    def __init__(self, switch: "Switch") -> None:
        super().__init__(switch, None)
        self.other: Leg | None = None

    @property
    def is_played(self) -> bool:
        """Return False: the people are at the far ends."""
        return False

    def meet_answer(self, leg: "Leg") -> None:
        """Answer the other half: someone or something has answered this one."""
        if self.other and self.other.rings:
            self._switch.pick_up(self.other)

    def leave_message(self, leg: "Leg") -> None:
        """Have the person who calls speak, at the far end of the other half."""
        if self.other and self.other.peer:
            speaker = self.other.peer
            speaker.person.leave_message(speaker)
            self.said = speaker.person.said

    def learn_end(self, leg: "Leg", cause: str) -> None:
        """End the other half for the same cause."""
        if self.other and self.other.rings:
            self._switch.end(self.other, cause)
        elif self.other:
            self._switch.end(self.other, "normal_clearing" if self.other.is_answered else "originator_cancel")
