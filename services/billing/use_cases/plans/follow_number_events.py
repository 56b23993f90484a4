"""Follow what numbers tells of a number whose plan runs, and who pays for it as people join and go (B8, B10, T8)."""

from dataclasses import replace

from contracts.numbers import NumberCancelled, NumberHandedOver, NumberKept
from contracts.teams import MemberJoined
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import HandOver, Subscription
from services.billing.stores import people, plans
from services.billing.use_cases.plans.save_plan import save_plan


def cancel_plan_of_number(work: UnitOfWork, event: NumberCancelled) -> None:
    """The number is not wanted for longer than it is paid, unless it was heard to be wanted again."""
    plan = _find_plan(work, event)
    if plan:
        after = plan.cancel() if not plan.cancelled or plan.lapses else plan
        save_plan(work, plan, replace(after, wanted_revision=max(event.revision, plan.wanted_revision)))


def resume_plan_of_number(work: UnitOfWork, event: NumberKept) -> None:
    """The number is wanted after all."""
    plan = _find_plan(work, event)
    if plan:
        after = plan.resume() if plan.cancelled else plan
        save_plan(work, plan, replace(after, wanted_revision=max(event.revision, plan.wanted_revision)))


def _find_plan(work: UnitOfWork, event: NumberCancelled | NumberKept) -> Subscription | None:
    """The plan that is meant, if nothing later of this kind was heard of its number."""
    plan = plans.find_by_number(work.table, event.number_id)
    if plan is None or not plan.runs or (event.revision and event.revision <= plan.wanted_revision):
        return None
    return plan


def hand_over_plan(work: UnitOfWork, event: NumberHandedOver) -> None:
    """The number has another holder, who pays from the next renewal on, or their team; the paid time goes along.

    What overtakes the wish for the number, or for having it back, is noted for the plan that comes of it.
    """
    plan = plans.find_by_number(work.table, event.number_id)
    heard = plans.find_hand_over(work.table, event.number_id)
    if event.revision > (heard.revision if heard else 0):
        work.save(plans.save_hand_over(HandOver(event.number_id, event.to_holder, event.revision), heard, plan))
    if plan is None or (event.revision or plan.holder_revision + 1) <= plan.holder_revision:
        return
    if not event.revision and plan.holder != event.from_holder:
        return
    save_plan(work, plan, pass_plan_to(work, plan, event.to_holder, event.revision))


def pass_plan_to(work: UnitOfWork, plan: Subscription, holder: str, revision: int) -> Subscription:
    """The plan with another holder, who pays from the next renewal on, or the team that they are on at the commit."""
    to = people.find(work.table, holder)
    work.save([people.unchanged(to)])
    payer = to.team_id if to.team_id and to.is_on(to.team_id) else holder
    return replace(plan, holder=holder, holder_revision=max(revision, plan.holder_revision)).with_payer(payer)


def charge_team_for_plans(work: UnitOfWork, event: MemberJoined) -> None:
    """The team pays for their plans from the next renewal on (B10)."""
    for plan in plans.list_by_holder(work.table, event.account_id):
        _set_payer(work, plan, event.team_id)


def charge_member_for_plans(work: UnitOfWork, account_id: str, team_id: str) -> None:
    """They pay for their own plans again."""
    for plan in plans.list_by_holder(work.table, account_id):
        if plan.pays_later == team_id:
            _set_payer(work, plan, account_id)


def _set_payer(work: UnitOfWork, plan: Subscription, payer: str) -> None:
    if plan.due_at and plan.pays_later != payer:
        save_plan(work, plan, plan.with_payer(payer))
