"""The reactions of billing to numbers that get another user, or have left, at a door of their own."""

from contracts.numbers import NumberActivated, NumberAssigned, NumberMoved, NumberUnassigned
from contracts.port_outs import NumberPortedOut
from kernel.bus.reactions import Reactions
from services.billing.use_cases.plans import follow_number_users
from services.billing.use_cases.renewals import end_ported_plan

reactions = Reactions()

reactions.on(NumberPortedOut)(end_ported_plan.end_ported_plan)
reactions.on(NumberActivated)(follow_number_users.follow_user)
reactions.on(NumberAssigned)(follow_number_users.follow_user)
reactions.on(NumberMoved)(follow_number_users.follow_user)
reactions.on(NumberUnassigned)(follow_number_users.follow_user)
