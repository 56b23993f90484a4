"""Who may ask what follows from an action on a place on a team, and how: the same in every service (decision 075)."""

from typing import Annotated

from pydantic import Field

from contracts.consequences import Action, may_read
from contracts.membership import Membership
from kernel.http.forms import Form
from kernel.http.models import RequestBody
from kernel.problems import Forbidden, NotFound, Problem

_ID = Form(r"^[A-Za-z0-9_+-]+$", "This is not an id.")


class ConsequencesQuery(RequestBody):
    """An action, and on whom: `remove`, `suspend` and `hand_over` are on another member, the rest on the caller."""

    action: Action
    user_id: Annotated[str, Field(min_length=1, max_length=80), _ID] = "me"


def require_reader(action: Action, caller: Membership, other: Membership, *, no_team: type[Problem]) -> None:
    """Let the caller read what an action on another leads to, as who may do it may.

    Raises Forbidden, NotFound, and `no_team` for who is on no team.
    """
    match may_read(action, caller, other):
        case "no_team":
            raise no_team
        case "forbidden":
            raise Forbidden
        case "not_found":
            raise NotFound
