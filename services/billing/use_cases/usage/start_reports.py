"""Starts the usage reports that are due: each team's next one is later, in the transaction that starts it (B12)."""

from contracts.usage_reports import UsageReportsDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.time_zones import zone_of
from services.billing.domain.person import Person
from services.billing.domain.usage_report import UsageReports
from services.billing.stores import people, usage_reports
from services.billing.use_cases.usage.publish_report import publish_report

_AT_ONCE = 20


def start_reports(work: UnitOfWork, event: UsageReportsDue) -> None:
    """Start the reports of some teams of a shard, and publish the task for the next ones.

    Each is started once, however often this is repeated: what was started is not due any more.
    """
    listed, cursor = usage_reports.list_due(work.table, event.shard, event.as_of, _AT_ONCE, event.cursor)
    due = [it for it in usage_reports.find_many(work.table, listed) if it.due_at and it.due_at <= event.as_of]
    for chosen, owner in zip(due, _find_owners(work, due), strict=True):
        if owner is None:
            work.save([usage_reports.remove(chosen)])
        else:
            _start(work, chosen, owner, event)
    if cursor:
        work.publish(event.model_copy(update={"cursor": cursor}))


def _find_owners(work: UnitOfWork, due: list[UsageReports]) -> list[Person | None]:
    """Return the owner of each team, or None of one that was dissolved."""
    items = work.table.get_each(people.team_key(it.team_id) for it in due)
    teams = [people.loaded_team(it.team_id, item) for it, item in zip(due, items, strict=True)]
    found = {one.account_id: one for one in people.find_many(work.table, {it.owner_id for it in teams})}
    return [None if it.heir else found.get(it.owner_id, Person(it.owner_id)) for it in teams]


def _start(work: UnitOfWork, chosen: UsageReports, owner: Person, event: UsageReportsDue) -> None:
    after, days = chosen.start(event.as_of, zone_of(owner.time_zone))
    work.save([usage_reports.save(after, chosen)])
    publish_report(work, chosen, owner, days)
