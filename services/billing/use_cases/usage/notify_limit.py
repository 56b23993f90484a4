"""Notifies a person, and their team's owner, once a month, that the spend limit refuses texts and calls (B12, E1)."""

from datetime import UTC, datetime

from contracts.billing import NoticeDue
from contracts.months import months_after
from contracts.usage import SpendLimitMet
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.stores import limit_notices, people


def notify_limit(work: UnitOfWork, event: SpendLimitMet) -> None:
    """Have them notified, unless they were of this limit in this month; one that was raised is another."""
    person = people.find(work.table, event.account_id)
    if person.closed or limit_notices.is_there(work.table, event.account_id, event.month, event.limit):
        return
    work.save([limit_notices.note(event.account_id, event.month, event.limit, work.now)])
    again = months_after(datetime.fromisoformat(f"{event.month}-01").replace(tzinfo=UTC), 1)
    work.publish(NoticeDue(wallet=event.account_id, kind="limit_reached", amount=event.limit, day=again))
    if person.team and person.role == "member":
        about = {"amount": event.limit, "person_id": event.account_id, "day": again}
        work.publish(NoticeDue(wallet=person.team, kind="member_limit_reached", **about))
