"""The reactions of identity to what SES reports of its mails."""

from contracts.mail import MailFailed
from kernel.bus.reactions import Reactions
from services.identity.use_cases.profile.stop_mails import stop_mails

reactions = Reactions()

reactions.on(MailFailed)(stop_mails)
