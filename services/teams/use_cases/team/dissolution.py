"""The end of a team: at once if its owner is alone, else in slices that each fit a transaction (T9)."""

from collections.abc import Iterable
from contextlib import suppress

from contracts.teams import InvitationRevoked, MemberRemoved, TeamDissolutionDue, TeamDissolved
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.domain.team import Team
from services.teams.stores import accounts, activity, lists, people, teams

_LINES_AT_ONCE = 90
_MAX_ITEMS = 96  # of the 100 of a transaction: counters, idempotency record, caller's right and next event are four
_BESIDES_WORDS = 5  # entries of a row besides its search words, with its event
SLICE = 16  # people to read for a slice: as many as fit a transaction if they have no search words
_SLICES_A_REACTION = 20
_TRIES = 4  # to run a part of which another writer takes the first rows


def dissolve_now(work: UnitOfWork, team: Team) -> None:
    """Dissolve a team on which only the owner is left."""
    owner = people.read_member(work.table, team.team_id, team.owner_id)
    if owner is None:
        finish_dissolving(work, team, _version_of_closed_account(work, team.owner_id))
        return
    work.save(people.remove_member(owner), [accounts.leave(owner, ends_team=True)])
    finish_dissolving(work, team, owner.removal_revision)


def finish_dissolving(work: UnitOfWork, team: Team, revision: int, **more: str) -> None:
    """Mark an empty team as dissolved, and publish it; `revision` is of its owner's account."""
    work.save([teams.mark_dissolved(team, work.now, **more)])
    work.publish(TeamDissolved(team_id=team.team_id, owner_id=team.owner_id, revision=revision))


def dissolve_slices(work: UnitOfWork, team: Team, at_most: int) -> bool:
    """Commit up to so many slices of people who are read once, or dissolve the team; return whether it is dissolved.

    Raises Stale if one of them was changed in between: what is committed by then remains, and the others are read anew.
    """
    waiting = _read_rows(work, team, at_most * SLICE)
    for _ in range(at_most):
        going = fit_transaction(waiting[:SLICE])
        if not going:
            dissolve_now(work, team)
            return True
        _remove_rows(work, team, going)
        work.commit()
        waiting = waiting[len(going) :]
    return False


def continue_dissolving(work: UnitOfWork, event: TeamDissolutionDue) -> None:
    """Run the next slices of a team, each in its transaction; the last one requests what follows (T9)."""
    if _is_next_part_due(work, event.team_id):
        work.publish(TeamDissolutionDue(team_id=event.team_id))


def request_part(work: UnitOfWork, team: Team) -> None:
    """Request the next part of a dissolution that has stalled; raise Stale if it went on in between."""
    work.save([teams.record_part(team, work.now)])
    work.publish(TeamDissolutionDue(team_id=team.team_id))


def _is_next_part_due(work: UnitOfWork, team_id: str) -> bool:
    """Run a part of a dissolution, and return whether another one has to follow.

    Another writer may take the same rows: another part, or a person who changes their own. If people went since this
    part began, by this part or another, the next part goes on. Raise Stale if no one did in several tries, so that the
    queue retries it and its alarm says so in the end.
    """
    revision: int | None = None
    for _ in range(_TRIES):
        team = teams.read(work.table, team_id)
        if team is None or team.status != "dissolving":
            return False
        if revision not in {None, team.revision}:
            return True
        revision = team.revision
        with suppress(Stale):
            return not dissolve_slices(work, team, _SLICES_A_REACTION)
    raise Stale


def fit_transaction(rows: list[Member | Invitation]) -> list[Member | Invitation]:
    """Return the first of these rows that together fit a transaction."""
    fitting: list[Member | Invitation] = []
    room = _MAX_ITEMS
    for row in rows:
        room -= _BESIDES_WORDS + len(row.words)
        if room < 0:
            break
        fitting.append(row)
    return fitting


def remove_slice(work: UnitOfWork, team: Team) -> bool:
    """Delete some of a dissolved team's expired invitations, log or itself; return whether it is gone."""
    rows = fit_transaction(lists.first_rows(work.table, team.team_id, "INV#", SLICE))
    if rows:
        work.save(*(people.remove_invitation(row) for row in rows if isinstance(row, Invitation)))
        return False
    lines = activity.remove_some(work.table, team.team_id, _LINES_AT_ONCE)
    work.save(lines or [teams.remove(team)])
    return not lines


def _read_rows(work: UnitOfWork, team: Team, count: int) -> list[Member | Invitation]:
    """Return this many people and invitations of a team without its owner, or all that are left."""
    members = lists.first_rows(work.table, team.team_id, "USER#", count + 1)
    going = [row for row in members if not _is_owner(team, row)][:count]
    if len(going) < count:
        going += lists.first_rows(work.table, team.team_id, "INV#", count - len(going))
    return going


def _remove_rows(work: UnitOfWork, team: Team, going: list[Member | Invitation]) -> None:
    for row in going:
        work.save(_remove_row(work, team, row))
    others = sum(isinstance(row, Member) for row in going)
    opened = sum(isinstance(row, Invitation) and row.status == "open" for row in going)
    work.save([teams.subtract(team, others=others, open_invitations=opened, part_at=work.now)])


def _version_of_closed_account(work: UnitOfWork, account_id: str) -> int:
    """Return the version of a closed account: closing raised it, and it joins no team any more."""
    account = accounts.read(work.table, account_id)
    if account is None:
        raise Stale
    return account.version


def _remove_row(work: UnitOfWork, team: Team, row: Member | Invitation) -> Iterable[TransactItem]:
    if isinstance(row, Member):
        work.publish(
            MemberRemoved(
                team_id=team.team_id,
                account_id=row.account_id,
                reason="dissolved",
                numbers=team.numbers,
                revision=row.removal_revision,
            )
        )
        return [*people.remove_member(row), accounts.leave(row)]
    if row.status == "open":
        work.publish(InvitationRevoked(team_id=team.team_id, invitation_id=row.invitation_id))
    return people.remove_invitation(row)


def _is_owner(team: Team, row: Member | Invitation) -> bool:
    return isinstance(row, Member) and row.account_id == team.owner_id
