"""The reactions of billing to its own events about number plans: charged, settled, reviewed, paid by another."""

from contracts.plan_events import ClosedPlansDue, HolderPlansDue, PlanLinesDue, PlansDue, PlansReviewDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import product_wiring, wiring
from services.billing.use_cases.joining.set_payer_of_plans import set_payer_of_plans
from services.billing.use_cases.plans import review_plans

reactions = Reactions()

reactions.on(PlansReviewDue)(review_plans.review_plans)
reactions.on(HolderPlansDue)(set_payer_of_plans)


@reactions.on(ClosedPlansDue)
def closed_plans_due(work: UnitOfWork, event: ClosedPlansDue) -> None:
    """End the plans that a closed account had paid in an app store."""
    from services.billing.use_cases.store_plans.end_store_plan import end_closed_plans

    end_closed_plans(work, event, product_wiring.products())


@reactions.on(PlansDue, has_external_effect=True)
def plans_due(work: UnitOfWork, event: PlansDue) -> None:
    """Charge a payer's due plans, or end them."""
    from services.billing.use_cases.renewals import charge_plans

    if event.early:
        charge_plans.retry_plans(work, paypal=wiring.paypal(), payer=event.payer)
    else:
        charge_plans.charge_due_plans(
            work, paypal=wiring.paypal(), payer=event.payer, as_of=event.as_of, wallet_cap=wiring.wallet_cap()
        )


@reactions.on(PlanLinesDue)
def plan_lines_due(work: UnitOfWork, event: PlanLinesDue) -> None:
    """Settle the plans of a large payment, a page at a time."""
    from services.billing.use_cases.plans.settle_plans import settle_lines

    settle_lines(work, event)
