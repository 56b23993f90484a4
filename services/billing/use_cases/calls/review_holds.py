"""Lists the holds of calls that must have ended, and settles one as the operator says (B11).

The carrier ends every call after four hours. A hold that is older has lost its call's end: what it holds is not free
until numbers finds the end at the carrier, or an operator settles it with the seconds that the carrier's records show.
"""

from datetime import timedelta
from typing import Any

from contracts.money import Money
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.problems import NotFound
from services.billing.domain.call_hold import CallHold
from services.billing.domain.problems import CallSettled
from services.billing.stores import call_holds
from services.billing.use_cases.calls.settle_call import settle_call

OLD = timedelta(hours=5)
_MOST_LISTED = 500


def warn_of_hold(hold: CallHold) -> None:
    """Count a hold that is old, and log which it is."""
    log().error("billing.call.held_long", extra={"call_id": hold.call_id, "held": hold.amount})
    count("CallHoldOld")


def list_old_holds(table: Table) -> dict[str, Any]:
    """Return the holds of calls that arrived over five hours ago, up to 500 of them."""
    found = call_holds.list_older(table, clock.now() - OLD)
    rows = [_row(hold) for hold, _ in zip(found, range(_MOST_LISTED), strict=False)]
    return {"calls": rows}


def settle_by_hand(work: UnitOfWork, *, call_id: str, seconds: int, by: str) -> dict[str, Any]:
    """Settle a call whose end never arrived, at the price of so many seconds. Raises NotFound and CallSettled."""
    hold = call_holds.find(work.table, call_id)
    if hold is None:
        raise NotFound("Nothing was held for such a call.", field="call_id")
    if not hold.is_open:
        raise CallSettled(field="call_id")
    settled = settle_call(work, hold, seconds, country="", ended_at=work.now, by=by)
    price, held = Money.of(settled.price).model_dump(), Money.of(settled.amount).model_dump()
    return {"call_id": call_id, "user_id": hold.account_id, "price": price, "held": held}


def _row(hold: CallHold) -> dict[str, Any]:
    return {
        "call_id": hold.call_id,
        "user_id": hold.account_id,
        "number_id": hold.number_id,
        "place": hold.place,
        "arrived_at": clock.to_text(hold.arrived_at),
        "held": Money.of(hold.amount).model_dump(),
    }
