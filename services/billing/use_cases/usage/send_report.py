"""Mails the owner of a team what it used in the week or month that is over: its total, who used most, and a file (B12).

SES knows no key by which a mail is sent once. So the report is noted before it is sent, under the condition that it was
not, and that no other delivery is at it. One is sent twice only if the function ends between SES's answer and the note
that it was sent: a report that is missing would be worse.
"""

from contracts.usage_reports import UsageReportDue
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from kernel.providers import notice_sender
from services.billing.domain.notices import NOTICES
from services.billing.domain.person import Person
from services.billing.stores import people, usage_reports
from services.billing.use_cases.usage.compose_report import compose_report

_NOTICE = NOTICES["usage_report"]


def send_report(work: UnitOfWork, *, event: UsageReportDue, portal: str) -> None:
    """Send the report, if it is to be. Raises Stale if another delivery is sending it, or it gets another owner.

    It takes long to compose: who gets it, and where, is read again, and is what it was when it is begun.
    """
    composed_for = _find_reader(work, event)
    if composed_for is None:
        return
    text, file = compose_report(work, event, composed_for, portal)
    owner = _find_reader(work, event)
    if owner is None:
        return
    if owner.account_id != composed_for.account_id:
        raise Stale
    report = (event.team_id, event.every, event.last)
    work.save([usage_reports.begin(*report, work.afresh().now), *_still_reads(owner, event)])
    work.commit()
    notice_sender.send_notice(work, _NOTICE, owner, text, about=tuple(map(str, report)), attachment=file)
    work.save([usage_reports.note_sent(*report, work.afresh().now)])


def _still_reads(owner: Person, event: UsageReportDue) -> list[TransactItem]:
    """Refuse with Stale unless this is the team's owner as loaded, and its report is wanted."""
    return [
        people.unchanged(owner),
        people.still_owned(event.team_id, owner.account_id),
        usage_reports.still_wanted(event.team_id),
    ]


def _find_reader(work: UnitOfWork, event: UsageReportDue) -> Person | None:
    """Return the team's owner, or None if it was sent, is not wanted any more, or no mail would arrive."""
    if usage_reports.find(work.table, event.team_id).every == "off":
        return None
    if usage_reports.is_sent(work.table, event.team_id, event.every, event.last):
        return None
    team = people.find_team(work.table, event.team_id)
    owner = people.find(work.table, team.owner_id)
    can_mail = bool(owner.email) and owner.email_state == "ok"
    return owner if not team.heir and _NOTICE.channels_for(owner.notices, can_mail=can_mail) else None
