"""Repays what a team owes with what it has promised, then with what it gave and is unspent, the newest first (B19)."""

from contracts.billing import TeamCreditsArrived, TeamOwes
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.hold import Hold, unfund
from services.billing.domain.parts import team_part
from services.billing.stores import holds, ledger, wallets
from services.billing.use_cases.credits.reserve_invitation_credits import save_decision
from services.billing.use_cases.credits.take_back import take_back

_AT_ONCE = 20


def collect_debt(work: UnitOfWork, event: TeamOwes) -> None:
    """Take back a page of promises or gifts, each in a transaction of its own; the next page is another task.

    It goes by what is owed and unspent at each commit, so that a repeated event takes nothing twice.
    """
    promises = [] if event.cursor else holds.list_holding(work.table, event.team_id, _AT_ONCE)
    for hold in promises:
        if not _unfund(work, hold):
            return
    if len(promises) == _AT_ONCE:
        work.publish(TeamOwes(team_id=event.team_id))
        return
    people, cursor = wallets.list_gifts(work.table, event.team_id, _AT_ONCE, event.cursor)
    for account_id in people:
        if not _take_back(work, event.team_id, account_id):
            return
    if cursor:
        work.publish(TeamOwes(team_id=event.team_id, cursor=cursor))
    else:
        work.publish(TeamCreditsArrived(team_id=event.team_id))  # the rest is the heir's, if it was dissolved meanwhile


def _unfund(work: UnitOfWork, hold: Hold) -> bool:
    """Repay with what a promise holds, which stays without money; return whether anything is owed still."""
    team = ledger.find(work.table, hold.wallet)
    decision = unfund(hold, team)
    if decision:
        save_decision(work, decision, team)
        work.commit()
    return team.owed > hold.held


def _take_back(work: UnitOfWork, team_id: str, account_id: str) -> bool:
    """Take back what this person has not spent, up to what is owed; return whether anything is owed still."""
    team, wallet = ledger.find(work.table, team_id), ledger.find(work.table, account_id)
    amount = min(team.owed, wallet.part(team_part(team_id)))
    if amount > 0:
        take_back(work, team, wallet, amount)
        work.commit()
    return team.owed > amount
