"""The words of the texts and mails that identity sends."""

from datetime import datetime, timedelta
from urllib.parse import quote

from kernel.providers.messaging import harmless
from services.identity.domain.account import LINK_LIFETIME
from services.identity.domain.challenge import CODE_LIFETIME, Purpose

APP = "Teamline"
CONFIRMATION_SUBJECT = f"Confirm your email for {APP}"
KNOWN_NUMBER_SUBJECT = f"You already have a {APP} account"
RESERVED_NUMBER_SUBJECT = f"Your former {APP} Login ID"
RECOVERY_SUBJECT = f"Your code to recover your {APP} account"
_USES: dict[Purpose, str] = {
    "sign_up": "to sign up",
    "password_reset": "to set a new password",
    "login_id": "to make this number your Login ID",
}


def code_text(code: str, purpose: Purpose) -> str:
    """Write the text message that carries a code."""
    minutes = CODE_LIFETIME // timedelta(minutes=1)
    once = f"It works once, for {minutes} minutes."
    return f"{code} is your {APP} code {_USES[purpose]}. {once} Don't share it. We'll never ask for it."


def recovery_mail(code: str) -> str:
    """Write the mail that carries the code of a recovery."""
    minutes = CODE_LIFETIME // timedelta(minutes=1)
    return f"""{code} is your code to recover your {APP} account without your phone.

It works once, for {minutes} minutes. Don't share it: we'll never ask for it. If this wasn't you, you can ignore this
message, but check who else can read your email.
"""


def known_number_text() -> str:
    """Write the text message to a person who already has an account with this number."""
    return (
        f"You already have a {APP} account with this number. Sign in, or choose 'Forgot password?'. "
        "If this wasn't you, you can ignore this message."
    )


def reserved_number_text(until: datetime) -> str:
    """Write the text message to a number that was a Login ID until hours ago, and could become one again."""
    return (
        f"This number was the Login ID of a {APP} account until recently. It can be used for an account again from "
        f"{until:%B} {until.day}, {until:%H:%M} UTC. If this wasn't you, you can ignore this message."
    )


def reserved_number_mail(name: str, until: datetime) -> str:
    """Write the mail to a person whose former Login ID, a landline, someone tried to use."""
    return f"""Hello {harmless(name)},

Someone tried to use your former Login ID for a {APP} account. It's kept for you until {until:%B} {until.day},
{until:%Y at %H:%M} UTC, so that you can undo the change with the link that we sent you.

If this wasn't you, you can ignore this message.
"""


def known_number_mail(name: str, portal: str, purpose: Purpose) -> str:
    """Write the mail to a person who already has an account with this landline."""
    tried = f"sign up for {APP} with your phone number" if purpose == "sign_up" else "make your number their Login ID"
    return f"""Hello {harmless(name)},

Someone tried to {tried}, which already has an account.

Sign in: {portal}
Forgot your password? Choose "Forgot password?" there, and we'll call you with a code.

If this wasn't you, you can ignore this message: nothing has changed on your account.
"""


def confirmation_mail(name: str, token: str, portal: str) -> str:
    """Write the mail with the link that confirms an email."""
    return f"""Hello {harmless(name)},

Please confirm that this is your email address for {APP}:

{portal.rstrip("/")}/confirm-email?token={quote(token)}

The link works for {LINK_LIFETIME.days} days. Open it and choose "Confirm email". If you don't know {APP}, you can
ignore this email: your address won't be confirmed.
"""
