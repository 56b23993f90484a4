"""Reviews a payer's plans after a change of their wallet: they lapse, resume, or are charged again (B1, B8)."""

from contracts.plan_events import PlansDue, PlansReviewDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import payment_methods, people, plans
from services.billing.stores.payment_methods import Method
from services.billing.use_cases.plans.save_plan import save_plan

_AT_ONCE = 20


def plan_reviews(work: UnitOfWork, account_id: str, *, removed: bool = False) -> list[PlansReviewDue]:
    """Return the reviews of what this account's wallet pays: its own plans, and those of the team that it owns."""
    person = people.find(work.table, account_id)
    team = [person.owns] if person.owns else []
    return [PlansReviewDue(payer=payer, removed=removed) for payer in (account_id, *team)]


def review_plans(work: UnitOfWork, event: PlansReviewDue) -> None:
    """Review a page of the payer's plans by their current wallet; the next page is another task."""
    owner_id = people.find_team(work.table, event.payer).owner_id if event.payer.startswith("team_") else event.payer
    method = payment_methods.find(work.table, owner_id) if owner_id else None
    page = plans.list_by_payer(work.table, event.payer, _AT_ONCE, event.cursor)
    found = plans.find_many(work.table, [item["subscription_id"] for item in page.items])
    theirs = [plan for plan in found.values() if plan.pays_later == event.payer and not plan.paid_in_store]
    for plan in theirs:
        _review(work, plan, method, removed=event.removed)
    if method and method.works and any(plan.may_be_retried for plan in theirs):
        work.publish(PlansDue(payer=event.payer, as_of=work.now, early=True))
    if owner_id and not work.is_empty:
        work.save([payment_methods.check_unchanged(owner_id, method)])
    if page.next_cursor:
        work.publish(PlansReviewDue(payer=event.payer, removed=event.removed, cursor=page.next_cursor))


def _review(work: UnitOfWork, plan: Subscription, method: Method | None, *, removed: bool) -> None:
    if method and method.works and plan.lapses and plan.runs:
        save_plan(work, plan, plan.resume())
    elif method is None and removed and plan.status is PlanStatus.ACTIVE and not plan.cancelled:
        save_plan(work, plan, plan.lapse())
