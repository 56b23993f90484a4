"""Say what an action that ends or changes a place on a team does to money, before it happens (decision 075)."""

from contracts.consequences import MOST_COUNTED, OF_OWNERS, Action, Consequences, subject_of
from kernel.consequences import ConsequencesQuery, require_reader
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain import consequences
from services.billing.domain.consequences import Affected
from services.billing.domain.person import Person
from services.billing.domain.problems import TeamNeeded
from services.billing.stores import allowances, ledger, people, plans, top_ups
from services.billing.use_cases import callers
from services.billing.use_cases.payments.view_leftover import find_refundable


def say_consequences(work: UnitOfWork, *, query: ConsequencesQuery) -> Consequences:
    """Return what becomes of credits and plans: a person's, or a team's. Rights are those of the action.

    Raises TeamNeeded, Forbidden and NotFound.
    """
    caller = callers.read_caller(work)
    account_id = subject_of(query.action, caller.account_id, query.user_id)
    other = caller if account_id == caller.account_id else people.find(work.table, account_id)
    require_reader(query.action, caller, other, no_team=TeamNeeded)
    if query.action in OF_OWNERS:
        items = consequences.of_team(query.action, _team(work, caller))
    else:
        is_own = other is caller
        items = consequences.of_person(
            query.action, _person(work, other, query.action, is_own), other.team_id, work.now
        )
    if query.action == "close" and caller.owns:
        items += consequences.of_team("close", _team(work, caller))[:-1]  # receipts are said once
    return Consequences(action=query.action, user_id=account_id, items=items)


def _team(work: UnitOfWork, owner: Person) -> Affected:
    wallet = ledger.find(work.table, str(owner.team_id))
    paid = plans.list_by_payer(work.table, wallet.name, MOST_COUNTED, None)
    return Affected(
        wallet,
        refundable=sum(amount for _, amount in find_refundable(work, owner, "team", wallet)[0]),
        tops_up=top_ups.find(work.table, wallet.name) is not None,
        plans=len(paid.items),
        is_least=paid.next_cursor is not None,
    )


def _person(work: UnitOfWork, person: Person, action: Action, is_own: bool) -> Affected:
    wallet, allowance = ledger.find(work.table, person.account_id), allowances.find(work.table, person.account_id)
    held, more = plans.list_by_holder(work.table, person.account_id, MOST_COUNTED)
    paid_back = find_refundable(work, person, "self", wallet)[0] if is_own and action == "close" else []
    return Affected(
        wallet,
        refundable=sum(amount for _, amount in paid_back),
        allowance=allowance.amount if allowance and allowance.is_for(person) else 0,
        spend_limit=person.spend_limit,
        plans=sum(plan.renews_at is not None for plan in held),
        is_least=more is not None,
    )
