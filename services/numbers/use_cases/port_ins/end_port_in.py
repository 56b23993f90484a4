"""End a port-in: the number becomes ours, or stays with its old carrier (N7)."""

from dataclasses import replace

from contracts.port_ins import PortInCompleted
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.stores import numbers, people, port_ins
from services.numbers.stores.documents import Documents
from services.numbers.use_cases.numbers.buy_number import number_requested_event
from services.numbers.use_cases.port_ins.changes import Request
from services.numbers.use_cases.port_ins.request_cancellation import port_in_cancelled_event


def end_port_ins(request: Request, ended: list[PortIn]) -> None:
    """Store the end of port-ins: each with its number and the request for its plan, or all with their claims freed."""
    for after in ended:
        if after.status is PortStatus.COMPLETED:
            request.commit_visibly(_complete_port_in(request.work, after))
    cancelled = [it for it in ended if it.status is PortStatus.CANCELLED]
    for after in cancelled:
        request.work.save([port_ins.free_phone_number(after)])
        request.work.publish(port_in_cancelled_event(after))
    if cancelled:
        request.commit_visibly(*cancelled)


def erase_documents(work: UnitOfWork, *, documents: Documents, port_id: str) -> None:
    """Erase the documents of a request, once all of its port-ins are over."""
    parts = port_ins.load_request(work.table, port_id)
    if parts and not any(it.is_open for it in parts):
        documents.erase(parts[0].reference)


def erase_late_documents(request: Request, documents: Documents, port: PortIn) -> PortIn:
    """Return a port-in that is over after what was uploaded since is erased, if it is time for that.

    The documents are those of the request: the last port-in of it that ends has them erased.
    """
    if port.are_documents_erased or not port.due or request.work.now < port.due[1]:
        return port
    if not any(it.is_open for it in request):
        documents.erase(port.reference)
    return replace(port, are_documents_erased=True)


def _complete_port_in(work: UnitOfWork, port: PortIn) -> PortIn:
    """Create the number and have billing charge its plan. Return the port-in with the number's id."""
    number = _new_number(work, port)
    work.save(numbers.create_ported(number), [port_ins.pass_claim_to_number(port, number.number_id)])
    if number.user_id and is_team(number.holder):
        work.save([people.still_on(number.user_id, number.holder)])
    approved_by = port.approved_by if number.holder == port.holder else ""
    completed = PortInCompleted(
        port_id=port.port_id,
        phone_number=port.phone_number,
        holder=number.holder,
        number_id=number.number_id,
        user_id=number.user_id,
    )
    work.publish(number_requested_event(number, restores=False, approved_by=approved_by), completed)
    return replace(port, number_id=number.number_id)


def _new_number(work: UnitOfWork, port: PortIn) -> Number:
    """Return the number for the holder as of now; its user only if they are still on the team."""
    holder = people.find_team(work.table, port.holder).heir or port.holder if is_team(port.holder) else port.holder
    user_id = port.user_id
    if is_team(holder) and user_id and not people.find(work.table, user_id).is_on(holder):
        user_id = None
    number_id = ids.derived_id("num", port.port_id)
    return Number(
        number_id=number_id,
        phone_number=port.phone_number,
        kind=port.kind,
        holder=holder,
        plan_id=port.plan_id,
        created_at=work.now,
        asked_by=port.asked_by,
        team_id=holder if is_team(holder) else None,
        request_id=number_id,
        user_id=user_id if is_team(holder) else holder,
        port_id=port.port_id,
        version=1,
    )
