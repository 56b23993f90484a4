"""A team comes to its end: at once if only its owner is on it, else in slices that each fit a transaction (T9)."""

from collections.abc import Iterable

from contracts.teams import InvitationRevoked, MemberRemoved, TeamDissolved
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.domain.team import Team
from services.teams.stores import accounts, activity, lists, people, teams

_LINES = 90
SLICE = 4  # people: at most 20 entries each (16 words), and 100 fit a transaction


def end(work: UnitOfWork, team: Team) -> None:
    """The team, on which nobody but its owner is left, is no more."""
    owner = people.member(work.table, team.team_id, team.owner_id)
    if owner is None:
        finish(work, team, _version_of_closed(work, team.owner_id))
        return
    work.save(people.remove_member(owner), [accounts.leave(owner)])
    finish(work, team, owner.last_version)


def finish(work: UnitOfWork, team: Team, revision: int) -> None:
    """End the team, which is empty by now; `revision` is of its owner's account."""
    work.save([teams.end(team, work.now)])
    work.publish(TeamDissolved(team_id=team.team_id, owner_id=team.owner_id, revision=revision))


def slice_off(work: UnitOfWork, team: Team) -> bool:
    """Take some people and invitations off a team that is being dissolved, or end it; whether it is over."""
    members = [row for row in lists.first_rows(work.table, team.team_id, "USER#", SLICE + 1) if not _owns(team, row)]
    invited = lists.first_rows(work.table, team.team_id, "INV#", SLICE)
    going = [*members, *invited][:SLICE]
    if not going:
        end(work, team)
        return True
    for row in going:
        work.save(_gone(work, team, row))
    others = sum(isinstance(row, Member) for row in going)
    opened = sum(isinstance(row, Invitation) and row.state == "open" for row in going)
    work.save([teams.discount(team, others=others, open_invitations=opened)])
    return False


def forget_slice(work: UnitOfWork, team: Team) -> bool:
    """Take away some of what is left of a dissolved team: expired invitations, its log, itself; whether it is over."""
    rows = lists.first_rows(work.table, team.team_id, "INV#", SLICE)
    if rows:
        work.save(*(people.remove_invitation(row) for row in rows if isinstance(row, Invitation)))
        return False
    lines = activity.forget_some(work.table, team.team_id, _LINES)
    work.save(lines or [teams.forget(team)])
    return not lines


def _version_of_closed(work: UnitOfWork, account_id: str) -> int:
    """Return the version of a closed account: it went on with the closing, and joins no team any more."""
    account = accounts.read(work.table, account_id)
    if account is None:
        raise Stale
    return account.version


def _gone(work: UnitOfWork, team: Team, row: Member | Invitation) -> Iterable[TransactItem]:
    if isinstance(row, Member):
        work.publish(
            MemberRemoved(
                team_id=team.team_id, account_id=row.account_id, reason="dissolved", numbers=team.numbers,
                revision=row.last_version,
            )
        )  # fmt: skip
        return [*people.remove_member(row), accounts.leave(row)]
    if row.state == "open":
        work.publish(InvitationRevoked(team_id=team.team_id, invitation_id=row.invitation_id))
    return people.remove_invitation(row)


def _owns(team: Team, row: Member | Invitation) -> bool:
    return isinstance(row, Member) and row.account_id == team.owner_id
