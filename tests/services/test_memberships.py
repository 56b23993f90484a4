"""What billing and numbers know of somebody's place on teams, whatever comes first of what teams tell (T1, T8, T9)."""

from dataclasses import dataclass
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.teams import Role
from services.billing.domain.person import Person as BillingPerson
from services.numbers.domain.person import Person as NumbersPerson

Kind = Literal["joined", "role", "suspended", "restored", "left"]
Person = BillingPerson | NumbersPerson
BOTH = pytest.mark.parametrize("person", [BillingPerson("acc_1"), NumbersPerson("acc_1")], ids=["billing", "numbers"])
TEAMS = ("team_a", "team_b")


@dataclass(frozen=True)
class Told:
    """One event of teams."""

    kind: Kind
    team_id: str
    role: Role
    revision: int

    def to(self, person: Any) -> Person:
        """The person, who has heard of it."""
        match self.kind:
            case "joined":
                heard = person.joined(self.team_id, self.role, self.revision)
            case "role":
                heard = person.is_now(self.team_id, self.role, self.revision)
            case "suspended" | "restored":
                heard = person.suspended(self.team_id, 1 if self.kind == "suspended" else -1, self.revision)
            case "left":
                heard = person.left(self.team_id, self.revision)
        return heard  # type: ignore[no-any-return]


@st.composite
def lives(draw: st.DrawFn) -> list[Told]:
    """What teams tells of somebody in the order in which it happened: joining, roles, suspensions, leaving, again."""
    told: list[Told] = []
    team, suspended, revision = "", False, 0
    for _ in range(draw(st.integers(1, 9))):
        revision += draw(st.integers(1, 3))
        if not team:
            kind: Kind = "joined"
            team, suspended = draw(st.sampled_from(TEAMS)), False
        else:
            kind = draw(st.sampled_from(["role", "left", "restored" if suspended else "suspended"]))
        role = draw(st.sampled_from(["owner", "admin", "member"]))
        told.append(Told(kind, team, role, revision))  # type: ignore[arg-type]
        suspended = {"suspended": True, "restored": False}.get(kind, suspended)
        team = "" if kind == "left" else team
    return told


def as_it_happened(told: list[Told]) -> tuple[str | None, Role | None, bool]:
    """On which team somebody is in the end, as what, and whether they may act."""
    team: str | None = None
    role: Role | None = None
    suspended = False
    for event in told:
        if event.kind in ("joined", "role"):
            team, role = event.team_id, event.role
        elif event.kind == "left":
            team, role = None, None
        suspended = event.kind == "suspended" or (suspended and event.kind == "role")
    return team, role, suspended


def as_known(person: Person) -> tuple[str | None, Role | None, bool]:
    """The same, as the service knows it."""
    (team,) = [team for team in TEAMS if person.is_on(team)] or [None]
    return team, person.role if team else None, bool(team) and person.team is None


@BOTH
@given(st.data())
def test_the_highest_revision_says_how_it_is(person: Person, data: st.DataObject) -> None:
    """In every order of delivery the end is the same: the team, role and standing that were told last."""
    told = data.draw(lives())
    for event in data.draw(st.permutations(told)):
        person = event.to(person)
    assert as_known(person) == as_it_happened(told)


@BOTH
@given(st.data())
def test_what_was_told_before_revisions_counts_as_it_came(person: Person, data: st.DataObject) -> None:
    """Events of before, in their order, and then those with revisions in any: the end is what was told last."""
    told = data.draw(lives())
    old = data.draw(st.integers(0, len(told)))
    before = [Told(event.kind, event.team_id, event.role, 0) for event in told[:old]]
    for event in (*before, *data.draw(st.permutations(told[old:]))):
        person = event.to(person)
    assert as_known(person) == as_it_happened(told)


@BOTH
def test_what_was_told_before_revisions_changes_nothing_later(person: Person) -> None:
    """A role or a suspension of before that comes after one with a revision is over."""
    told = [
        Told("joined", "team_a", "member", 0),
        Told("role", "team_a", "admin", 5),
        Told("restored", "team_a", "admin", 6),
    ]
    late = [Told("suspended", "team_a", "member", 0), Told("role", "team_a", "owner", 0)]
    for event in (*told, *late):
        person = event.to(person)
    assert as_known(person) == ("team_a", "admin", False)
