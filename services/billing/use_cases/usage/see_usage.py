"""Decide whose usage a reader sees: who runs a team sees what was used on it, everyone else their own (B12).

What was used on a team stays the team's, also of those who have left since. What a person uses after leaving, or used
before they joined, is not the team's to see. Who is on the team no more is not named.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.person import Person
from services.billing.domain.usage_summary import NONE
from services.billing.stores import people
from services.billing.use_cases import callers

FORMER = "former"
FORMER_NAME = "Former member"
PLANS_NAME = "Number plans"  # of no one in particular
_OF_MANY = (FORMER, NONE)
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose usage is seen: a team's, or a person's own if `team_id` is None. `user_id` narrows a team's."""

    reader: Person
    team_id: str | None
    user_id: str | None = None

    @property
    def account_id(self) -> str | None:
        """Return the one account whose usage is read, NONE for that of no user, or None for all of the team."""
        if self.team_id is None:
            return self.reader.account_id
        return None if self.user_id == FORMER else self.user_id

    @property
    def wallet(self) -> str:
        """Return the wallet of who pays for plans."""
        return self.team_id or self.reader.account_id


def read_scope(work: UnitOfWork, user_id: str | None) -> Scope:
    """Return whose usage the caller sees. Raises NotFound for a user who is not theirs to see.

    `me` is all of the caller's own, on whichever team they were; by their own id, those who run a team see what they
    used on it.
    """
    reader = callers.read_caller(work)
    team_id = reader.runs
    if user_id == "me" or (team_id is None and user_id in (None, reader.account_id)):
        return Scope(reader, None)
    if team_id is None:
        raise NotFound
    if user_id and user_id not in _OF_MANY and not people.find(work.table, user_id).is_on(team_id):
        raise NotFound
    return Scope(reader, team_id, user_id)


def name_members(work: UnitOfWork, scope: Scope, account_ids: Iterable[str]) -> dict[str, str]:
    """Return the names, by id, of the reader and of those of these accounts who are on the team now."""
    wanted, names = sorted(set(account_ids)), {scope.reader.account_id: scope.reader.name}
    for at in range(0, len(wanted) if scope.team_id else 0, _AT_ONCE):
        found = people.find_many(work.table, wanted[at : at + _AT_ONCE])
        names |= {one.account_id: one.name for one in found if one.is_on(str(scope.team_id))}
    return names
