"""Look at a call by the clock: more money, a hang-up for want of it, and a question to the carrier (N6, B11).

The carrier may never report an end. It is asked for what it has reported, or tried to, and whether the call is alive.
"""

from datetime import datetime

from contracts.calls import CallDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.numbers.carrier.call_events import CallEvent
from services.numbers.domain.call import Call
from services.numbers.domain.call_commands import give_up
from services.numbers.domain.call_due import due_of, look_at
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
    found = _ask_carrier(gateway, call)
    advance_call(work, gateway, call.call_id, lambda it: _apply(it, found, event.as_of), event.as_of)
    if call.looks + 1 == _UNCLEAR_AFTER and not call.is_settled:
        count("CallUnclear")
        log().error("carrier.call.unclear", extra={"call_id": call.call_id, "session_id": call.session_id})


def _ask_carrier(gateway: Gateway, call: Call) -> list[CallEvent]:
    return gateway().events(call.session_id) if call.session_id else []


def _apply(call: Call, found: list[CallEvent], now: datetime) -> Call:
    for event in found:
        call = call.apply(event.fact)
    return give_up(call.check(now), now)
