"""The reactions of billing to numbers that have left, at a door of their own."""

from contracts.port_outs import NumberPortedOut
from kernel.bus.reactions import Reactions
from services.billing.use_cases.renewals import end_ported_plan

reactions = Reactions()

reactions.on(NumberPortedOut)(end_ported_plan.end_ported_plan)
