"""Cancel a port-in: its holder asks for it or is gone, or it was never submitted (N7, I10)."""

from contracts.port_ins import PortInCancelled, PortInDue, PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import PortInClosed, TooLateToCancel
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import port_ins
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in


def cancel_port_in(work: UnitOfWork, *, port_id: str) -> PortInView:
    """Cancel the port-in; once it is submitted, the carrier is asked to. Nothing happens if it is canceled already.

    Raises NotFound, PortInClosed if the number has moved, and TooLateToCancel in the last 2 days before its date.
    """
    _, port = find_visible_port_in(work, port_id)
    if port.is_cancelling or port.status is PortStatus.CANCELLED:
        return PortInView.of(port)
    if not port.is_open:
        raise PortInClosed("This number has already moved to Teamline. You can cancel it like any other number.")
    until = port.cancellable_until
    if until and work.now > until:
        raise TooLateToCancel
    return PortInView.of(request_cancellation(work, port))


def request_cancellation(work: UnitOfWork, before: PortIn) -> PortIn:
    """Cancel a draft at once, or have the carrier asked to cancel the port-in. Return it as it is then."""
    after = before.request_cancellation(work.now)
    work.save(port_ins.save(after, before))
    if after.is_open:
        work.publish(PortInDue(port_id=after.port_id))
    else:
        work.publish(port_in_cancelled_event(after))
    return after


def discard_draft(work: UnitOfWork, port_id: str) -> None:
    """Cancel a draft that was not submitted within 30 days, and notify its holder."""
    port = port_ins.find(work.table, port_id)
    if port and port.status is PortStatus.DRAFT and port.due and port.due[1] <= work.now:
        request_cancellation(work, port)
        work.publish(
            PortInNoticeDue(
                port_id=port_id,
                phone_number=port.phone_number,
                holder=port.holder,
                kind="cancelled",
                reason="not_sent",
            )
        )


def port_in_cancelled_event(port: PortIn) -> PortInCancelled:
    """Return the event that the number stays with its old carrier."""
    return PortInCancelled(port_id=port.port_id, phone_number=port.phone_number, holder=port.holder)
