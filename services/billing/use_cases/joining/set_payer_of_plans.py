"""Sets who pays for a person's plans as they join and leave; the owner is notified of what a team takes on (B10)."""

from collections.abc import Iterable

from contracts.billing import NoticeDue
from contracts.plan_events import HolderPlansDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import Subscription
from services.billing.domain.plans_ahead import PlansAhead, end_of_look, sum_up
from services.billing.stores import billing_accounts, people, plans
from services.billing.use_cases.joining.move_on_joining import move_on_joining
from services.billing.use_cases.joining.see_on_web import see_on_web
from services.billing.use_cases.plans.save_plan import PLANS_AT_ONCE, save_plan


def set_payer_of_plans(work: UnitOfWork, event: HolderPlansDue) -> None:
    """Have the team that a person is on now pay for a page of their plans from the next renewal on, else themselves.

    It goes by where they are at the commit, so joins and removals may come in any order.
    """
    person = people.find(work.table, event.holder)
    held, cursor = plans.list_by_holder(work.table, event.holder, PLANS_AT_ONCE, event.cursor)
    joins = person.is_on(event.team_id)
    if joins and event.cursor is None:
        move_on_joining(work, event.holder)
    theirs = [_set_payer(work, plan, person.team_id or event.holder) for plan in held]
    taken_on = _add_page(work, event, theirs) if joins else PlansAhead()
    if not work.is_empty:
        work.save([people.unchanged(person)])
    if cursor:
        work.publish(event.model_copy(update={"cursor": cursor} | _carried(taken_on)))
    elif taken_on.plans:
        work.publish(_notice_of(event, taken_on))


def _set_payer(work: UnitOfWork, plan: Subscription, payer: str) -> Subscription:
    if not plan.due_at or plan.pays_later == payer:
        return plan
    return save_plan(work, plan, plan.with_payer(payer))


def _add_page(work: UnitOfWork, event: HolderPlansDue, page: Iterable[Subscription]) -> PlansAhead:
    """Add what a page of plans costs the team in three months to what those before it do."""
    billing_day = billing_accounts.find_billing_day(work.table, event.team_id)
    before = PlansAhead(event.plans, event.amount, event.first_at)
    moved = [see_on_web(work, plan) for plan in page]  # a move of this very transaction is followed up later
    return before + sum_up(moved, end_of_look(work.now), billing_day)


def _carried(taken_on: PlansAhead) -> dict[str, object]:
    return {"plans": taken_on.plans, "amount": taken_on.amount, "first_at": taken_on.first_at}


def _notice_of(event: HolderPlansDue, taken_on: PlansAhead) -> NoticeDue:
    """Return the notice to the owner of what their wallet pays from now on, before its first charge."""
    return NoticeDue(
        wallet=event.team_id,
        kind="plans_taken_on",
        plans=taken_on.plans,
        amount=taken_on.amount,
        day=taken_on.first_at,
        person_id=event.holder,
    )
