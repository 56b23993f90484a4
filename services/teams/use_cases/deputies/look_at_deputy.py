"""Look at a deputy's wait, each hour: the owner is back, is to be notified once more, or loses the team."""

from contracts.teams import TeamNoticeDue
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.teams.domain.account import Account
from services.teams.domain.deputy import Deputy
from services.teams.domain.member import Member
from services.teams.stores import accounts, activity, batch_reads, deputies
from services.teams.use_cases.deputies.end_deputy import end_deputy
from services.teams.use_cases.team.hand_over_team import HandOverLine, change_owner


def look_at_deputy(work: UnitOfWork, deputy: Deputy) -> None:
    """Take the next step of a deputy's wait, if one is due; each is conditional on all that it was decided by."""
    team, owner, heir, account = batch_reads.read_team_owner_and_heir(
        work.table, deputy.team_id, deputy.owner_id, deputy.account_id
    )
    if team is None or not team.is_open or owner is None or team.owner_id != owner.account_id or not _may_own(heir):
        end_deputy(work, deputy, "deputy_dropped", activity.TEAMLINE)
    elif _is_owner_back(work, deputy, owner):
        end_deputy(work, deputy, "deputy_objected", Account(owner.account_id))
    elif heir is not None and deputy.is_due(work.now, mails_arrive=do_mails_arrive(work.table, owner.account_id)):
        work.save([deputies.remove(deputy)])
        change_owner(work, team, owner, heir, account, line=HandOverLine(activity.TEAMLINE, deputy.operator))
        log().info("team.deputy.took_over", extra={"team_id": team.team_id, "by": deputy.operator})
    elif deputy.is_reminder_due(work.now):
        work.save([deputies.mark_reminded(deputy)])
        _remind(work, deputy)


def _may_own(heir: Member | None) -> bool:
    return heir is not None and heir.role == "admin" and heir.status == "active"


def _is_owner_back(work: UnitOfWork, deputy: Deputy, owner: Member) -> bool:
    """Return whether the owner was active, or denied something by a link; a lock that begins now stops the commit."""
    account = accounts.read(work.table, owner.account_id)
    if account is None:
        return False
    work.authorize(accounts.check_unchanged(account))
    return deputy.is_owner_back(owner.last_active_at or owner.joined_at, account.money_locked_until)


def do_mails_arrive(table: Table, owner_id: str) -> bool:
    """Return whether mails to an owner arrive, as far as we know."""
    account = accounts.read(table, owner_id)
    return account is None or account.email_state == "ok"


def _remind(work: UnitOfWork, deputy: Deputy) -> None:
    work.publish(
        TeamNoticeDue(
            team_id=deputy.team_id,
            kind="deputy_reminded",
            account_id=deputy.owner_id,
            other_id=deputy.account_id,
        )
    )
