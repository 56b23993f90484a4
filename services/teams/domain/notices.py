"""What members, owners and invited people are notified of, and in which words (T12, E1)."""

from contracts.sentences import say
from kernel.notices import Notice
from services.teams.domain.deputy import ABSENCE, REMINDED_BEFORE, WAIT
from services.teams.domain.endpoint_terms import FAILING_FOR
from services.teams.domain.transfer_code import TRANSFER_CODE_LIFETIME

_MEMBER, _OWNER, _INVITED = "the member", "the owner", "the invited person"
_RETURNED = "What you paid for stays yours. Credits that the team gave you and you haven't spent go back to it."

NOTICES: dict[str, Notice] = {
    "invited": Notice(
        "A person is invited, or invited again",
        _INVITED,
        "(the invitation)",
        "",  # its words are in letters.py: they hold the code
        by_choice=False,
    ),
    "joined": Notice(
        "A person joins a team",
        _MEMBER,
        "You're on a team",
        "You've joined {team}. It pays for your number plans starting with their next renewal. Your numbers, paid time "
        "and credits: {portal}",
    ),
    "removed": Notice(
        "An owner or admin removes a member",
        _MEMBER,
        "You're no longer on a team",
        "You've been removed from {team}. {numbers} " + _RETURNED + " Your account: {portal}",
    ),
    "returned": Notice(
        "A removal, or leaving the team, is undone",
        _MEMBER,
        "You're back on a team",
        "You're on {team} again, with the role you had. The team's numbers and credits that you had come back as far "
        "as they're still there. If you don't want this, leave the team: {portal}/profile",
    ),
    "suspended": Notice(
        "An owner or admin suspends a member",
        _MEMBER,
        "Your access to a team is suspended",
        "Your access to {team} is suspended: you can't use the team's account until its owner or an admin restores "
        "your access. Contact them if you have questions.",
    ),
    "restored": Notice(
        "An owner or admin restores a member",
        _MEMBER,
        "Your access to a team is restored",
        "Your access to {team} is restored: {portal}",
    ),
    "made_admin": Notice(
        "A member becomes an admin",
        _MEMBER,
        "You're an admin of a team",
        "You're an admin of {team} now. You can manage the people on it: {portal}/users",
    ),
    "made_member": Notice(
        "An admin becomes a member",
        _MEMBER,
        "Your role on a team has changed",
        "You're no longer an admin of {team}. You're still a member: {portal}",
    ),
    "made_owner": Notice(
        "A member becomes the owner",
        "the new owner",
        "You own a team",
        "You're the owner of {team} now. From their next renewal on, your PayPal wallet pays for the team's plans. "
        "Check it, or connect one: {portal}/billing{webhooks}",
    ),
    "handed_over": Notice(
        "An owner hands the team over",
        "the former owner",
        "You handed over a team",
        "{person} owns {team} now, and you're an admin. Your PayPal wallet stays yours and doesn't pay for the team's "
        "renewals anymore. If this wasn't you, contact {person} and change your password: {portal}/profile",
    ),
    "dissolved": Notice(
        "An owner dissolves the team",
        _MEMBER,
        "Your team was dissolved",
        "{team} was dissolved, so you're no longer on a team. {numbers} " + _RETURNED + " Your account: {portal}",
    ),
    "second_factor_required": Notice(
        "The team requires two-step sign-in of the member",
        _MEMBER,
        "Your team requires two-step sign-in",
        "{team} requires two-step sign-in of you now. Until you've set it up, you can't use the team's account. "
        "Set up a passkey or an authenticator app: {portal}/profile",
    ),
    "member_joined": Notice(
        "A person joins a team",
        _OWNER,
        "A new person is on your team",
        "{person} has joined {team}: {portal}/users",
    ),
    "member_returned": Notice(
        "A removal, or leaving the team, is undone",
        _OWNER,
        "A member is back on your team",
        "{person} is on {team} again, with the role of before, because it was undone. The numbers and "
        "credits they had come back as far as they're still there: {portal}/users",
    ),
    "member_left": Notice(
        "A member leaves the team",
        _OWNER,
        "A member left your team",
        "{person} has left {team}. Numbers that the team pays for stay with it, and unspent credits that it gave go "
        "back to its balance: {portal}/users",
    ),
    "member_closed": Notice(
        "A member closes their account",
        _OWNER,
        "A member closed their account",
        "A member of {team} has closed their account and is no longer on the team: {portal}/users",
    ),
    "invitation_expired": Notice(
        f"An invitation isn't used in {TRANSFER_CODE_LIFETIME.days} days",
        _OWNER,
        "An invitation has expired",
        "The invitation of {person} to {team} has expired: it wasn't used within "
        f"{TRANSFER_CODE_LIFETIME.days} days. Credits set aside for it go "
        "back to the team's balance. Invite them again: {portal}/users?status=expired",
    ),
    "cannot_sign_up": Notice(
        "The line of an invited person can't sign up (VoIP, toll-free, premium)",
        _OWNER,
        "An invited person can't sign up",
        "{person}, whom {team} has invited, tried to sign up with {phone_number}. That's a kind of line that can't "
        "sign up, such as an internet (VoIP) number. Ask for a mobile or landline number, and invite that one: "
        "{portal}/users",
    ),
    "deputy_named": Notice(
        f"The operator names a deputy, as the owner wasn't active for {ABSENCE.days} days",
        _OWNER,
        "Your team is about to change hands",
        "You haven't signed in for a while, and your team asked us for help. On {date}, {person} becomes the owner of "
        "{team}, and you stay as an admin. To remain the owner, just sign in before then, or object: {link}",
        by_choice=False,
    ),
    "deputy_reminded": Notice(
        f"The deputy takes over in {REMINDED_BEFORE.days} days",
        _OWNER,
        "Your team changes hands soon",
        "Last notice: on {date}, {person} becomes the owner of {team}, because you haven't signed in. To remain the "
        "owner, sign in before then, or object: {link}",
        by_choice=False,
    ),
    "handed_to_deputy": Notice(
        "The deputy takes over the team",
        "the former owner",
        "Your team has a new owner",
        "{person} owns {team} now, because you didn't object within "
        f"{WAIT.days} days. You're an admin. "
        "Your PayPal wallet stays yours and doesn't pay for the team's renewals anymore. If this is wrong, contact us "
        "and {person}: {portal}",
        by_choice=False,
    ),
    "deputy_chosen": Notice(
        "The operator names a deputy",
        "the deputy",
        "You're to take over a team",
        "On {date}, you become the owner of {team}, unless its owner objects or signs in before then. From their next "
        "renewal on, your PayPal wallet pays for the team's plans. Check it, or connect one: {portal}/billing",
    ),
    "deputy_ended": Notice(
        "The owner is back or objects, or the operator withdraws the deputy",
        "the deputy",
        "You don't take over the team",
        "You don't take over {team}, as we had announced. Your role on the team hasn't changed: {portal}",
    ),
    "webhooks_paused": Notice(
        f"An endpoint fails for {FAILING_FOR.days} days, or answers that it wants no more webhooks",
        _OWNER,
        "Webhooks are paused",
        "We've stopped sending the events of {team} to {host}, because it hasn't accepted them. Once it works again, "
        "resume it and resend what it missed: {portal}/developer/webhooks",
    ),
}

OF_DEPUTIES = ("deputy_named", "deputy_reminded", "deputy_chosen")  # moot once the deputy is withdrawn
_NUMBERS = {
    "keep": say("Numbers that the team pays for stay with it."),
    "hand_over": say(
        "Numbers that the team paid for and you use become yours, with the time that is paid for. For each, "
        "we'll send you its price and until when it's paid."
    ),
    "chosen": say(
        "Some of the numbers that you use become yours, with the time that is paid for: for each of them, we'll "
        "send you its price and until when it's paid. The others stay with the team."
    ),
}


def describe_numbers(kept_by: str) -> str:
    """Say what becomes of the numbers that the team pays for: `keep`, `hand_over`, `chosen`, or an empty text."""
    return _NUMBERS.get(kept_by, "")


def describe_webhooks(are_paused: bool, portal: str) -> str:
    """Say that webhooks are paused since the team has another owner, or nothing."""
    return (
        say(" The team's webhooks are paused until you resume them: {portal}/developer/webhooks", portal=portal)
        if are_paused
        else ""
    )


def goes_to_owner(kind: str) -> bool:
    """Return whether a notice is for the team's owner, not for the person concerned."""
    return NOTICES[kind].to == _OWNER
