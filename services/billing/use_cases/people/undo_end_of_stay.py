"""Give back what a removal took from a member, as it is undone (decision 075).

Each removal has a note of what returned to the team, the limit and the stay; the undo, which may arrive before it, goes
by that.
"""

from dataclasses import replace

from contracts.billing import NoticeDue, TeamCreditsArrived
from contracts.plan_events import HolderPlansDue
from contracts.teams import MemberJoined, MemberRemoved, membership_after
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ended_stay import EndedStay
from services.billing.domain.going import come_back, ends_stay, leave
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.domain.parts import team_part
from services.billing.domain.person import Person
from services.billing.stores import allowances, ledger, people
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts


def note_end_of_stay(work: UnitOfWork, event: MemberRemoved, before: Person, after: Person) -> Person:
    """Return the person with what an undo needs to know of the stay that ends."""
    returned = 0
    if ends_stay(event.team_id, event.revision, before, after):
        returned = ledger.find(work.table, event.account_id).part(team_part(event.team_id))
    return leave(EndedStay(event.team_id, event.revision, work.now, returned=returned), before, after)


def undo_end_of_stay(work: UnitOfWork, event: MemberJoined, before: Person) -> None:
    """Put the member back on the team with limit, allowance and credits, as far as the team has them."""
    joined = membership_after(event, before)
    after, back = come_back(event.team_id, event.revision, event.undoes, before, joined, work.now)
    if after.stay > before.stay:
        work.publish(HolderPlansDue(holder=event.account_id, team_id=event.team_id))
        _keep_allowance(work, event, back.stay if back else before.stay, after.stay)
    elif back:
        _keep_allowance(work, event, back.stay, after.stay)
    if back:
        after = replace(after, not_returned=_give_again(work, event, back.returned, before.version))
    work.save([people.save(after)])


def _keep_allowance(work: UnitOfWork, event: MemberJoined, old_stay: int, stay: int) -> None:
    allowance = allowances.find(work.table, event.account_id)
    if allowance and (allowance.team_id, allowance.stay) == (event.team_id, old_stay):
        work.save([allowances.save(replace(allowance, stay=stay, version=allowance.version + 1), allowance)])


def _give_again(work: UnitOfWork, event: MemberJoined, returned: int, version: int) -> int:
    """Give back what had returned, as far as the team has it, and return what it lacks, of which both are notified."""
    team, wallet = ledger.find(work.table, event.team_id), ledger.find(work.table, event.account_id)
    amount = min(returned, max(0, team.available))
    if amount:
        part = LedgerAccount(wallet.name, team_part(event.team_id))
        cause = f"undone:{event.team_id}:{event.account_id}:{version}"
        journal = transfer(cause, Kind.ALLOCATION, team.main, part, amount, {"user_id": event.account_id})
        post_with_alerts(work, journal, read=[team, wallet])
        work.publish(TeamCreditsArrived(team_id=event.team_id))
    if missing := returned - amount:
        who = event.account_id
        work.publish(
            NoticeDue(wallet=event.team_id, kind="credits_missing", amount=missing, person_id=who),
            NoticeDue(wallet=who, kind="credits_missing_yours", amount=missing),
        )
    return returned - amount
