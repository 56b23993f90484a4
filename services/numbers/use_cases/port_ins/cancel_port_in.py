"""Cancel a port-in: its holder asks for it or is gone, or it was never submitted (N7, I10)."""

from datetime import datetime

from contracts.port_ins import PortInCancelled, PortInDue, PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import PortInClosed, TooLateToCancel
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import port_ins
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in, load_same_holder

_HAS_MOVED = "This number has already moved to Teamline. You can cancel it like any other number."


def cancel_port_in(work: UnitOfWork, *, port_id: str, whole_request: bool = False) -> PortInView:
    """Cancel the port-in, or all of its request; once it is submitted, the carrier is asked to.

    Nothing happens if it is canceled already. Of a whole request, what has moved or moves too soon stays as it is.
    Raises NotFound, PortInClosed if the number has moved, and TooLateToCancel in the last 2 days before its date.
    """
    _, port = find_visible_port_in(work, port_id)
    parts = load_same_holder(work, port)
    asked = parts if whole_request else [port]
    possible = [it for it in asked if _is_cancellable(it, work.now)]
    if not possible and not any(it.is_cancelling or it.status is PortStatus.CANCELLED for it in asked):
        raise TooLateToCancel if port.is_open else PortInClosed(_HAS_MOVED)
    after = {it.port_id: request_cancellation(work, it) for it in possible}
    return PortInView.of(after.get(port_id, port), None, [after.get(it.port_id, it) for it in parts])


def _is_cancellable(port: PortIn, now: datetime) -> bool:
    until = port.cancellable_until
    return port.is_open and not port.is_cancelling and not (until and now > until)


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
    """Cancel the drafts of a request that was not submitted within 30 days, and notify its holder."""
    parts = port_ins.load_request(work.table, port_id)
    drafts = [it for it in parts if it.status is PortStatus.DRAFT and it.due and it.due[1] <= work.now]
    for draft in drafts:
        request_cancellation(work, draft)
    if drafts:
        first, others = drafts[0], [it.phone_number for it in drafts[1:]]
        about = {"port_id": first.port_id, "phone_number": first.phone_number, "holder": first.holder}
        work.publish(PortInNoticeDue(**about, kind="cancelled", reason="not_sent", with_numbers=others))


def port_in_cancelled_event(port: PortIn) -> PortInCancelled:
    """Return the event that the number stays with its old carrier."""
    return PortInCancelled(port_id=port.port_id, phone_number=port.phone_number, holder=port.holder)
