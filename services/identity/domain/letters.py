"""The words of the texts and mails that identity sends."""

from datetime import timedelta
from urllib.parse import quote

from kernel.providers.messaging import harmless
from services.identity.domain.account import LINK_LIFETIME
from services.identity.domain.challenge import CODE_LIFETIME, Purpose

APP = "Teamline"
CONFIRMATION_SUBJECT = f"Confirm your email for {APP}"
KNOWN_NUMBER_SUBJECT = f"You already have a {APP} account"


def code_text(code: str, purpose: Purpose) -> str:
    """Write the text message that carries a code."""
    what = "to sign up" if purpose == "sign_up" else "to set a new password"
    minutes = CODE_LIFETIME // timedelta(minutes=1)
    once = f"It works once, for {minutes} minutes."
    return f"{code} is your {APP} code {what}. {once} Don't share it. We'll never ask for it."


def known_number_text() -> str:
    """Write the text message to a person who already has an account with this number."""
    return (
        f"You already have a {APP} account with this number. Sign in, or choose 'Forgot password?'. "
        "If this wasn't you, you can ignore this message."
    )


def known_number_mail(name: str, portal: str) -> str:
    """Write the mail to a person who already has an account with this landline."""
    return f"""Hello {harmless(name)},

Someone tried to sign up for {APP} with your phone number, which already has an account.

Sign in: {portal}
Forgot your password? Choose "Forgot password?" there, and we'll call you with a code.

If this wasn't you, you can ignore this message: no one can sign in without a code sent to your phone.
"""


def confirmation_mail(name: str, token: str, portal: str) -> str:
    """Write the mail with the link that confirms an email."""
    return f"""Hello {harmless(name)},

Please confirm that this is your email address for {APP}:

{portal.rstrip("/")}/confirm-email?token={quote(token)}

The link works for {LINK_LIFETIME.days} days. Open it and choose "Confirm email". If you don't know {APP}, you can
ignore this email: your address won't be confirmed.
"""
