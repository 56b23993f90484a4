"""Closes a call whose end the carrier never explains, as an operator has found out how long people talked. Pure.

What they say is facts as any other: where one is known already it holds, and one that comes later changes nothing
that is settled.
"""

from datetime import datetime, timedelta

from services.numbers.domain.call import Call
from services.numbers.domain.call_commands import give_up
from services.numbers.domain.call_leg import Fact, Leg
from services.numbers.domain.call_progress import names_of

LONGEST = timedelta(hours=5)  # the carrier ends every call after four: an older one has lost its end


def is_lost(call: Call, now: datetime) -> bool:
    """Return whether a call that is not settled cannot be running any more."""
    return not call.is_settled and now >= call.started_at + LONGEST


def can_have_talked(call: Call) -> bool:
    """Return whether someone was rung who may have answered."""
    return _paid_leg(call) is not None


def close(call: Call, seconds: int, now: datetime) -> Call:
    """Return the call with the ends of all its legs, so that it can be settled; people talked for so many seconds."""
    talked = _paid_leg(call)
    if talked and (seconds or talked in call.legs):
        for fact in _facts_of(talked, seconds, call.started_at):
            call = call.apply(fact)
    at = call.taker.ended_at if call.taker and call.taker.ended_at else _last_known(call)
    for leg in call.legs:
        if leg.is_alive:
            call = call.apply(Fact("ended", leg.leg_id, at, leg.role, leg.step, cause="unspecified"))
    return give_up(call.check(now), now)


def _paid_leg(call: Call) -> Leg | None:
    """Return the leg that people talked by: that of who took the call, or else of who may have, known or not."""
    known = call.taker or next(iter(call.targets), None)
    if known:
        return known
    for place, step in enumerate(call.steps):
        name = names_of(call, place)[0]
        if step.kind == "forward" and name in call.asked and name not in call.refused:
            return Leg(f"{call.call_id}|{name}", "target", name)
    return None


def _facts_of(leg: Leg, seconds: int, began_at: datetime) -> list[Fact]:
    """Return when a leg was answered and has ended, of which what is not known follows from the seconds."""
    length = timedelta(seconds=seconds)
    took_at = leg.took_at or (leg.ended_at - length if leg.ended_at else leg.initiated_at or began_at)
    ended_at = leg.ended_at or took_at + length
    answered = [Fact("answered", leg.leg_id, took_at, leg.role, leg.step)] if seconds or leg.was_answered else []
    return [*answered, Fact("ended", leg.leg_id, ended_at, leg.role, leg.step, cause="unspecified")]


def _last_known(call: Call) -> datetime:
    """Return the last instant of which anything is known."""
    names = ("initiated_at", "answered_at", "bridged_at", "spoken_at", "recorded_at", "ended_at")
    known: list[datetime] = [at for leg in call.legs for name in names if (at := getattr(leg, name))]
    return max([call.started_at, *known])
