"""Name a deputy, as the operator asks for it: an admin who takes over a team whose owner does not react."""

from typing import Any

from contracts.teams import TeamNoticeDue
from kernel import clock, ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Stale
from services.teams.domain.deputy import ABSENCE, Deputy
from services.teams.domain.member import Member
from services.teams.domain.problems import DeputyWaits, NotAnAdmin, OwnerNotAbsent, TeamDissolving
from services.teams.domain.team import Team
from services.teams.stores import activity, batch_reads, deputies, people, teams
from services.teams.use_cases.deputies.look_at_deputy import do_mails_arrive


def name_deputy(work: UnitOfWork, *, team_id: str, account_id: str, operator: str) -> dict[str, Any]:
    """Name an active admin, and notify the owner by every channel; return when they take over.

    Raises NotFound, TeamDissolving, NotAnAdmin, OwnerNotAbsent or DeputyWaits.
    """
    team, owner, heir = _read_parties(work, team_id, account_id)
    _require_absence(work, owner)
    if deputies.read(work.table, team_id):
        raise DeputyWaits
    deputy = Deputy(ids.new_id("dep"), team_id, owner.account_id, account_id, operator, work.now)
    work.save([deputies.add(deputy), teams.check_owner(team), *map(people.check_unchanged, (owner, heir))])
    subject, details = activity.person_subject(heir), {"operator": operator}
    work.save([activity.add_line(work, team_id, activity.TEAMLINE, "deputy_named", subject, details)])
    work.publish(
        TeamNoticeDue(team_id=team_id, kind="deputy_named", account_id=owner.account_id, other_id=account_id),
        TeamNoticeDue(team_id=team_id, kind="deputy_chosen", account_id=account_id),
    )
    until = deputy.takes_over_at(mails_arrive=do_mails_arrive(work.table, owner.account_id))
    return {"deputy_id": deputy.deputy_id, "takes_over_at": clock.to_text(until)}


def _read_parties(work: UnitOfWork, team_id: str, account_id: str) -> tuple[Team, Member, Member]:
    team = teams.read(work.table, team_id)
    if team is None or team.status == "dissolved":
        raise NotFound(field="team_id")
    if not team.is_open:
        raise TeamDissolving
    _, owner, heir, _ = batch_reads.read_team_owner_and_heir(work.table, team_id, team.owner_id, account_id)
    if owner is None:
        raise Stale
    if heir is None or heir.role != "admin" or heir.status != "active":
        raise NotAnAdmin(field="account_id")
    return team, owner, heir


def _require_absence(work: UnitOfWork, owner: Member) -> None:
    active_at = owner.last_active_at or owner.joined_at
    if active_at > work.now - ABSENCE:
        raise OwnerNotAbsent(last_active_at=clock.to_text(active_at))
