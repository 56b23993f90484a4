"""Close a call that the carrier never explains, as an operator says, and list those that must have ended (N9, B11).

A call counts as running for its number until it is settled. The operator's seconds are facts of it: it is settled
as any other, and billing settles once, whether it learns of the end from here or was settled by hand before.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.problems import NotFound
from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import advance
from services.numbers.domain.call_closing import can_have_talked, close, is_lost
from services.numbers.domain.call_problems import CallIsOver, CallMayRun, NoOneTalked
from services.numbers.domain.call_settlement import entry_of
from services.numbers.stores import calls, people
from services.numbers.stores.due_dates import list_due
from services.numbers.use_cases.calls.advance_call import store_call

_MOST_LISTED = 500
_LONGEST_PAUSE = timedelta(days=2)  # a call that is not settled is due again within it


def close_call(work: UnitOfWork, *, call_id: str, seconds: int, by: str) -> dict[str, Any]:
    """Close a call after so many seconds of talking. Raises NotFound, CallIsOver, CallMayRun and NoOneTalked."""
    call = calls.find(work.table, call_id)
    if call is None:
        raise NotFound("There is no such call.", field="call_id")
    if call.is_settled:
        raise CallIsOver(field="call_id")
    if not is_lost(call, work.now):
        raise CallMayRun(field="call_id")
    if seconds and not can_have_talked(call):
        raise NoOneTalked(field="seconds")
    after = advance(close(call, seconds, work.now), work.now)
    entry = entry_of(after.call)
    user = people.find(work.table, call.user_id) if call.user_id else None
    store_call(work, after, call, is_user_closed=bool(user and user.closed))
    log().warning("carrier.call.closed", extra={"call_id": call_id, "seconds": entry.seconds, "by": by})
    return {"call_id": call_id, "number_id": call.number_id, "answered_by": entry.answered_by, "seconds": entry.seconds}


def find_lost(table: Table, now: datetime) -> Iterable[Call]:
    """Yield the calls that count as running and must have ended."""
    for call_id in list_due(table, "call", now + _LONGEST_PAUSE):
        call = calls.find(table, call_id)
        if call and is_lost(call, now):
            yield call


def warn_of_call(call: Call) -> None:
    """Count a call that must have ended, and log which it is."""
    log().error("carrier.call.runs_long", extra={"call_id": call.call_id, "session_id": call.session_id})
    count("CallRunsLong")


def list_lost(table: Table) -> dict[str, Any]:
    """Return the calls that began over five hours ago and have no end, up to 500 of them."""
    found = find_lost(table, clock.now())
    return {"calls": [_row(call) for call, _ in zip(found, range(_MOST_LISTED), strict=False)]}


def _row(call: Call) -> dict[str, Any]:
    return {
        "call_id": call.call_id,
        "session_id": call.session_id,
        "number_id": call.number_id,
        "user_id": call.user_id,
        "direction": call.direction,
        "started_at": clock.to_text(call.started_at),
        "legs": [{"leg_id": leg.leg_id, "role": leg.role, "is_alive": leg.is_alive} for leg in call.legs],
        "looks": call.looks,
    }
