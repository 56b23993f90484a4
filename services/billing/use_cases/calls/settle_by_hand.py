"""Settles a call whose end was lost, as the operator says (B11)."""

from typing import Any

from contracts.money import Money
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.problems import CallSettled
from services.billing.stores import call_holds
from services.billing.use_cases.calls.settle_call import settle_call


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
