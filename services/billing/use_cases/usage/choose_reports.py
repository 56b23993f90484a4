"""Shows and sets how often a team's owner is mailed what the team used (B12)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.time_zones import zone_of
from services.billing.domain.usage_problems import UsageReportsChanged
from services.billing.http.report_schemas import NewUsageReports, UsageReportsView
from services.billing.stores import people, usage_reports
from services.billing.use_cases import callers
from services.billing.use_cases.usage.publish_report import publish_report


def view_reports(work: UnitOfWork) -> UsageReportsView:
    """Return what the owner of the caller's team has chosen. Raises Forbidden unless the caller runs it, TeamNeeded."""
    reader = callers.read_caller(work)
    team_id = reader.runs_team()
    keys = [(key["pk"], key["sk"]) for key in (usage_reports.key(team_id), people.team_key(team_id))]
    found = work.table.get_many(keys)
    owner_id = people.loaded_team(team_id, found.get(keys[1])).owner_id
    owner = reader if reader.account_id == owner_id else people.find(work.table, owner_id)
    return UsageReportsView.of(usage_reports.loaded(team_id, found.get(keys[0])), owner)


def choose_reports(work: UnitOfWork, *, wanted: NewUsageReports) -> UsageReportsView:
    """Save how often a report is mailed; the next one is of the week or month that is not over yet.

    What is over and was not reported yet in another rhythm is reported with the choice.

    Raises Forbidden unless the caller owns the team, TeamNeeded, and UsageReportsChanged if the choice that the caller
    has read is not the one that counts.
    """
    owner = callers.read_caller(work)
    before = after = usage_reports.find(work.table, owner.owns_team())
    if wanted.version not in (None, before.version):
        raise UsageReportsChanged
    if wanted.every != before.every:
        zone = zone_of(owner.time_zone)
        after = before.choose(wanted.every, work.now, zone)
        work.save([usage_reports.save(after, before)])
        publish_report(work, before, owner, before.finish(wanted.every, work.now, zone))
    return UsageReportsView.of(after, owner)
