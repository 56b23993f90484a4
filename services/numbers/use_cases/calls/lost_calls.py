"""List the calls that count as running and must have ended, for the alarm and the operator (N9).

A call counts as running for its number until it is settled; `close_call` settles one.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.log import count, log
from services.numbers.domain.call import Call
from services.numbers.domain.call_closing import is_lost
from services.numbers.stores import calls
from services.numbers.stores.due_dates import list_due

_MOST_LISTED = 500
_LONGEST_PAUSE = timedelta(days=2)  # a call that is not settled is due again within it


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
