"""Follows the events of numbers whose plans run: canceled, kept, handed over (B8, T8)."""

from dataclasses import replace

from contracts.billing import NoticeDue
from contracts.numbers import NumberCancelled, NumberHandedOver, NumberKept
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.hand_over import HandOver
from services.billing.domain.plan import Subscription
from services.billing.stores import number_users, payments, people, plans
from services.billing.use_cases.plans.save_plan import save_plan


def cancel_plan_of_number(work: UnitOfWork, event: NumberCancelled) -> None:
    """Cancel the plan of a canceled number, unless a later event keeps the number."""
    plan = _find_plan(work, event)
    if plan:
        after = plan.cancel() if not plan.cancelled or plan.lapses else plan
        save_plan(work, plan, replace(after, wanted_revision=max(event.revision, plan.wanted_revision)))


def resume_plan_of_number(work: UnitOfWork, event: NumberKept) -> None:
    """Resume the plan of a number that is kept after all."""
    plan = _find_plan(work, event)
    if plan:
        after = plan.resume() if plan.cancelled else plan
        save_plan(work, plan, replace(after, wanted_revision=max(event.revision, plan.wanted_revision)))


def _find_plan(work: UnitOfWork, event: NumberCancelled | NumberKept) -> Subscription | None:
    """Find the running plan of the number, unless a later event of this kind was handled, or its store renews it."""
    plan = plans.find_by_number(work.table, event.number_id)
    if (
        plan is None
        or not plan.runs
        or plan.paid_in_store
        or (event.revision and event.revision <= plan.wanted_revision)
    ):
        return None
    return plan


def hand_over_plan(work: UnitOfWork, event: NumberHandedOver) -> None:
    """Pass the plan to the number's new holder, who pays from the next renewal on, or their team; paid time goes along.

    A hand-over that overtakes the order of the number, or its restoration, is stored for the plan that is opened then.
    """
    work.save(number_users.note(work.table, event.number_id, event.used_by, event.revision))
    plan = plans.find_by_number(work.table, event.number_id)
    known = plans.find_hand_over(work.table, event.number_id)
    if event.revision > (known.revision if known else 0):
        work.save(plans.save_hand_over(HandOver(event.number_id, event.to_holder, event.revision), known, plan))
    if plan is None or (event.revision or plan.holder_revision + 1) <= plan.holder_revision:
        return
    if not event.revision and plan.holder != event.from_holder:
        return
    save_plan(work, plan, pass_plan_to(work, plan, event.to_holder, event.revision))
    if event.from_holder.startswith("team_") and plan.runs:
        work.publish(_notice_of(plan, event.to_holder))


def _notice_of(plan: Subscription, holder: str) -> NoticeDue:
    """Return the notice that a number is a person's own, with what it costs from when (T12)."""
    return NoticeDue(
        wallet=holder,
        kind="number_yours_unrenewed" if plan.cancelled else "number_yours",
        amount=plan.renews_as.price,
        phone_number=plan.phone_number,
        paid_through=plan.paid_through,
        months=plan.renews_as.months,
    )


def pass_plan_to(work: UnitOfWork, plan: Subscription, holder: str, revision: int) -> Subscription:
    """Return the plan with another holder, who pays from the next renewal on, or the team they are on at the commit.

    Who gives a number back to a team, as their removal is undone, pays for none of its renewals: one that is in flight
    comes to nothing, and its money goes back to them (decision 075).
    """
    to = people.find(work.table, holder)
    work.save([people.unchanged(to)])
    payer = to.team_id or holder
    if _is_given_back(work, plan, holder):
        plan = plan.give_up_charge()
    return replace(plan, holder=holder, holder_revision=max(revision, plan.holder_revision)).with_payer(payer)


def _is_given_back(work: UnitOfWork, plan: Subscription, holder: str) -> bool:
    """Return whether a team gets the number from an account whose own wallet is being charged for its renewal."""
    if not (plan.runs and plan.in_flight and holder.startswith("team_")):
        return False
    payment = payments.find(work.table, plan.in_flight)
    return payment is not None and payment.wallet == plan.holder
