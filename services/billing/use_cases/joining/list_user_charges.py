"""Lists the upcoming charges for a person's own numbers, as the owner of their team sees what they took on (B10)."""

from collections.abc import Iterable

from contracts.money import Money
from kernel.dynamodb.remembering import RememberingTable
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from services.billing.domain.plan import Subscription
from services.billing.domain.plans_ahead import list_charges, sum_up
from services.billing.http.plan_views import ChargeToCome, UserCharges
from services.billing.http.schemas import UserChargesQuery
from services.billing.stores import billing_accounts, people, plans
from services.billing.use_cases import callers
from services.billing.use_cases.joining.see_on_web import see_on_web

_AT_ONCE = 100


def list_user_charges(work: UnitOfWork, *, user_id: str, query: UserChargesQuery) -> UserCharges:
    """Return a page of the charges by date, and what they are in all. They are sorted here: the cursor is an offset."""
    account_id = work.context.actor if user_id == "me" else user_id
    table = RememberingTable(work.table)
    table.read_ahead((key["pk"], key["sk"]) for key in map(people.key, (work.context.actor, account_id)))
    caller = callers.load_caller(work, table.get(**people.key(work.context.actor)))
    person = people.find(table, account_id)
    caller.may_see(person)
    payer, until = person.team_id or account_id, query.end(work.now)
    billing_day = billing_accounts.find_billing_day(work.table, payer)
    held = list(_list_held(work, account_id, payer, moves=bool(person.team_id) and person.owns is None))
    ahead = sum_up(held, until, billing_day)
    charges = [ChargeToCome.of(charge) for charge in list_charges(held, until, billing_day)]
    page = Page[ChargeToCome].part(charges, query)
    return UserCharges(
        items=page.items,
        next_cursor=page.next_cursor,
        user_id=account_id,
        until=until,
        plans=ahead.plans,
        total=Money.of(ahead.amount),
        first_at=ahead.first_at,
    )


def _list_held(work: UnitOfWork, account_id: str, payer: str, *, moves: bool) -> Iterable[Subscription]:
    """Yield the person's plans that run, as their payer will pay them: a join may not have been followed up yet.

    Joining `moves` what a store is paid for; opening a team does not.
    """
    cursor: str | None = None
    while True:
        page, cursor = plans.list_by_holder(work.table, account_id, _AT_ONCE, cursor)
        running = (plan.with_payer(payer) for plan in page if plan.due_at)
        yield from (see_on_web(work, plan) for plan in running) if moves else running
        if cursor is None:
            return
