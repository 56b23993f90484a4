"""What teams needs from its environment, built on first use."""

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from kernel.dynamodb.table import Table
from kernel.settings import number_setting, secret, setting

if TYPE_CHECKING:
    from services.teams.domain.invitation import InvitationRules
    from services.teams.domain.letters import Links


@cache
def table() -> Table:
    """Return the table of teams."""
    return Table(setting("TABLE_NAME"))


def invitation_rules() -> "InvitationRules":
    """Return the operator's limits on invitations."""
    from services.teams.domain.invitation import InvitationRules
    from services.teams.domain.recipient import RecipientLimits

    countries = frozenset(country.strip().upper() for country in setting("SERVED_COUNTRIES").split(","))
    recipient = RecipientLimits(
        pause=timedelta(seconds=number_setting("INVITATION_PAUSE_SECONDS")),
        an_hour=number_setting("INVITATIONS_PER_RECIPIENT_HOUR"),
        a_day=number_setting("INVITATIONS_PER_RECIPIENT_DAY"),
    )
    return InvitationRules(number_setting("INVITATIONS_PER_TEAM_DAY"), recipient, countries, code_key())


def code_key() -> str:
    """Return the key under which transfer codes are hashed."""
    return secret("code_key")


def portal() -> str:
    """Return the portal's address, without a slash at the end."""
    return setting("PORTAL_URL").rstrip("/")


def links() -> "Links":
    """Return where the app can be downloaded and how it is opened."""
    from services.teams.domain.letters import Links

    return Links(setting("APP_DOWNLOAD_LINK"), setting("APP_OPEN_LINK"), portal())
