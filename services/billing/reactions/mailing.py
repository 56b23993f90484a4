"""The reactions of billing to its own events by which usage is reported by mail."""

from contracts.usage_reports import UsageReportDue, UsageReportsDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.use_cases.usage import send_report, start_reports

reactions = Reactions()

reactions.on(UsageReportsDue)(start_reports.start_reports)


@reactions.on(UsageReportDue, has_external_effect=True)
def usage_report_due(work: UnitOfWork, event: UsageReportDue) -> None:
    """Mail the report to the team's owner."""
    send_report.send_report(work, event=event, portal=wiring.portal())
