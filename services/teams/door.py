"""The API whose routes `api` and `going` add, and what many of them refuse."""

from kernel.http.api import Api
from services.teams import wiring
from services.teams.domain import problems

api = Api("teams", wiring.table)

CALLER = (problems.NoTeam, problems.MembershipSuspended)
CHANGES = (*CALLER, problems.TeamDissolving)
ON_OTHERS = (*CHANGES, problems.OwnerUntouchable, problems.NotOnYourself)
