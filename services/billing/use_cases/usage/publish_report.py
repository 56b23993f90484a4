"""Publishes that the usage of a team is to be reported, as it is due or as another rhythm is chosen (B12)."""

from contracts.usage_reports import UsageReportDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.person import Person
from services.billing.domain.usage_report import ReportDays, UsageReports


def publish_report(work: UnitOfWork, reports: UsageReports, owner: Person, days: ReportDays | None) -> None:
    """Publish the report of these days, if there are any, in the rhythm of what was chosen."""
    if days is None or reports.every == "off":
        return
    work.publish(
        UsageReportDue(
            team_id=reports.team_id,
            every=reports.every,
            first=days.first,
            last=days.last,
            time_zone=owner.time_zone,
            missed_since=days.missed_since,
        )
    )
