"""Give a transfer up: because its holder says so, has gone, or never sent it (N7, I10)."""

from contracts.numbers import PortInCancelled, PortInDue, PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.port_in import PortIn, PortStatus
from services.numbers.stores import port_ins


def call_off(work: UnitOfWork, before: PortIn) -> PortIn:
    """Nobody wants this transfer any more."""
    after = before.called_off(work.now)
    work.save(port_ins.save(after, before))
    if after.is_open:
        work.publish(PortInDue(port_id=after.port_id))
    else:
        work.publish(cancelled(after))
    return after


def drop_draft(work: UnitOfWork, port_id: str) -> None:
    """A draft that nobody sent in thirty days goes, and its holder is told."""
    port = port_ins.find(work.table, port_id)
    if port and port.status is PortStatus.DRAFT and port.due and port.due[1] <= work.now:
        call_off(work, port)
        work.publish(
            PortInNoticeDue(port_id=port_id, phone_number=port.phone_number, holder=port.holder, kind="cancelled",
                            reason="not_sent")
        )  # fmt: skip


def cancelled(port: PortIn) -> PortInCancelled:
    """The word that the number stays where it is."""
    return PortInCancelled(port_id=port.port_id, phone_number=port.phone_number, holder=port.holder)
