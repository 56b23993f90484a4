"""Have the payer of a number notified of it, and its user too where that is another person (E1)."""

from datetime import datetime

from contracts.numbers import NumberNoticeDue, NumberNoticeKind
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.stores import people


def notify_payer(
    work: UnitOfWork, number: Number, kind: NumberNoticeKind, *, reason: str = "", until: datetime | None = None
) -> None:
    """Have the holder notified: the owner of a team, or the person whose number it is."""
    work.publish(_notice(number, kind, "", reason, until))


def notify_user(
    work: UnitOfWork, number: Number, kind: NumberNoticeKind, user_id: str | None, *, until: datetime | None = None
) -> None:
    """Have a user notified, unless there is none, they did it themselves, or they are the payer."""
    payer = people.find_team(work.table, number.holder).owner_id if is_team(number.holder) else number.holder
    if user_id and user_id not in (payer, work.context.actor):
        work.publish(_notice(number, kind, user_id, "", until))


def _notice(
    number: Number, kind: NumberNoticeKind, user_id: str, reason: str, until: datetime | None
) -> NumberNoticeDue:
    return NumberNoticeDue(
        number_id=number.number_id,
        phone_number=number.phone_number,
        holder=number.holder,
        kind=kind,
        reason=reason,
        until=until,
        user_id=user_id,
    )
