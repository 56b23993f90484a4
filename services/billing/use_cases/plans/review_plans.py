"""A payer's wallet was removed, or there is one again: their plans run out, go on, or are tried again (B1, B8)."""

from contracts.billing import PlanDue, PlansReviewDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import payment_methods, people, plans
from services.billing.stores.payment_methods import Method
from services.billing.use_cases.plans.save_plan import save_plan

_AT_ONCE = 20


def plan_reviews(work: UnitOfWork, account_id: str, *, removed: bool = False) -> list[PlansReviewDue]:
    """The reviews of all that this account's wallet pays for: its own plans, and those of the team that it owns."""
    person = people.find(work.table, account_id)
    team = [person.team] if person.team and person.role == "owner" else []
    return [PlansReviewDue(payer=payer, removed=removed) for payer in (account_id, *team)]


def review_plans(work: UnitOfWork, event: PlansReviewDue) -> None:
    """See to a page of the payer's plans as their wallet is now, whatever has crossed; the next page is a task too."""
    owner_id = people.find_team(work.table, event.payer).owner_id if event.payer.startswith("team_") else event.payer
    method = payment_methods.find(work.table, owner_id) if owner_id else None
    page = plans.list_by_payer(work.table, event.payer, _AT_ONCE, event.cursor)
    for item in page.items:
        plan = plans.find(work.table, item["subscription_id"])
        if plan and plan.pays_later == event.payer:
            _review(work, plan, method, removed=event.removed)
    if owner_id and not work.is_empty:
        work.save([payment_methods.check_unchanged(owner_id, method)])
    if page.next_cursor:
        work.publish(PlansReviewDue(payer=event.payer, removed=event.removed, cursor=page.next_cursor))


def _review(work: UnitOfWork, plan: Subscription, method: Method | None, *, removed: bool) -> None:
    if method and method.works and plan.lapses and plan.runs:
        save_plan(work, plan, plan.resume())
    elif method and method.works and plan.may_be_tried:
        work.publish(PlanDue(subscription_id=plan.subscription_id, as_of=work.now, early=True))
    elif method is None and removed and plan.status is PlanStatus.ACTIVE and not plan.cancelled:
        save_plan(work, plan, plan.lapse())
