"""The reactions of billing to numbers that have left, at a door of their own."""

from contracts.port_outs import NumberPortedOut
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import product_wiring
from services.billing.use_cases.renewals import end_ported_plan

reactions = Reactions()


@reactions.on(NumberPortedOut)
def number_ported_out(work: UnitOfWork, event: NumberPortedOut) -> None:
    """End the plan of a number that has left, and credit its paid days."""
    end_ported_plan.end_ported_plan(work, event, product_wiring.products())
