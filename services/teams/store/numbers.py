"""Who has which numbers on a team, read with the team itself."""

from collections.abc import Iterable

from kernel.table import Table
from services.teams.model import Invitation, Team
from services.teams.store import keys
from services.teams.store.people import Holder


def team_and_holders(table: Table, team_id: str, numbers: Iterable[str]) -> tuple[Team | None, dict[str, Holder]]:
    """The team, and for each of up to 99 numbers who has it, in one call."""
    wanted = list(numbers)
    of_team = keys.team(team_id)
    places = {number: keys.phone(team_id, number) for number in wanted}
    found = table.get_many([(key["pk"], key["sk"]) for key in (of_team, *places.values())])
    team = found.get((of_team["pk"], of_team["sk"]))
    holders = {
        number: Holder(item["kind"], item["id"])
        for number, key in places.items()
        if (item := found.get((key["pk"], key["sk"])))
    }
    return keys.load(Team, team) if team else None, holders


def team_and_invitation(table: Table, team_id: str, invitation_id: str) -> tuple[Team | None, Invitation | None]:
    """A team and one of its invitations, in one call."""
    of_team, of_invitation = keys.team(team_id), keys.invitation(team_id, invitation_id)
    found = table.get_many([(key["pk"], key["sk"]) for key in (of_team, of_invitation)])
    team, invitation = (found.get((key["pk"], key["sk"])) for key in (of_team, of_invitation))
    return keys.load(Team, team) if team else None, keys.load(Invitation, invitation) if invitation else None
