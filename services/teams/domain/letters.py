"""The words of the text and the mail that carry a transfer code (T3)."""

from dataclasses import dataclass

from contracts.sentences import say, say_day
from contracts.teams import InvitationSent
from kernel.providers.messaging import harmless
from services.teams.domain import transfer_code


@dataclass(frozen=True)
class Links:
    """Where the app can be downloaded, the link that opens it, and the portal, whose page leads to both."""

    download: str
    open: str
    portal: str

    def join_page(self, code: str) -> str:
        """Return the page that leads to the app with this code, which is behind the `#` and so in no server's log."""
        return f"{self.portal}/join#code={transfer_code.format_code(code)}"


def text(sent: InvitationSent, code: str, links: Links) -> str:
    """Write the text message. It begins with our words: what an inviter typed could pass for another sender's."""
    return say(
        "Teamline: you're invited to the business account of {team}. Get the app and join: {page} "
        "Your Business Transfer code: {code} (until {until}).{replaces}",
        team=_team_name(sent),
        page=links.join_page(code),
        code=transfer_code.format_code(code),
        until=say_day(sent.expires_at),
        replaces=_replaces(sent),
    )


def subject(sent: InvitationSent) -> str:
    """Write the subject of the mail."""
    return say("Teamline: you're invited to the business account of {team}", team=_team_name(sent))


def mail(sent: InvitationSent, code: str, links: Links) -> str:
    """Write the body of the mail."""
    return say(
        """{greeting}

You're invited to the Teamline business account of {team}. It will pay for your number plans. Your own
numbers, the time you've paid for and your credits stay yours.

Your Business Transfer code: {code}
It works once, until {until}, for the phone number {phone_number}.{replaces}

1. Open this page on your phone, and get the app there:
   {page}
2. Sign up or sign in with the number {phone_number}.
3. Open the app from that page, or open Settings > Business Account in the app and enter the code.

You'll see what changes before you confirm. If you don't know this team, you can ignore this email.
""",
        greeting=say("Hello {name},", name=harmless(sent.name)) if sent.name else say("Hello,"),
        team=_team_name(sent),
        page=links.join_page(code),
        code=transfer_code.format_code(code),
        until=say_day(sent.expires_at),
        phone_number=sent.phone_number,
        replaces=_replaces(sent),
    )


def _replaces(sent: InvitationSent) -> str:
    """Say of a repeated invitation that its earlier codes no longer work."""
    return say(" It replaces the code that we sent you before.") if sent.sending > 1 else ""


def _team_name(sent: InvitationSent) -> str:
    return harmless(sent.team_name) or say("a team")
