"""How far a call has come on its route, and whether it can be settled: what follows from its facts. Pure."""

from services.numbers.domain.call import Call
from services.numbers.domain.call_terms import Step


def names_of(call: Call, place: int) -> list[str]:
    """Return the commands by which a step rings: one transfer, or a dial for each who is rung at once."""
    several = len(call.steps[place].to) > 1
    if not several:
        return [f"transfer:{place + 1}" if place else "transfer"]
    return [f"dial:{place + 1}.{at + 1}" for at in range(len(call.steps[place].to))]


def current_place(call: Call) -> int | None:
    """Return the place of the step that is under way; None once all are over."""
    return next((place for place in range(len(call.steps)) if not _is_over(call, place)), None)


def current_step(call: Call) -> Step | None:
    """Return the step that is under way; None once all are over."""
    place = current_place(call)
    return None if place is None else call.steps[place]


def awaits_money(call: Call) -> bool:
    """Return whether the step under way waits for billing's answer."""
    step = current_step(call)
    return step is not None and step.kind == "forward" and not call.money.is_held


def is_settleable(call: Call) -> bool:
    """Return whether all is known that its price and its line in the log need, for the first time."""
    if call.is_settled or any(leg.is_unclear for leg in call.others):
        return False
    taker = call.taker
    if taker:
        return not taker.is_alive
    if call.direction == "out" and (call.money.is_refused or "dial" in call.refused):
        return True
    if _may_leave_message(call):
        return False
    return call.has_origin_left and not any(leg.is_alive for leg in call.targets) and not _may_ring(call)


def _may_leave_message(call: Call) -> bool:
    """Return whether a recording was begun that may still be reported: until the carrier was asked about its end."""
    origin = call.origin
    is_begun = "record" in call.asked and "record" not in call.refused
    return is_begun and origin is not None and not origin.recording_id and not origin.checked


def _may_ring(call: Call) -> bool:
    """Return whether a leg that costs credits was asked for, and nothing is known of it."""
    return any(
        name in call.asked and name not in call.refused and call.leg_of(name) is None
        for place, step in enumerate(call.steps)
        if step.kind == "forward"
        for name in names_of(call, place)
    )


def _is_over(call: Call, place: int) -> bool:
    """Return whether a step has rung everyone in vain; one that someone took, or ends the call, is not over."""
    step = call.steps[place]
    if not step.rings:
        return False
    if step.kind == "forward" and call.money.is_refused:
        return True
    return all(_is_in_vain(call, name) for name in names_of(call, place))


def _is_in_vain(call: Call, name: str) -> bool:
    leg = call.leg_of(name)
    return leg.is_unanswered if leg else name in call.refused
