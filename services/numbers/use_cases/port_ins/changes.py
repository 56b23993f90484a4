"""Store changes of a request's port-ins at once, and have their holder notified of what they see of them (N7, E1)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from contracts.port_ins import PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.domain.port_request import OTHERS_FIRST
from services.numbers.stores import port_ins

_NOTICES = {
    PortStatus.NEEDS_INFO: "needs_info",
    PortStatus.SCHEDULED: "scheduled",
    PortStatus.COMPLETED: "completed",
    PortStatus.CANCELLED: "cancelled",
}
Notice = tuple[str, str, datetime | None]  # its kind, the reason and the day


class Request:
    """The port-ins of a request as they are stored, while they are changed one after another."""

    def __init__(self, work: UnitOfWork, parts: list[PortIn]) -> None:
        self.work = work
        self._parts = {it.port_id: it for it in parts}

    def __iter__(self) -> Iterator[PortIn]:
        return iter(list(self._parts.values()))

    def under_way(self) -> list[PortIn]:
        """Return those that are submitted, and are not over."""
        return [it for it in self if it.is_open and it.status is not PortStatus.DRAFT]

    def commit(self, *changed: PortIn) -> list[PortIn]:
        """Store these at once, in one transaction with the events about them. Return them as they are stored."""
        for after in changed:
            self.work.save(port_ins.save(after, self._parts[after.port_id]))
        self.work.commit()
        stored = [replace(it, version=self._parts[it.port_id].version + 1) for it in changed]
        self._parts |= {it.port_id: it for it in stored}
        return stored

    def commit_visibly(self, *changed: PortIn) -> None:
        """Store these, and have their holder notified; of what is the same for several numbers, once."""
        alike: dict[Notice, list[PortIn]] = defaultdict(list)
        for after in changed:
            if notice := find_notice(self.work, self._parts[after.port_id], after):
                alike[notice].append(after)
        for (kind, reason, on), parts in alike.items():
            publish_notice(self.work, parts[0], kind, reason=reason, on=on, others=parts[1:])
        self.commit(*changed)

    def check_others(self, *acting: PortIn) -> None:
        """Have the transaction refused with Stale if any other port-in of the request has changed since it was read."""
        known = {it.port_id for it in acting}
        self.work.save([port_ins.unchanged(it) for it in self if it.port_id not in known])


def find_notice(work: UnitOfWork, before: PortIn, port: PortIn) -> Notice | None:
    """Return the notice of a visible change, if there is one; of what we ask again by ourselves, once."""
    kind = "held_up" if port.is_ours_to_solve else _NOTICES.get(port.status)
    if kind is None or (kind == "held_up" and port.retries) or not port.differs_visibly_from(before):
        return None
    if port.objections == (OTHERS_FIRST,):
        return None  # the notice of those others says it
    left = "not_solved" if before.is_ours_to_solve else "not_mended"
    why = left if kind == "cancelled" and before.is_abandoned(work.now) else ""
    return kind, why or " ".join(it.message for it in port.objections), port.scheduled_for


def publish_notice(
    work: UnitOfWork,
    port: PortIn,
    kind: str,
    *,
    reason: str = "",
    on: datetime | None = None,
    others: list[PortIn] | None = None,
) -> None:
    """Have the holder notified of this kind; `others` are the port-ins of which the same is true."""
    about = {"port_id": port.port_id, "phone_number": port.phone_number, "holder": port.holder}
    names = [it.phone_number for it in others or []]
    work.publish(PortInNoticeDue(**about, kind=kind, reason=reason, on=on, with_numbers=names))
