"""Submit the port-in that an admin asked for and the owner has approved, once for each approval (T11, N7)."""

from collections.abc import Callable
from dataclasses import replace

from contracts.approvals import PortInApproved
from contracts.port_ins import PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import Problem
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import PortInClosed
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.domain.problems import AdminLimitReached, NumberTaken
from services.numbers.stores import claims, people, port_ins
from services.numbers.stores.documents import Documents
from services.numbers.use_cases.port_ins.changes import Request
from services.numbers.use_cases.port_ins.list_port_ins import load_same_holder
from services.numbers.use_cases.port_ins.submit_port_in import require_room_for, submit_form


def submit_approved_port_in(work: UnitOfWork, *, documents: Callable[[], Documents], event: PortInApproved) -> None:
    """Submit the form as the owner approved it; notify the owner if that cannot be.

    Of a request for several numbers, it is noted that this one is approved, until the admin may spend what the others
    cost, or they are approved as well. Nothing happens if it has been submitted by now.
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
    parts = _note_approval(work, port, event)
    if _is_taken(work, parts):
        _refuse(work, event, NumberTaken.code)
        return
    try:
        require_room_for(work, admin, parts)
        submit_form(work, documents=documents, person=admin, parts=parts, port_id=port.port_id)
    except AdminLimitReached:
        log().info("numbers.port_in.others_unapproved", extra={"port_id": port.port_id})
    except Problem as refused:
        _refuse(work, event, refused.code)
        return
    work.save([people.still_on(event.asked_by, event.team_id)])


def _note_approval(work: UnitOfWork, port: PortIn, event: PortInApproved) -> list[PortIn]:
    """Return the port-ins of the request, this one as approved; of several it is stored at once."""
    approved = replace(port, approved_by=event.approved_by)
    request = Request(work, load_same_holder(work, port))
    if port.part_ids and approved != port:
        request.commit(approved)
        return list(request)
    return [approved if it.port_id == port.port_id else it for it in request]


def _is_taken(work: UnitOfWork, parts: list[PortIn]) -> bool:
    """Return whether another number or port-in has the claim on one of the numbers."""
    editable = [it for it in parts if it.is_editable]
    found = work.table.get_each([claims.key(it.phone_number) for it in editable])
    return any(it and it.get("port_id") != port.port_id for it, port in zip(found, editable, strict=True))


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
