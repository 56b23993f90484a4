"""The people at both ends of a simulated call: how each does what is planned, or is played by someone else."""

from simulators.telnyx.calls.legs import Leg
from simulators.telnyx.calls.plans import Plan
from simulators.telnyx.calls.switch import Switch

_CAUSES = {"declines": "call_rejected", "busy": "user_busy", "not_found": "not_found", "blocked": "unspecified"}
_RIGHT_AWAY = ("busy", "not_found", "blocked")


class Person:
    """A person at a phone, who does what the plan says, or, without a plan, what the control or a phone page says."""

    def __init__(self, switch: Switch, plan: Plan | None) -> None:
        self._switch = switch
        self.plan = plan
        self.said = ""

    @property
    def is_played(self) -> bool:
        """Return whether the control or a phone page decides what this person does."""
        return self.plan is None

    def call(self, leg: Leg) -> None:
        """Wait for an answer, as long as the plan's patience lasts."""
        if self.plan and self.plan.gives_up_after is not None:
            leg.start("gives up", self.plan.gives_up_after, lambda: self._switch.end(leg, "originator_cancel"))

    def ring(self, leg: Leg) -> None:
        """React to a phone that rings."""
        if not self.plan or self.plan.does == "rings":
            return
        after = 0.1 if self.plan.does in _RIGHT_AWAY else self.plan.after
        if self.plan.does == "answers":
            leg.start("reacts", after, lambda: self._switch.pick_up(leg))
        else:
            cause = _CAUSES[self.plan.does]
            leg.start("reacts", after, lambda: self._switch.end(leg, cause))

    def meet_answer(self, leg: Leg) -> None:
        """Wait no longer: someone or something has answered."""
        leg.stop("gives up")

    def talk(self, leg: Leg) -> None:
        """Talk with the other person for as long as planned."""
        if self.plan and self.plan.seconds is not None:
            leg.start("hangs up", self.plan.seconds, lambda: self._switch.end(leg, "normal_clearing"))

    def leave_message(self, leg: Leg) -> None:
        """Say what is planned after the beep, and hang up."""
        if self.plan:
            self.said = self.plan.message
            seconds = self.plan.message_seconds if self.said else 1
            leg.start("hangs up", seconds, lambda: self._switch.end(leg, "normal_clearing"))

    def learn_end(self, leg: Leg, cause: str) -> None:
        """Learn that the call is over; there is nothing to do."""


class Trunk(Person):
    """The other half of a call between two numbers of ours: what happens to one leg happens to the other."""

    def __init__(self, switch: Switch) -> None:
        super().__init__(switch, None)
        self.other: Leg | None = None

    @property
    def is_played(self) -> bool:
        """Return False: the people are at the far ends."""
        return False

    def meet_answer(self, leg: Leg) -> None:
        """Answer the other half: someone or something has answered this one."""
        if self.other and self.other.rings:
            self._switch.pick_up(self.other)

    def leave_message(self, leg: Leg) -> None:
        """Have the person who calls speak, at the far end of the other half."""
        if self.other and self.other.peer:
            speaker = self.other.peer
            speaker.person.leave_message(speaker)
            self.said = speaker.person.said

    def learn_end(self, leg: Leg, cause: str) -> None:
        """End the other half for the same cause."""
        if self.other and self.other.rings:
            self._switch.end(self.other, cause)
        elif self.other:
            self._switch.end(self.other, "normal_clearing" if self.other.is_answered else "originator_cancel")
