"""The words of the texts and mails that identity sends."""

from datetime import datetime, timedelta
from urllib.parse import quote

from contracts.sentences import say, say_month
from kernel.providers.messaging import harmless
from services.identity.domain.account import LINK_LIFETIME
from services.identity.domain.challenge import CODE_LIFETIME, Purpose

APP = "Teamline"
CONFIRMATION_SUBJECT = say("Confirm your email for Teamline")
KNOWN_NUMBER_SUBJECT = say("You already have a Teamline account")
RESERVED_NUMBER_SUBJECT = say("Your former Teamline Login ID")
RECOVERY_SUBJECT = say("Your code to recover your Teamline account")
_USES: dict[Purpose, str] = {
    "sign_up": say("to sign up"),
    "password_reset": say("to set a new password"),
    "login_id": say("to make this number your Login ID"),
}


def code_text(code: str, purpose: Purpose) -> str:
    """Write the text message that carries a code."""
    minutes = CODE_LIFETIME // timedelta(minutes=1)
    return say(
        "{code} is your Teamline code {use}. It works once, for {minutes} minutes. Don't share it. We'll never "
        "ask for it.",
        code=code,
        use=_USES[purpose],
        minutes=minutes,
    )


def recovery_mail(code: str) -> str:
    """Write the mail that carries the code of a recovery."""
    minutes = CODE_LIFETIME // timedelta(minutes=1)
    return say(
        """{code} is your code to recover your Teamline account without your phone.

It works once, for {minutes} minutes. Don't share it: we'll never ask for it. If this wasn't you, you can ignore this
message, but check who else can read your email.
""",
        code=code,
        minutes=minutes,
    )


def known_number_text() -> str:
    """Write the text message to a person who already has an account with this number."""
    return say(
        "You already have a Teamline account with this number. Sign in, or choose 'Forgot password?'. "
        "If this wasn't you, you can ignore this message."
    )


def reserved_number_text(until: datetime) -> str:
    """Write the text message to a number that was a Login ID until hours ago, and could become one again."""
    return say(
        "This number was the Login ID of a Teamline account until recently. It can be used for an account again from "
        "{month} {day}, {time} UTC. If this wasn't you, you can ignore this message.",
        month=say_month(until),
        day=until.day,
        time=f"{until:%H:%M}",
    )


def reserved_number_mail(name: str, until: datetime) -> str:
    """Write the mail to a person whose former Login ID, a landline, someone tried to use."""
    return say(
        """Hello {name},

Someone tried to use your former Login ID for a Teamline account. It's kept for you until {month} {day},
{year} at {time} UTC, so that you can undo the change with the link that we sent you.

If this wasn't you, you can ignore this message.
""",
        name=harmless(name),
        month=say_month(until),
        day=until.day,
        year=until.year,
        time=f"{until:%H:%M}",
    )


def known_number_mail(name: str, portal: str, purpose: Purpose) -> str:
    """Write the mail to a person who already has an account with this landline."""
    signs_up, moves = say("sign up for Teamline with your phone number"), say("make your number their Login ID")
    return say(
        """Hello {name},

Someone tried to {tried}, which already has an account.

Sign in: {portal}
Forgot your password? Choose "Forgot password?" there, and we'll call you with a code.

If this wasn't you, you can ignore this message: nothing has changed on your account.
""",
        name=harmless(name),
        tried=signs_up if purpose == "sign_up" else moves,
        portal=portal,
    )


def confirmation_mail(name: str, token: str, portal: str) -> str:
    """Write the mail with the link that confirms an email."""
    return say(
        """Hello {name},

Please confirm that this is your email address for Teamline:

{link}

The link works for {days} days. Open it and choose "Confirm email". If you don't know Teamline, you can
ignore this email: your address won't be confirmed.
""",
        name=harmless(name),
        link=f"{portal.rstrip('/')}/confirm-email?token={quote(token)}",
        days=LINK_LIFETIME.days,
    )
