"""What became of a number when its user was removed, so that an undo can return it (decision 075). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.numbers.domain.number import Number

KEPT = timedelta(days=30)  # longer than an undo is possible, and any event of it may be late


@dataclass(frozen=True, slots=True)
class Parting:
    """A number of a team and its former user. `revision` is of the removal; `goes` if the number went with them."""

    account_id: str
    revision: int
    team_id: str
    number_id: str
    paid_through: datetime | None
    was_default: bool
    goes: bool

    @classmethod
    def of(cls, number: Number, revision: int, *, goes: bool) -> "Parting":
        """Return the parting of a number from its user, before it is carried out."""
        whose = str(number.user_id)
        return cls(whose, revision, number.holder, number.number_id, number.paid_through, number.is_default, goes)

    def can_return(self, number: Number) -> bool:
        """Return whether the number is where the removal left it, and nothing was paid for it since.

        What went with the person and was renewed by them is theirs: no one loses what they paid for.
        """
        if not number.has_running_plan:
            return False
        if self.goes:
            is_same = number.holder == number.user_id == self.account_id
            return is_same and number.paid_through == self.paid_through
        return number.holder == self.team_id and number.user_id is None
