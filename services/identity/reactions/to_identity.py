"""The reactions of identity to its own events: codes, links and notices are sent, sessions of a closed account go."""

from contracts.identity import (
    AccountClosed,
    CodeRequested,
    EmailConfirmationRequested,
    KnownNumberTried,
    RecoveryCodeRequested,
    SecurityNoticeDue,
)
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity import wiring
from services.identity.use_cases.codes.send_code import (
    notify_holder,
    send_code,
    send_confirmation_link,
    send_recovery_code,
)
from services.identity.use_cases.notices.security_notices import send_security_notice
from services.identity.use_cases.profile.close_account import remove_sessions

reactions = Reactions()

reactions.on(AccountClosed)(remove_sessions)


@reactions.on(CodeRequested, has_external_effect=True)
def on_code_requested(work: UnitOfWork, event: CodeRequested) -> None:
    """Send a code to its phone."""
    send_code(work, event, wiring.call)


@reactions.on(KnownNumberTried, has_external_effect=True)
def on_known_number_tried(work: UnitOfWork, event: KnownNumberTried) -> None:
    """Notify the holder of a number that a sign-up with it was tried."""
    notify_holder(work, event, wiring.portal())


@reactions.on(EmailConfirmationRequested, has_external_effect=True)
def on_email_confirmation_requested(work: UnitOfWork, event: EmailConfirmationRequested) -> None:
    """Mail the link that confirms an email."""
    send_confirmation_link(work, event, wiring.portal())


@reactions.on(RecoveryCodeRequested, has_external_effect=True)
def on_recovery_code_requested(work: UnitOfWork, event: RecoveryCodeRequested) -> None:
    """Mail the code of a recovery."""
    send_recovery_code(work, event)


@reactions.on(SecurityNoticeDue, has_external_effect=True)
def on_security_notice_due(work: UnitOfWork, event: SecurityNoticeDue) -> None:
    """Send a security notice by its channel."""
    send_security_notice(work, event, wiring.portal())
