"""Cancel a port-in, as its holder asks (N7)."""

from datetime import datetime

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import PortInClosed, TooLateToCancel
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.http.port_in_views import PortInView
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in, load_same_holder
from services.numbers.use_cases.port_ins.request_cancellation import request_cancellation

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
