"""What an action that ends or changes a place on a team does to the people on it, said before it happens. Pure."""

from datetime import datetime

from contracts.consequences import Action, Consequence, Fate
from services.teams.domain.departure import UNDO_WITHIN
from services.teams.domain.team import Team

_UNDONE_BY: dict[Action, Fate] = {
    "remove": "team",
    "leave": "person",
    "suspend": "team",
    "hand_over": "owner",
    "dissolve": "none",
    "close": "none",
}


def consequences_of(
    action: Action, account_id: str, team: Team | None, *, is_owner: bool, now: datetime
) -> list[Consequence]:
    """Return who is on the team afterwards, as what, and who can undo it until when."""
    is_timed = action in ("remove", "leave")
    undo = Consequence(kind="undo", fate=_UNDONE_BY[action], until=now + UNDO_WITHIN if is_timed else None)
    if team is None:
        return [undo]
    match action:
        case "suspend":
            return [Consequence(kind="access_paused", fate="paused", user_id=account_id), undo]
        case "hand_over":
            new = Consequence(kind="becomes_owner", fate="owner", user_id=account_id)
            return [new, Consequence(kind="becomes_admin", fate="stays", user_id=team.owner_id), undo]
        case "close" if is_owner and team.others:
            return [Consequence(kind="hand_over_first", fate="none", count=team.others), undo]
        case "close" | "dissolve" if is_owner:
            return [*_of_dissolution(team), undo]
        case _:
            return [Consequence(kind="leaves_team", fate="ends", user_id=account_id), undo]


def _of_dissolution(team: Team) -> list[Consequence]:
    found = [Consequence(kind="people_leave", fate="ends", count=team.others)] if team.others else []
    if team.open_invitations:
        found.append(Consequence(kind="invitations_revoked", fate="ends", count=team.open_invitations))
    return found
