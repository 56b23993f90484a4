"""Folds what teams publishes of places on teams and of owners into what is so now. Pure.

Events arrive late, twice and in any order. The highest revision alone decides: of an account for its place on a team,
whichever teams its events are about, and of a team for its owner. `contracts.teams` says what each event changes; this
module does not import it, so that a function that only reads people need not load the events.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, Self

from contracts.money_lock import is_locked

Role = Literal["owner", "admin", "member"]
MANAGING_ROLES = frozenset[Role](("owner", "admin"))
MemberStatus = Literal["active", "suspended"]
FactorRule = Literal["none", "admins", "everyone"]  # of whom a team requires a second factor; "admins" has its owner


def requires_second_factor(rule: FactorRule, role: Role | None) -> bool:
    """Return whether a team's rule requires a second factor of a person with this role (I11)."""
    return rule == "everyone" or (rule == "admins" and role in MANAGING_ROLES)


@dataclass(frozen=True, slots=True)
class Membership:
    """An account and its place on a team. A service adds what else it knows of an account in a subclass.

    Registers, each with the revision that wrote it: a change of role says the team as well, so it may overtake the
    join; a suspension and the team's rule on second factors say nothing of the role, so they are kept apart. Whether
    the account has a second factor is identity's to say, with revisions of its own.
    """

    account_id: str
    team_id: str | None = None
    role: Role = "member"
    status: MemberStatus = "active"
    membership_revision: int = 0
    status_revision: int = 0
    second_factor_required_of: FactorRule = "none"
    rule_revision: int = 0
    has_second_factor: bool = False
    factor_revision: int = 0
    money_locked_until: datetime | None = None  # the person denied what happened to their account (I14)
    valid_from: int = 0  # the lowest generation of sessions that is signed in
    ended_sessions: dict[str, datetime] = field(default_factory=dict, hash=False)  # by id, until when a token may live

    def is_on(self, team_id: str) -> bool:
        """Return whether the account is on this team, suspended or not."""
        return self.team_id == team_id

    @property
    def team(self) -> str | None:
        """Return the team that the account may act on: its own, unless it is suspended or lacks a second factor."""
        return self.team_id if self.status == "active" and not self.lacks_second_factor else None

    def is_locked(self, now: datetime) -> bool:
        """Return whether this person's money must not move (I14)."""
        return is_locked(self.money_locked_until, now)

    def with_money_locked(self, until: datetime) -> Self:
        """Lock the person's money; of two denials, the later end counts."""
        return self if is_locked(self.money_locked_until, until) else replace(self, money_locked_until=until)

    @property
    def owns(self) -> str | None:
        """Return the team that the account owns and pays for, whatever it may do there now, or None."""
        return self.team_id if self.role == "owner" else None

    @property
    def needs_second_factor(self) -> bool:
        """Return whether the account's team requires a second factor of it (I11)."""
        return self.team_id is not None and requires_second_factor(self.second_factor_required_of, self.role)

    @property
    def lacks_second_factor(self) -> bool:
        """Return whether the team requires a second factor of the account, which has none."""
        return self.needs_second_factor and not self.has_second_factor

    @property
    def runs(self) -> str | None:
        """Return the team that the account runs as owner or admin, or None."""
        return self.team if self.role in MANAGING_ROLES else None

    def joined(self, team_id: str, role: Role, revision: int, rule: FactorRule = "none") -> Self:
        """Put the account on a team, active, under the team's rule on second factors."""
        placed = self.given_role(team_id, role, revision).given_status("active", revision)
        return placed.given_rule(rule, revision)

    def left(self, revision: int) -> Self:
        """Put the account on no team."""
        return self.given_role(None, "member", revision).given_status("active", revision)

    def given_role(self, team_id: str | None, role: Role, revision: int) -> Self:
        """Write team and role, unless a revision as high is known."""
        if revision <= self.membership_revision:
            return self
        return replace(self, team_id=team_id, role=role, membership_revision=revision)

    def given_status(self, status: MemberStatus, revision: int) -> Self:
        """Write the status, unless a revision as high is known."""
        return replace(self, status=status, status_revision=revision) if revision > self.status_revision else self

    def given_rule(self, rule: FactorRule, revision: int) -> Self:
        """Write of whom the team requires a second factor, unless a revision as high is known."""
        if revision <= self.rule_revision:
            return self
        return replace(self, second_factor_required_of=rule, rule_revision=revision)

    def given_second_factor(self, has_one: bool, revision: int) -> Self:
        """Write whether the account has a second factor, unless a revision as high is known."""
        if revision <= self.factor_revision:
            return self
        return replace(self, has_second_factor=has_one, factor_revision=revision)


@dataclass(frozen=True, slots=True)
class Ownership:
    """A team, its owner, and the account that got what it had when it was dissolved."""

    team_id: str
    owner_id: str = ""
    heir: str | None = None
    owner_revision: int = 0

    def handed_over(self, owner_id: str, revision: int) -> Self:
        """Write the owner, unless a revision as high is known."""
        return replace(self, owner_id=owner_id, owner_revision=revision) if revision > self.owner_revision else self
