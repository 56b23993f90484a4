"""What must be asked of the carrier next: what a call's state asks for, and no fact confirms (N6, N9, N12). Pure.

A command has a name and, by it, an id that is always the same: the carrier ignores a second copy within a minute, so
that it may be sent again for a while, and never after. A hang-up that was lost is asked for anew, under another name.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_OID, uuid5

from services.numbers.domain.call import ORIGIN, RESENT_WITHIN, Call
from services.numbers.domain.call_due import LIMITS, cut_at, is_overdue
from services.numbers.domain.call_leg import Leg
from services.numbers.domain.call_progress import awaits_money, current_place, names_of
from services.numbers.domain.call_settlement import FUNDS
from services.numbers.domain.call_terms import RejectionCause, Step

Verb = Literal["transfer", "dial", "answer", "speak", "record_start", "reject", "hangup"]
LOST = "lost"  # nothing is known of it, and it is too late to send it again
_ON_CALLER = ("answer", "speak", "record", "reject")


@dataclass(frozen=True, slots=True)
class Command:
    """A command to the carrier on a leg, or to dial. `state` is returned with each report of the leg that it makes."""

    name: str
    verb: Verb
    command_id: str
    control_id: str = ""
    to: str = ""
    shown: str = ""
    state: str = ""
    seconds: int = 0
    time_limit: int = 0
    words: str = ""
    cause: RejectionCause = "USER_BUSY"


def ask(call: Call, now: datetime) -> tuple[Call, list[Command], list[Command]]:
    """Return the call with what is asked for, the commands that are new, and those that may be sent again."""
    commands = list(needed(call, now))
    new = [command for command in commands if command.name not in call.asked]
    sent = [it for it in commands if it.name in call.asked and it.name not in call.refused]
    again = [it for it in sent if now - call.asked[it.name] < RESENT_WITHIN]
    if not new:
        return call, [], again
    return replace(call, asked={**call.asked, **{command.name: now for command in new}}), new, again


def give_up(call: Call, now: datetime) -> Call:
    """Record as lost, once the carrier was asked, what no fact confirms and is too late to be sent again.

    So is billing's answer that has not come: who calls waits no longer, and no phone rings long after it was dialed.
    """
    if awaits_money(call) and FUNDS in call.asked and now - call.asked[FUNDS] >= RESENT_WITHIN:
        call = call.refuse_money(1, LOST)
    for command in needed(call, now):
        asked_at = call.asked.get(command.name)
        if asked_at and now - asked_at >= RESENT_WITHIN:
            call = call.refuse(command.name, LOST)
    if call.has_origin_left:
        for place in range(len(call.steps)):
            for name in names_of(call, place):
                call = call.refuse(name, LOST) if name in call.asked and call.leg_of(name) is None else call
    return call


def needed(call: Call, now: datetime) -> Iterable[Command]:
    """Return the commands that the state asks for and no fact confirms; none is for a leg that has ended."""
    origin, taker = call.origin, call.taker
    if origin is None:
        return _dial_app(call)
    if not origin.is_alive:
        return [_hang_up(call, leg, now) for leg in call.others if leg.is_alive and not _ends_by_itself(call, leg)]
    if taker:
        return _while_talking(call, origin, taker, now)
    if call.is_settled:
        return [_hang_up(call, origin, now)]
    if call.direction == "out" and not origin.was_answered:
        return []
    return _next_step(call, origin, now)


def _ends_by_itself(call: Call, leg: Leg) -> bool:
    """Return whether the carrier ends a leg with the one that it was bridged with; it is asked after a while."""
    return leg.bridged_at is not None and not _was_asked_since(call, call.origin)


def _was_asked_since(call: Call, leg: Leg | None) -> bool:
    """Return whether the carrier was asked about the call since the end of a leg."""
    return bool(leg and leg.ended_at and call.looked_at and call.looked_at > leg.ended_at)


def _dial_app(call: Call) -> list[Command]:
    if call.direction == "in" or not call.money.is_held or ORIGIN in call.refused:
        return []
    step = call.steps[0]
    made = Command(ORIGIN, "dial", _id_of(call, ORIGIN), to=call.app_address, shown=step.shown)
    return [replace(made, state=f"{call.call_id}|app|{ORIGIN}", seconds=step.seconds)]


def _while_talking(call: Call, origin: Leg, taker: Leg, now: datetime) -> list[Command]:
    """Hang up who lost the race, who has talked for all that is held, and who the carrier has left alone."""
    losers = [leg for leg in call.others if leg is not taker and leg.is_alive]
    if taker.is_alive:
        until = cut_at(call)
        is_cut = (until is not None and until <= now) or is_overdue(call, now)
        losers += [taker] if is_cut else []
    elif _was_asked_since(call, taker):
        losers.append(origin)
    return [_hang_up(call, leg, now) for leg in losers]


def _next_step(call: Call, origin: Leg, now: datetime) -> Iterable[Command]:
    place = current_place(call)
    if any(name in call.refused for name in _ON_CALLER):
        return [_hang_up(call, origin, now)]
    if place is None:
        return _turn_away(call, origin, "USER_BUSY", now)
    step = call.steps[place]
    if step.kind == "reject":
        return _turn_away(call, origin, step.cause, now)
    if not step.rings:
        return _talk_to_caller(call, origin, step, now)
    if step.kind == "forward" and not call.money.is_held:
        return []
    return _ring(call, origin, place)


def _ring(call: Call, origin: Leg, place: int) -> Iterable[Command]:
    """Transfer the caller to the one who is rung, or dial several, of whom the first who answers is bridged."""
    step, role = call.steps[place], "target" if call.steps[place].kind == "forward" else "app"
    limit = call.money.time_limit if role == "target" else 0
    for name, to in zip(names_of(call, place), step.to, strict=True):
        if name not in call.refused and call.leg_of(name) is None:
            verb: Verb = "transfer" if len(step.to) == 1 else "dial"
            made = Command(name, verb, _id_of(call, name), origin.control_id, to, step.shown)
            yield replace(made, state=f"{call.call_id}|{role}|{name}", seconds=step.seconds, time_limit=limit)


def _talk_to_caller(call: Call, origin: Leg, step: Step, now: datetime) -> list[Command]:
    if origin.answered_at is None:
        return [_on(call, origin, "answer", "answer")]
    if origin.recorded_at or now >= origin.answered_at + LIMITS[step.kind]:
        return [_hang_up(call, origin, now)]
    if origin.spoken_at is None:
        return [replace(_on(call, origin, "speak", "speak"), words=step.words)]
    if step.kind == "voicemail":
        return [_on(call, origin, "record", "record_start")]
    return [_hang_up(call, origin, now)]


def _turn_away(call: Call, origin: Leg, cause: RejectionCause, now: datetime) -> list[Command]:
    if call.direction == "out" or origin.was_answered:
        return [_hang_up(call, origin, now)]
    return [replace(_on(call, origin, "reject", "reject"), cause=cause)]


def _hang_up(call: Call, leg: Leg, now: datetime) -> Command:
    name = f"hangup:{leg.leg_id}"
    tries = [at for given, at in call.asked.items() if given.startswith(name)]
    lost = sum(now - at >= RESENT_WITHIN for at in tries)
    return _on(call, leg, f"{name}:{lost}" if lost else name, "hangup")


def _on(call: Call, leg: Leg, name: str, verb: Verb) -> Command:
    return Command(name, verb, _id_of(call, name), leg.control_id, state=f"{call.call_id}|{leg.role}|{leg.step}")


def _id_of(call: Call, name: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"{call.call_id}|{name}"))
