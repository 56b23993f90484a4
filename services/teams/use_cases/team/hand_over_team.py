"""Hand a team over to another active member (T9)."""

from dataclasses import dataclass, replace

from contracts.teams import MemberRoleChanged, TeamHandedOver
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Stale
from services.teams.domain.account import Account
from services.teams.domain.member import Member
from services.teams.domain.problems import NotActive, TeamDissolving
from services.teams.domain.team import Team
from services.teams.http.views import TeamView
from services.teams.stores import accounts, activity, batch_reads, people, teams
from services.teams.use_cases import access
from services.teams.use_cases.endpoints.pause_endpoints import pause_all
from services.teams.use_cases.team.view_team import team_view


def hand_over_team(work: UnitOfWork, *, user_id: str) -> TeamView:
    """Make another member the owner; the old owner stays as an admin."""
    caller = access.require_owner_in_peace(work)
    if user_id == caller.account_id:
        raise NotActive("You already own the team.")
    team, owner, heir, account = _read_parties(work, caller, user_id)
    change_owner(work, team, owner, heir, account, line=HandOverLine(caller))
    admins = 1 - int(heir.role == "admin")
    changed = replace(team, owner_id=heir.account_id, owner_name=heir.name, admins=team.admins + admins)
    return team_view(changed, replace(caller, role="admin"))


@dataclass(frozen=True)
class HandOverLine:
    """What the activity log says of a hand-over: who did it; `operator` is who named the deputy that takes over."""

    actor: Account
    operator: str = ""

    @property
    def details(self) -> dict[str, str]:
        """Return the details of the line."""
        return {"operator": self.operator} if self.operator else {}


def change_owner(
    work: UnitOfWork, team: Team, owner: Member, heir: Member, account: Account, *, line: HandOverLine
) -> None:
    """Make the heir, whose account this is, the owner, and the owner an admin; raise Stale if one of them changed.

    The team's endpoints are paused: what the former owner set up goes on only if the new one wants it (E8).
    """
    now, then = heir.with_changes(role="owner"), owner.with_changes(role="admin")
    admins = 1 - int(heir.role == "admin")
    work.save(
        people.change(now, heir),
        people.change(then, owner),
        accounts.update_place(now, accounts.has_same_wallet(account)),
        accounts.update_place(then),
    )
    work.save(teams.hand_over(team, now, has_wallet=account.has_wallet, admins=admins))
    work.save(_line(work, now, line))
    pause_all(work, team.team_id)
    work.publish(
        TeamHandedOver(
            team_id=team.team_id,
            from_account_id=owner.account_id,
            to_account_id=heir.account_id,
            revision=team.next_revision,
            to_deputy=bool(line.operator),
        ),
        MemberRoleChanged(
            team_id=team.team_id, account_id=heir.account_id, role="owner", revision=now.version, by_hand_over=True
        ),
        MemberRoleChanged(
            team_id=team.team_id, account_id=owner.account_id, role="admin", revision=then.version, by_hand_over=True
        ),
    )


def _read_parties(work: UnitOfWork, caller: Account, user_id: str) -> tuple[Team, Member, Member, Account]:
    """Return the team, owner, heir and the heir's account. Raises Stale, TeamDissolving, NotFound or NotActive."""
    team, owner, heir, account = batch_reads.read_team_owner_and_heir(
        work.table, caller.team_id, caller.account_id, user_id
    )
    if team is None or owner is None:
        raise Stale
    if not team.is_open:
        raise TeamDissolving
    if heir is None:
        raise NotFound
    if heir.status != "active":
        raise NotActive
    return team, owner, heir, account


def _line(work: UnitOfWork, now: Member, line: HandOverLine) -> TransactItem:
    return activity.add_line(
        work, now.team_id, line.actor, "team_handed_over", activity.person_subject(now), line.details
    )
