"""Object to a port-out: the holder of the number says that it was not they who asked for it (N13)."""

from contracts.port_outs import PortOutDue, PortOutObjected
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.numbers.domain.port_out import PortOutStatus
from services.numbers.domain.problems import PortOutDecided
from services.numbers.http.port_out_views import PortOutView
from services.numbers.stores import numbers, port_outs
from services.numbers.use_cases.numbers.change_number import require_holder
from services.numbers.use_cases.numbers.list_numbers import find_visible_number


def object_to_port_out(work: UnitOfWork, *, port_out_id: str) -> PortOutView:
    """Record the objection, and have it sent to the carrier. Nothing happens if it is objected to already.

    Raises NotFound, OwnNumber, Forbidden and PortOutDecided.
    """
    before = port_outs.find(work.table, port_out_id)
    if before is None:
        raise NotFound
    person, number = find_visible_number(work, before.number_id)
    require_holder(person, number)
    if before.shown_status is PortOutStatus.OBJECTED:
        return PortOutView.of(before)
    if not before.can_be_objected:
        raise PortOutDecided
    after = before.object(work.now, person.account_id)
    work.save([port_outs.save(after, before), numbers.same(number)])
    work.publish(
        PortOutDue(order_id=before.order_id, phone_numbers=(before.phone_number,)),
        PortOutObjected(port_out_id=port_out_id, phone_number=before.phone_number, holder=number.holder),
    )
    return PortOutView.of(after)
