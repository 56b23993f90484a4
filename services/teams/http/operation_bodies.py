"""What the operator's actions are asked with."""

from typing import Annotated

from pydantic import Field

from kernel.http.forms import Form
from kernel.jobs.actions import ActionBody

_TeamId = Annotated[str, Field(max_length=80), Form(r"team_[A-Za-z0-9]+", "Send the id of a team: team_...")]
_AccountId = Annotated[str, Field(max_length=80), Form(r"acc_[A-Za-z0-9]+", "Send the id of an account: acc_...")]


class NamedDeputy(ActionBody):
    """Which team's owner does not react, and which admin takes the team over."""

    team_id: _TeamId
    account_id: _AccountId


class DeputiesAsked(ActionBody):
    """Which deputies wait, of all teams."""


class WithdrawnDeputy(ActionBody):
    """Which team keeps its owner after all."""

    team_id: _TeamId
