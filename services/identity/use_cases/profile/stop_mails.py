"""Stop mails to an email that refuses them, or whose person complained of one (E1, I9)."""

from contracts.mail import MailFailed
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.identity.stores import accounts
from services.identity.use_cases.profile.change_profile import save_profile


def stop_mails(work: UnitOfWork, event: MailFailed) -> None:
    """Record that mails to an account's email fail. A mail to an earlier email, or to a closed account, says nothing.

    So says one from before the email was confirmed anew: it carries a lower revision.
    """
    account = accounts.read(work.table, event.tags.get("account", ""))
    if account is None or event.tags.get("email_revision") != str(account.email_revision):
        return
    if event.concerns(account.email):
        log().warning("identity.email.failed", extra={"account_id": account.id, "state": event.kind})
        count("MailFailed", state=event.kind)
        save_profile(work, account.with_mail_failed(event.kind), account)
