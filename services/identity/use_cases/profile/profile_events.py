"""The events that identity publishes about an account, and the link that confirms an email."""

from dataclasses import replace
from datetime import datetime

from contracts.identity import AccountRegistered, EmailConfirmationRequested, ProfileChanged
from kernel.bus.sealing import seal
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.account import LINK_LIFETIME, Account


def account_registered_event(account: Account) -> AccountRegistered:
    """Build the event for a new account."""
    return AccountRegistered(
        account_id=account.id, phone_number=account.phone_number, name=account.name, email=account.email
    )


def profile_changed_event(account: Account) -> ProfileChanged:
    """Build the event with the whole profile as it is now."""
    return ProfileChanged(
        account_id=account.id,
        revision=account.revision,
        name=account.name,
        email=account.email,
        email_confirmed=account.email_confirmed,
        time_zone=account.time_zone,
        notices=list(account.notices),
        text_notices=account.text_notices,
        phone_number=account.phone_number,
        email_state=account.email_state,
        email_revision=account.email_revision,
        language=account.language,
    )


def issue_link(account: Account, now: datetime) -> tuple[Account, EmailConfirmationRequested]:
    """Return the account with a new link for its unconfirmed email, and the event that has the link mailed."""
    secret = codes.generate_secret()
    requested = EmailConfirmationRequested(
        account_id=account.id,
        name=account.name,
        email=account.unconfirmed_email or account.email,
        sealed_token=seal(refresh_tokens.join_token(account.id, secret=secret)),
        email_revision=account.email_revision,
    )
    return replace(account, link=codes.hash_secret(secret), link_expires_at=now + LINK_LIFETIME), requested
