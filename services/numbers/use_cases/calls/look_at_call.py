"""Look at a call by the clock: more money, a hang-up for want of it, and a question to the carrier (N6, B11).

The carrier may never report an end. It is asked for what it has reported, or tried to, and whether the call is alive.
"""

from collections.abc import Iterable

from contracts.calls import CallDue, CallFactsFound
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.numbers.domain.call import Call
from services.numbers.domain.call_commands import give_up
from services.numbers.domain.call_due import due_of, look_at
from services.numbers.domain.call_leg import Fact, Leg
from services.numbers.stores import calls
from services.numbers.use_cases.calls.advance_call import Gateway, advance_call

_UNCLEAR_AFTER = 6  # questions to the carrier: an operator looks at it


def look_at_call(work: UnitOfWork, gateway: Gateway, event: CallDue) -> None:
    """Do what is due for a call by an instant; one that has gone on meanwhile is left."""
    call = calls.find(work.table, event.call_id)
    due = due_of(call) if call else None
    if call is None or due is None or due[1] > event.as_of:
        return
    asks_at = look_at(call)
    if asks_at is None or asks_at > event.as_of:
        advance_call(work, gateway, call.call_id, lambda it: it, event.as_of)
        return
    found, now = _ask_carrier(gateway, call), event.as_of
    advance_call(work, gateway, call.call_id, lambda it: give_up(_apply(it, found).check(now), now), now)
    if call.looks + 1 == _UNCLEAR_AFTER and not call.is_settled:
        count("CallUnclear")
        log().error("carrier.call.unclear", extra={"call_id": call.call_id, "session_id": call.session_id})


def apply_found_facts(work: UnitOfWork, gateway: Gateway, event: CallFactsFound) -> None:
    """Apply what the carrier's records have of a call; once all of it is over, nothing more is waited for."""
    facts, now = [Fact(**dict(found)) for found in event.facts], work.now

    def apply(call: Call) -> Call:
        after = _apply(call, facts)
        return give_up(after.check(now), now) if event.is_over else after

    advance_call(work, gateway, event.call_id, apply)


def _ask_carrier(gateway: Gateway, call: Call) -> list[Fact]:
    """Return what the carrier has reported of a call, and the ends that it only says when asked about a leg."""
    if not call.session_id:
        return []
    found = [event.fact for event in gateway().events(call.session_id)]
    return found + [fact for leg in _apply(call, found).legs if (fact := _ask_about(gateway, leg))]


def _ask_about(gateway: Gateway, leg: Leg) -> Fact | None:
    at = gateway().find_end(leg.control_id) if leg.is_alive and leg.control_id else None
    return Fact("ended", leg.leg_id, at, leg.role, leg.step, cause="unspecified") if at else None


def _apply(call: Call, found: Iterable[Fact]) -> Call:
    for fact in found:
        call = call.apply(fact)
    return call
