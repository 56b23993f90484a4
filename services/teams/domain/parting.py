"""Who keeps the numbers that a team pays for when one of its people goes: one answer for all, or per number. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from services.teams.domain.number import Number

KeptBy = Literal["keep", "hand_over"]


@dataclass(frozen=True)
class Parting:
    """What was chosen: `numbers` for every number that `choices` does not name."""

    numbers: KeptBy
    choices: Mapping[str, KeptBy] = field(default_factory=dict)

    @property
    def hands_over(self) -> bool:
        """Return whether a number goes to the person with its paid time, which moves money."""
        return "hand_over" in (self.numbers, *self.choices.values())

    def unfit(self, known: Mapping[str, Number], team_id: str, account_id: str) -> list[str]:
        """Return the chosen numbers that are none of the team's that this person uses."""
        theirs = {its_id for its_id, it in known.items() if (it.holder, it.user_id) == (team_id, account_id)}
        return sorted(set(self.choices) - theirs)
