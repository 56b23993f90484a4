"""Store a change of a port-in at once, and have its holder notified of what they see of it (N7, E1)."""

from dataclasses import replace
from datetime import datetime

from contracts.port_ins import PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.stores import port_ins

_NOTICES = {
    PortStatus.NEEDS_INFO: "needs_info",
    PortStatus.SCHEDULED: "scheduled",
    PortStatus.COMPLETED: "completed",
    PortStatus.CANCELLED: "cancelled",
}


def publish_change(work: UnitOfWork, before: PortIn, port: PortIn) -> None:
    """Have the holder notified of a visible change; of what we ask again by ourselves, once."""
    kind = "held_up" if port.is_ours_to_solve else _NOTICES.get(port.status)
    if kind == "held_up" and port.retries:
        return
    if kind and port.differs_visibly_from(before):
        left = "not_solved" if before.is_ours_to_solve else "not_mended"
        why = left if kind == "cancelled" and before.is_abandoned(work.now) else ""
        reason = why or " ".join(it.message for it in port.objections)
        publish_notice(work, port, kind, reason=reason, on=port.scheduled_for)


def publish_notice(work: UnitOfWork, port: PortIn, kind: str, *, reason: str = "", on: datetime | None = None) -> None:
    """Have the holder notified of this kind."""
    about = {"port_id": port.port_id, "phone_number": port.phone_number, "holder": port.holder}
    work.publish(PortInNoticeDue(**about, kind=kind, reason=reason, on=on))


def commit_change(work: UnitOfWork, before: PortIn, after: PortIn) -> PortIn:
    """Store the port-in at once, with the events about it."""
    work.save(port_ins.save(after, before))
    work.commit()
    return replace(after, version=before.version + 1)
