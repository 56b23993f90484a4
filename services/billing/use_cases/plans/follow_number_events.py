"""Follow what numbers tells of a number whose plan runs, and who pays for it as people join and go (B8, B10, T8)."""

from dataclasses import replace

from contracts.numbers import NumberCancelled, NumberHandedOver, NumberKept
from contracts.teams import MemberJoined
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import HandOver, Subscription
from services.billing.stores import people, plans
from services.billing.use_cases.plans.save_plan import tell


def number_cancelled(work: UnitOfWork, event: NumberCancelled) -> None:
    """The number is not wanted for longer than it is paid, unless it was heard to be wanted again."""
    plan = _wished(work, event)
    if plan:
        after = plan.called_off() if not plan.cancelled or plan.lapses else plan
        tell(work, plan, replace(after, wished=max(event.revision, plan.wished)))


def number_kept(work: UnitOfWork, event: NumberKept) -> None:
    """The number is wanted after all."""
    plan = _wished(work, event)
    if plan:
        after = plan.going_on() if plan.cancelled else plan
        tell(work, plan, replace(after, wished=max(event.revision, plan.wished)))


def _wished(work: UnitOfWork, event: NumberCancelled | NumberKept) -> Subscription | None:
    """The plan that is meant, if nothing later of this kind was heard of its number."""
    plan = plans.of_number(work.table, event.number_id)
    if plan is None or not plan.runs or (event.revision and event.revision <= plan.wished):
        return None
    return plan


def number_handed_over(work: UnitOfWork, event: NumberHandedOver) -> None:
    """The number has another holder, who pays from the next renewal on, or their team; the paid time goes along.

    What overtakes the wish for the number, or for having it back, is noted for the plan that comes of it.
    """
    plan = plans.of_number(work.table, event.number_id)
    heard = plans.hand_over_of(work.table, event.number_id)
    if event.revision > (heard.revision if heard else 0):
        work.save(plans.note(HandOver(event.number_id, event.to_holder, event.revision), heard, plan))
    if plan is None or (event.revision or plan.handed + 1) <= plan.handed:
        return
    if not event.revision and plan.holder != event.from_holder:
        return
    tell(work, plan, handed_to(work, plan, event.to_holder, event.revision))


def handed_to(work: UnitOfWork, plan: Subscription, holder: str, revision: int) -> Subscription:
    """The plan with another holder, who pays from the next renewal on, or the team that they are on at the commit."""
    to = people.find(work.table, holder)
    work.save([people.unchanged(to)])
    return replace(plan, holder=holder, handed=max(revision, plan.handed)).passed_to(to.team_id or holder)


def joined(work: UnitOfWork, event: MemberJoined) -> None:
    """The team pays for their plans from the next renewal on (B10)."""
    for plan in plans.held_by(work.table, event.account_id):
        _paid_for_by(work, plan, event.team_id)


def gone(work: UnitOfWork, account_id: str, team_id: str) -> None:
    """They pay for their own plans again."""
    for plan in plans.held_by(work.table, account_id):
        if plan.pays_later == team_id:
            _paid_for_by(work, plan, account_id)


def _paid_for_by(work: UnitOfWork, plan: Subscription, payer: str) -> None:
    if plan.due_at and plan.pays_later != payer:
        tell(work, plan, plan.passed_to(payer))
