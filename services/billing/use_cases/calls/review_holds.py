"""Lists the holds of calls that must have ended (B11).

The carrier ends every call after four hours. A hold that is older has lost its call's end: what it holds is not free
until numbers finds the end at the carrier, or an operator settles it with the seconds that the carrier's records show.
"""

from datetime import timedelta
from typing import Any

from contracts.money import Money
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.log import count, log
from services.billing.domain.call_hold import CallHold
from services.billing.stores import call_holds

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


def _row(hold: CallHold) -> dict[str, Any]:
    return {
        "call_id": hold.call_id,
        "user_id": hold.account_id,
        "number_id": hold.number_id,
        "place": hold.place,
        "arrived_at": clock.to_text(hold.arrived_at),
        "held": Money.of(hold.amount).model_dump(),
    }
