"""Confirm an email with the link that was mailed to it (I9)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.problems import LinkExpired
from services.identity.stores import accounts
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.profile.change_profile import save_profile


def confirm_email(work: UnitOfWork, *, token: str) -> None:
    """Confirm the email; a second click on the same link has no effect and is no error.

    If it replaces another, that one is notified, like every channel of before (I14). Raises LinkExpired for any other
    token.
    """
    parts = refresh_tokens.split_token(token, ids=1)
    account = accounts.read(work.table, parts[0]) if parts else None
    if parts is None or account is None or account.link != codes.hash_secret(parts[1]):
        raise LinkExpired
    if account.link_expires_at is None or work.now >= account.link_expires_at:
        raise LinkExpired
    if account.unconfirmed_email:
        after = account.with_email_confirmed(work.now)
        if after.email != account.email:
            notify(work, account, "email_changed")
        save_profile(work, after, account)
