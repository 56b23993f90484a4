"""Record that the mail of an invitation bounced, or that its recipient complained of it (T3, E1)."""

from contracts.mail import MailFailed
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.teams.domain import transfer_code
from services.teams.domain.recipient import mailbox
from services.teams.stores import people, recipients


def record_failed_mail(work: UnitOfWork, event: MailFailed, *, key: str) -> None:
    """Show the owner that the mail failed, and mail this recipient no invitation any more; the text still counts.

    The mail of an earlier sending, or of an invitation that is gone or corrected since, only stops further mails.
    """
    hashes = {transfer_code.hash_code(mailbox(email), key) for email in event.to}
    for before in recipients.read(work.table, hashes).values():
        now = before.with_mail_failed(event.kind)
        if now != before:
            work.save([recipients.save(now, work.now)])
    _show(work, event)


def _show(work: UnitOfWork, event: MailFailed) -> None:
    team_id, invitation_id = event.tags.get("team", ""), event.tags.get("invitation", "")
    invitation = people.read_invitation(work.table, team_id, invitation_id)
    if invitation is None or str(invitation.sending) != event.tags.get("sending"):
        return
    if not event.concerns(invitation.email) or invitation.mail_reason in ("complained", event.kind):
        return
    log().warning("teams.invitation_mail.failed", extra={"invitation_id": invitation_id, "reason": event.kind})
    count("InvitationNotDeliverable", way="mail")
    failed = invitation.with_changes(mail_status="failed", mail_reason=event.kind)
    work.save(people.change(failed, invitation))
