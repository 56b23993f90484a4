"""The words of texts and mails."""

from urllib.parse import quote

from kernel.providers.messaging import harmless
from services.identity.domain.challenge import Purpose

APP = "Teamline"
CONFIRMATION_SUBJECT = f"Confirm your email for {APP}"
KNOWN_NUMBER_SUBJECT = f"You have a {APP} account already"


def code_text(code: str, purpose: Purpose) -> str:
    """The text that carries a code."""
    what = "to sign up" if purpose == "sign_up" else "to set a new password"
    return f"{code} is your {APP} code {what}. It works once, for 10 minutes. Tell it to nobody: we never ask for it."


def known_number_text() -> str:
    """The text to who has an account already."""
    return (
        f"You have a {APP} account with this number already. Sign in, or choose 'Forgot password'. "
        "If this was not you, you need do nothing."
    )


def known_number_mail(name: str, portal: str) -> str:
    """The mail to who has an account already, with a landline."""
    return f"""Hello {harmless(name)},

somebody wanted to sign up for {APP} with your phone number. You have an account with it already.

Sign in: {portal}
Forgotten the password? Choose "Forgot password" there, and we call you with a code.

If this was not you, you need do nothing: without a code that reaches your phone nobody gets in.
"""


def confirmation_mail(name: str, token: str, portal: str) -> str:
    """The mail with the link that confirms an email."""
    return f"""Hello {harmless(name)},

please confirm that this is your email for {APP}:

{portal.rstrip("/")}/confirm-email?token={quote(token)}

The link works for three days. If you do not know {APP}, ignore this mail: without the link nothing is sent here.
"""
