"""What follows when a port-in is given up: by its holder, with its holder, or as a draft (N7, I10).

Apart from the requests of apps, as the jobs and the consumer need none of what is shown.
"""

from contracts.port_ins import PortInCancelled, PortInDue, PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.stores import port_ins


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
