"""Give back what a removal took from a member, as it is undone (decision 075).

The removal notes what returned to the team, the limit and the stay; the undo, which may arrive before it, goes by that.
"""

from dataclasses import replace

from contracts.billing import TeamCreditsArrived
from contracts.plan_events import HolderPlansDue
from contracts.teams import MemberJoined, MemberRemoved, membership_after
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.domain.parts import team_part
from services.billing.domain.person import Person
from services.billing.stores import allowances, ledger, people
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts


def note_end_of_stay(work: UnitOfWork, event: MemberRemoved, before: Person, after: Person) -> Person:
    """Return the person with what an undo needs to know of the stay that ends; a repetition adds what returns now."""
    if event.revision < before.stay:
        return replace(after, stay=before.stay)
    amount = ledger.find(work.table, event.account_id).part(team_part(event.team_id))
    if event.revision == before.stay:
        return replace(after, returned=before.returned + amount)
    limit = before.spend_limit
    return replace(after, stay=event.revision, left_stay=before.stay, left_limit=limit, returned=amount)


def undo_end_of_stay(work: UnitOfWork, event: MemberJoined, before: Person) -> None:
    """Put the member back on the team with limit, allowance and credits, as far as the team has them.

    Where the removal has not arrived, all of that is as it was, and the removal will find a later stay. Where a later
    stay is known, there is nothing to undo.
    """
    person = membership_after(event, before)
    if event.revision <= before.stay:
        work.save([people.save(person)])
        return
    has_ended = before.stay == event.undoes
    old_stay, limit = (before.left_stay, before.left_limit) if has_ended else (before.stay, before.spend_limit)
    work.save([people.save(replace(person, stay=event.revision, spend_limit=limit, left_stay=0, returned=0))])
    work.publish(HolderPlansDue(holder=event.account_id, team_id=event.team_id))
    _keep_allowance(work, event, old_stay)
    if has_ended and before.returned:
        _give_again(work, event, before.returned)


def _keep_allowance(work: UnitOfWork, event: MemberJoined, old_stay: int) -> None:
    allowance = allowances.find(work.table, event.account_id)
    if allowance and (allowance.team_id, allowance.stay) == (event.team_id, old_stay):
        work.save([allowances.save(replace(allowance, stay=event.revision, version=allowance.version + 1), allowance)])


def _give_again(work: UnitOfWork, event: MemberJoined, returned: int) -> None:
    team, wallet = ledger.find(work.table, event.team_id), ledger.find(work.table, event.account_id)
    amount = min(returned, max(0, team.available))
    if not amount:
        return
    part = LedgerAccount(wallet.name, team_part(event.team_id))
    cause = f"undone:{event.team_id}:{event.account_id}:{event.undoes}"
    journal = transfer(cause, Kind.ALLOCATION, team.main, part, amount, {"user_id": event.account_id})
    post_with_alerts(work, journal, read=[team, wallet])
    work.publish(TeamCreditsArrived(team_id=event.team_id))
