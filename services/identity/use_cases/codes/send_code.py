"""Send what identity has to say: codes by text or call, notices and links by text or mail (I3, I5, I9)."""

from collections.abc import Callable

from contracts.identity import CodeRequested, EmailConfirmationRequested, KnownNumberTried, RecoveryCodeRequested
from contracts.languages import DEFAULT, Language
from kernel.bus.sealing import unseal
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.languages import in_language
from kernel.log import count, log
from kernel.providers.messaging import NotDeliverableError, send_mail, send_text
from kernel.providers.notice_sender import mail_tags
from services.identity.domain import letters
from services.identity.stores import accounts, challenges

Call = Callable[[str, str], None]


def send_code(work: UnitOfWork, event: CodeRequested, call: Call) -> None:
    """Send a code to its phone, unless it has expired or a newer one replaced it."""
    challenge = challenges.read(work.table, event.purpose, event.request_id)
    if challenge is None or challenge.expires_at != event.expires_at or not challenge.accepts_code(work.now):
        log().info("identity.code.outdated", extra={"request": event.request_id})
        return
    code = unseal(event.sealed_code)
    if event.channel == "call":
        call(event.phone_number, code)
    else:
        language = account_language(work, challenge.account_id) if challenge.account_id else event.language
        text = in_language(letters.code_text(code, event.purpose), language)
        deliver(lambda: send_text(event.phone_number, text))


def send_recovery_code(work: UnitOfWork, event: RecoveryCodeRequested) -> None:
    """Mail the code of a recovery, unless it is over or of no account."""
    from services.identity.stores import recoveries

    recovery = recoveries.read(work.table, event.recovery_id)
    if recovery is None or recovery.account_id is None or not recovery.accepts_code(work.now):
        log().info("identity.code.outdated", extra={"request": event.recovery_id})
        return
    language = account_language(work, recovery.account_id)
    mail = in_language(letters.recovery_mail(unseal(event.sealed_code)), language)
    deliver(lambda: send_mail(recovery.email, in_language(letters.RECOVERY_SUBJECT, language), mail))


def notify_holder(work: UnitOfWork, event: KnownNumberTried, portal: str) -> None:
    """Notify the holder of a number that they already have an account: by text, or by mail for a landline."""
    if event.channel == "sms":
        until = event.reserved_until
        text = letters.reserved_number_text(until) if until else letters.known_number_text()
        language = account_language(work, event.account_id)
        deliver(lambda: send_text(event.phone_number, in_language(text, language)))
        return
    account = accounts.read(work.table, event.account_id)
    if account and account.can_be_mailed:
        tags = mail_tags(account.id, account.email_revision)
        subject, mail = (in_language(it, account.language) for it in _mail_of_known_number(event, account.name, portal))
        deliver(lambda: send_mail(account.email, subject, mail, tags))


def _mail_of_known_number(event: KnownNumberTried, name: str, portal: str) -> tuple[str, str]:
    if event.reserved_until:
        return letters.RESERVED_NUMBER_SUBJECT, letters.reserved_number_mail(name, event.reserved_until)
    return letters.KNOWN_NUMBER_SUBJECT, letters.known_number_mail(name, portal, event.purpose)


def send_confirmation_link(work: UnitOfWork, event: EmailConfirmationRequested, portal: str) -> None:
    """Mail the link that confirms an email, also anew after mails to it failed."""
    tags = mail_tags(event.account_id, event.email_revision)
    language = account_language(work, event.account_id)
    mail = in_language(letters.confirmation_mail(event.name, unseal(event.sealed_token), portal), language)
    deliver(lambda: send_mail(event.email, in_language(letters.CONFIRMATION_SUBJECT, language), mail, tags))


def account_language(work: UnitOfWork, account_id: str) -> Language:
    """Return the language of an account; the usual one if it is closed."""
    account = accounts.read(work.table, account_id)
    return account.language if account else DEFAULT


def deliver(send: Callable[[], None]) -> None:
    """Send a notice; one that can never be delivered is logged, counted and not retried."""
    try:
        send()
    except NotDeliverableError as refused:
        log().warning("identity.message.undeliverable", extra={"reason": refused.reason})
        count("NotDeliverable")
