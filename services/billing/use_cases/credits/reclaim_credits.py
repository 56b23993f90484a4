"""Takes back the unspent credits that the team gave a user (B6)."""

from contracts.billing import TeamCreditsArrived
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.parts import team_part
from services.billing.http.credit_views import UserCredits
from services.billing.stores import allowances, ledger, people
from services.billing.use_cases import callers
from services.billing.use_cases.credits.take_back import take_back


def reclaim_credits(work: UnitOfWork, *, user_id: str) -> UserCredits:
    """Take all of it back, and return what the user has left; it is no error if there is nothing."""
    team_id = callers.read_caller(work).runs_team()
    account_id = work.context.actor if user_id == "me" else user_id
    of_member = (people.key(account_id), ledger.key(account_id), ledger.key(team_id), allowances.key(account_id))
    keys = [(key["pk"], key["sk"]) for key in of_member]
    found = work.table.get_many(keys)
    member = people.loaded(account_id, found.get(keys[0]))
    if not member.is_on(team_id):
        raise NotFound
    wallet, team = ledger.to_wallet(account_id, found.get(keys[1])), ledger.to_wallet(team_id, found.get(keys[2]))
    amount = wallet.part(team_part(team_id))
    if amount:
        take_back(work, team, wallet, amount)
        work.publish(TeamCreditsArrived(team_id=team_id))
    allowance = allowances.loaded(found.get(keys[3]))
    return UserCredits.of(member, wallet.less(team_part(team_id), amount), team_id, allowance, work.now)
