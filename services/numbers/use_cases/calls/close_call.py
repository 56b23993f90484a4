"""Close a call that the carrier never explains, as an operator says (N9, B11).

The operator's seconds are facts of it: it is settled as any other, and billing settles once, whether it learns of the
end from here or was settled by hand before.
"""

from typing import Any

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import NotFound
from services.numbers.domain.call_advance import advance
from services.numbers.domain.call_closing import can_have_talked, close, is_lost
from services.numbers.domain.call_problems import CallIsOver, CallMayRun, NoOneTalked
from services.numbers.domain.call_settlement import entry_of
from services.numbers.stores import calls, people
from services.numbers.use_cases.calls.advance_call import store_call


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
