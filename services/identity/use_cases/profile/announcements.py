"""What identity tells the others of an account, and the link that confirms an email."""

from dataclasses import replace
from datetime import datetime

from contracts.identity import AccountRegistered, EmailConfirmationRequested, ProfileChanged
from kernel.bus.sealing import seal
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.account import LINK_LIVES, Account


def account_registered(account: Account) -> AccountRegistered:
    """There is a new account."""
    return AccountRegistered(
        account_id=account.id, phone_number=account.phone_number, name=account.name, email=account.email
    )


def profile_changed(account: Account) -> ProfileChanged:
    """The profile as it is now."""
    return ProfileChanged(
        account_id=account.id,
        revision=account.revision,
        name=account.name,
        email=account.email,
        email_confirmed=account.email_confirmed,
        time_zone=account.time_zone,
        notices=list(account.notices),
    )


def with_link(account: Account, now: datetime) -> tuple[Account, EmailConfirmationRequested]:
    """The account with a fresh link for the email that awaits one, and the event that has it sent."""
    secret = codes.new_secret()
    requested = EmailConfirmationRequested(
        account_id=account.id,
        name=account.name,
        email=account.awaits_email or account.email,
        sealed_token=seal(refresh_tokens.behind(account.id, secret=secret)),
    )
    return replace(account, link=codes.hashed(secret), link_expires_at=now + LINK_LIVES), requested
