"""Look through the carrier's list of port-outs for what no webhook has said, and for objections not sent yet (N13)."""

from datetime import timedelta

from contracts.port_outs import PortOutDue, PortOutsDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.carrier.port_outs import PAGE, PortOuts
from services.numbers.domain.port_out import CarrierOrder, PortOut, PortOutStatus
from services.numbers.stores import port_outs

LOOKED_BACK = timedelta(days=60)  # an order is decided within days, and its number moves within weeks


def compare_port_outs(work: UnitOfWork, *, carrier: PortOuts, event: PortOutsDue) -> None:
    """Have each order on a page followed of which we know something else. Raises ProviderDownError."""
    orders = carrier.list_since(work.now - LOOKED_BACK, event.page)
    for order in orders:
        ids = port_outs.ids_of(order)
        known = port_outs.find_many(work.table, ids)
        if any(_differs(order, known.get(its_id)) for its_id in ids):
            work.publish(PortOutDue(order_id=order.order_id, phone_numbers=order.phone_numbers))
    if len(orders) == PAGE:
        work.publish(PortOutsDue(page=event.page + 1))


def _differs(order: CarrierOrder, known: PortOut | None) -> bool:
    if known is None:
        return True
    return known.status is not PortOutStatus.COMPLETED and (
        known.objection == "to_send" or order.status not in (None, known.status)
    )
