"""The words of security notices: what happened, when and from where, and what to do if it was someone else (I14)."""

from datetime import datetime, timedelta
from urllib.parse import quote

from contracts.identity import Happening
from contracts.money_lock import MONEY_LOCK
from contracts.sentences import Sentence, joined, say, say_month
from kernel.providers.messaging import harmless
from services.identity.domain.export import LIFETIME
from services.identity.domain.letters import APP
from services.identity.domain.login_id_change import UNDO_LIFETIME
from services.identity.domain.recovery import WAIT

WHAT: dict[Happening, Sentence] = {
    "new_device": say("Your account was signed in to from a new device or place."),
    "password_changed": say("Your password was changed. You've been signed out on all devices."),
    "email_entered": say("Another email was entered for your account. It counts once its link is opened."),
    "email_changed": say("The email of your account was changed."),
    "factor_added": say("A passkey or authenticator app was added to your account."),
    "factor_removed": say("A passkey or authenticator app was removed from your account."),
    "recovery_codes_replaced": say("New recovery codes were made for your account. The old ones no longer work."),
    "login_id_changed": say("The Login ID of your account was changed to another phone number."),
    "login_id_restored": say("A change of your Login ID was undone. You've been signed out on all devices."),
    "recovery_started": say(
        "A recovery of your account without your phone was started. In {days} days, or at once with a second "
        "factor, it "
        "can change your Login ID and password.",
        days=WAIT.days,
    ),
    "account_recovered": say(
        "Your account was recovered without your phone: its Login ID and password were changed. "
        "You've been signed out on all devices."
    ),
    "account_closed": say("Your account was closed."),
    "token_reused": say(
        "We ended one of your sessions: its key was used from two places, so someone may have copied it."
    ),
    "export_ready": say(
        "The copy of your data that was requested is ready. Download it within {days} days from your profile.",
        days=LIFETIME.days,
    ),
    "api_key_made": say("An API key of your team was made, or given a new secret. Systems that have it act for you."),
}
WITHDRAWN: tuple[Happening, ...] = ("factor_added", "recovery_codes_replaced")  # what a denial takes back
_REMOVED = (*WITHDRAWN, "api_key_made")  # every denial revokes all API keys
_PAGES: dict[Happening, str] = {
    "login_id_changed": "undo-login-id",
    "recovery_started": "stop-recovery",
    "account_closed": "erasure",
}
SUBJECT = say("Security notice for your Teamline account")


def security_text(happening: Happening, link: str | None) -> str:
    """Write the text message of a security notice."""
    return joined(" ", (f"{APP}:", WHAT[happening], _if_not_you(happening, link)))


def security_mail(happening: Happening, *, name: str, device: str, address: str, at: datetime, link: str | None) -> str:
    """Write the mail of a security notice."""
    return say(
        """Hello {name},

{what}

When: {month} {day}, {year} at {time} UTC
From: {address}
Device: {device}

If this was you, there's nothing to do. {otherwise}
""",
        name=harmless(name),
        what=WHAT[happening],
        month=say_month(at),
        day=at.day,
        year=at.year,
        time=f"{at:%H:%M}",
        address=address or say("unknown"),
        device=harmless(device) or say("unknown"),
        otherwise=_if_not_you(happening, link),
    )


def link_of(happening: Happening, token: str, portal: str) -> str:
    """Return the link by which a person says that it was not them, or undoes or stops what the notice is of."""
    page = _PAGES.get(happening, "not-me")
    return f"{portal.rstrip('/')}/{page}?token={quote(token)}"


def _if_not_you(happening: Happening, link: str | None) -> str:
    if link is None:
        return say("If this wasn't you, contact us right away.")
    if happening == "account_closed":
        return say(
            "See what we erased, and what we keep and why: {link} If this wasn't you, contact us right away.", link=link
        )
    hours = UNDO_LIFETIME // timedelta(hours=1)
    if happening == "login_id_changed":
        return say("If this wasn't you, undo it within {hours} hours: {link}", hours=hours, link=link)
    if happening == "recovery_started":
        return say("If this wasn't you, stop it: {link}", link=link)
    return say(_DENIALS.get(happening, _DENIAL), hours=MONEY_LOCK // timedelta(hours=1), link=link)


_DENIAL = "If this wasn't you, sign out all devices and stop payments for {hours} hours: {link}"
_REMOVAL = "If this wasn't you, remove it, sign out all devices and stop payments for {hours} hours: {link}"
_DENIALS: dict[Happening, str] = dict.fromkeys(_REMOVED, _REMOVAL) | {
    "email_changed": "If this wasn't you, restore it, sign out all devices and stop payments for {hours} hours: {link}"
}
