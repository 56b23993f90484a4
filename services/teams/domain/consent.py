"""What a person agrees to before they join a team: who pays, what the team sees, what stays theirs (B10, T6). Pure.

Each joining records the version that was agreed to, so the words of a version never change: other words are another
version, and the former ones stay here for as long as joinings name them.
"""

from dataclasses import dataclass

from contracts.membership import Role
from contracts.money import Money
from contracts.sentences import say

VERSION = "2026-11-30"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The words of a version; each is about the team's name, the owner's name, or an amount of credits."""

    pays: str
    credits: str
    sees: tuple[str, ...]
    sees_not: str
    stays: tuple[str, ...]
    store: str
    leaving: str
    admin: str


TEXTS = {
    VERSION: ConsentText(
        pays="{team} pays for your number plans starting with their next renewal. {owner} owns the team.",
        credits="{team} gives you {credits} USD in credits. Unspent credits return to the team if you leave.",
        sees=(
            "Your name, phone number and email",
            "Your numbers and their plans",
            "Your credits",
            "When, with which numbers and at what cost you call and text",
        ),
        sees_not="They never see or hear what you say or write.",
        stays=(
            "Your numbers stay yours, and so does the time you've paid for.",
            "Credits you bought stay yours.",
        ),
        store="A subscription from an app store keeps its paid time. Joining moves it to the web for good. We stop "
        "its renewal at Google Play; at Apple only you can, so we remind you. If a store charges you again, that "
        "time is added to what you've paid.",
        leaving="You can leave at any time. From then on you pay for your own numbers with your own PayPal wallet.",
        admin="As an admin, you manage the people on {team}.",
    )
}


@dataclass(frozen=True, slots=True)
class Consent:
    """What joining a certain team means, in the words of a version."""

    version: str
    pays: tuple[str, ...]
    sees: tuple[str, ...]
    sees_not: str
    stays: tuple[str, ...]
    leaving: tuple[str, ...]


def write_consent(team: str, owner: str, role: Role, promised: int) -> Consent:
    """Return what a person agrees to who joins this team now, in this role and with these credits."""
    text = TEXTS[VERSION]
    given = Money.of(promised).amount
    pays = (text.pays, *((text.credits,) if promised else ()))
    leaving = (text.leaving, *((text.admin,) if role == "admin" else ()))

    def filled(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(say(one, team=team, owner=owner or say("Its owner"), credits=given) for one in words)

    return Consent(VERSION, filled(pays), text.sees, text.sees_not, (*text.stays, text.store), filled(leaving))
