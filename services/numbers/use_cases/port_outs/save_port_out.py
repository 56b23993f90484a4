"""Store a port-out, and have people notified of what has changed, if it is still so of the number (N13)."""

from dataclasses import replace

from contracts.port_outs import PortOutNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.domain.port_out import Notice, PortOut
from services.numbers.stores import people, port_outs


def save_port_out(work: UnitOfWork, number: Number, after: PortOut, before: PortOut | None) -> None:
    """Store a port-out in the list of who has the number now, and have people notified of what has changed."""
    version = before.version if before else 0
    after = replace(after, list_id=number.list_id, version=version)
    work.save([port_outs.save(after, before)])
    notice = after.notice_after(before)
    if notice and _is_so(work, number, after, notice):
        _publish_notices(work, number, after, notice)


def _is_so(work: UnitOfWork, number: Number, port_out: PortOut, kind: Notice) -> bool:
    """Return whether it is so of the number: one that has gone is not about to go, nor does it stay."""
    if number.is_gone:
        return False
    return kind != "stays" or not any(it.is_open for it in _find_others(work, port_out))


def _find_others(work: UnitOfWork, port_out: PortOut) -> list[PortOut]:
    """Return the number's latest other port-outs, as they are now and not as the index has them."""
    page = port_outs.query_number(work.table, port_out.number_id)
    listed = (item["port_out_id"] for item in page.items)
    found = port_outs.find_many(work.table, listed)
    return [it for it in found.values() if it.port_out_id != port_out.port_out_id]


def _publish_notices(work: UnitOfWork, number: Number, port_out: PortOut, kind: Notice) -> None:
    """Have the number's user and its holder, or the owner of the team, notified by every channel."""
    holder = people.find_team(work.table, number.holder).owner_id if is_team(number.holder) else number.holder
    for account_id in dict.fromkeys(filter(None, (holder, number.user_id))):
        work.publish(
            PortOutNoticeDue(
                port_out_id=port_out.port_out_id,
                number_id=number.number_id,
                phone_number=number.phone_number,
                account_id=account_id,
                kind=kind,
                carrier_name=port_out.carrier_name,
                object_until=port_out.object_until,
                on=port_out.on,
            )
        )
