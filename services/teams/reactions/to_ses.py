"""The reactions of teams to what SES says of the mails of invitations."""

from contracts.mail import MailFailed
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams import wiring
from services.teams.use_cases.invitations.record_failed_mail import record_failed_mail

reactions = Reactions()


@reactions.on(MailFailed)
def on_mail_failed(work: UnitOfWork, event: MailFailed) -> None:
    """Record that the mail of an invitation failed."""
    record_failed_mail(work, event, key=wiring.code_key())
