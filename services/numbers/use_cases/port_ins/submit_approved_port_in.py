"""Submit the port-in that an admin asked for and the owner has approved, once for each approval (T11, N7)."""

from collections.abc import Callable

from contracts.approvals import PortInApproved
from contracts.port_ins import PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Problem
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import PortInClosed
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.domain.problems import NumberTaken
from services.numbers.stores import claims, people, port_ins
from services.numbers.stores.documents import Documents
from services.numbers.use_cases.port_ins.submit_port_in import submit_form


def submit_approved_port_in(work: UnitOfWork, *, documents: Callable[[], Documents], event: PortInApproved) -> None:
    """Submit the form as the owner approved it; notify the owner if that cannot be.

    Nothing happens if it has been submitted by now.
    """
    port = port_ins.find(work.table, event.port_id)
    if port is None or not _is_as_approved(port, event):
        _refuse(work, event, "port_in_changed")
    elif port.status is PortStatus.CANCELLED or port.is_cancelling:
        _refuse(work, event, PortInClosed.code)
    elif port.is_editable:
        _submit(work, documents, port, event)


def _is_as_approved(port: PortIn, event: PortInApproved) -> bool:
    return (port.holder, port.phone_number, port.plan_id) == (event.team_id, event.phone_number, event.plan_id)


def _submit(work: UnitOfWork, documents: Callable[[], Documents], port: PortIn, event: PortInApproved) -> None:
    admin = people.find(work.table, event.asked_by)
    if not admin.is_on(event.team_id):
        _refuse(work, event, "not_on_team")
        return
    claim = work.table.get(**claims.key(port.phone_number))
    if claim and claim.get("port_id") != port.port_id:
        _refuse(work, event, NumberTaken.code)
        return
    try:
        submit_form(work, documents=documents, person=admin, before=port, approved_by=event.approved_by)
    except Problem as refused:
        _refuse(work, event, refused.code)
        return
    work.save([people.still_on(event.asked_by, event.team_id)])


def _refuse(work: UnitOfWork, event: PortInApproved, reason: str) -> None:
    work.publish(
        PortInNoticeDue(
            port_id=event.port_id,
            phone_number=event.phone_number,
            holder=event.team_id,
            kind="not_submitted",
            reason=reason,
        )
    )
