"""Mails the owner of a team what it used in the week or month that is over: its total, who used most, and a file (B12).

SES knows no key by which a mail is sent once. So the report is noted before it is sent, under the condition that it was
not, and that no other delivery is at it. One is sent twice only if the function ends between SES's answer and the note
that it was sent: a report that is missing would be worse.
"""

from contracts.bookkeeping import UsageReportDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers import notice_sender
from services.billing.domain.notices import NOTICES
from services.billing.stores import people, usage_reports
from services.billing.use_cases.usage.compose_report import compose_report


def send_report(work: UnitOfWork, *, event: UsageReportDue, portal: str) -> None:
    """Send the report, unless it was sent, or the owner wants none any more. Raises Stale if it is being sent."""
    team_id, every, last = event.team_id, event.every, event.last
    if usage_reports.find(work.table, team_id).every != every or usage_reports.is_sent(
        work.table, team_id, every, last
    ):
        return
    team = people.find_team(work.table, team_id)
    owner = people.find(work.table, team.owner_id)
    notice, can_mail = NOTICES["usage_report"], bool(owner.email) and owner.email_state == "ok"
    if team.heir or not notice.channels_for(owner.notices, can_mail=can_mail):
        return
    text, file = compose_report(work, event, owner, portal)
    work.save([usage_reports.begin(team_id, every, last, work.afresh().now)])
    work.commit()
    about = (team_id, every, str(last))
    notice_sender.send_notice(work, notice, owner, text, about=about, attachment=file)
    work.save([usage_reports.note_sent(team_id, every, last, work.afresh().now)])
