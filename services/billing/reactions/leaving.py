"""The reactions of billing to numbers that get another user or have left, and to texts not sent, at their own door."""

from contracts.messages import MessageFailed
from contracts.numbers import NumberActivated, NumberAssigned, NumberMoved, NumberUnassigned
from contracts.port_outs import NumberPortedOut
from kernel.bus.reactions import Reactions
from services.billing.use_cases.plans import follow_number_users
from services.billing.use_cases.renewals import end_ported_plan
from services.billing.use_cases.usage import refund_text

reactions = Reactions()

reactions.on(MessageFailed)(refund_text.refund_text)
reactions.on(NumberPortedOut)(end_ported_plan.end_ported_plan)
reactions.on(NumberActivated)(follow_number_users.follow_user)
reactions.on(NumberAssigned)(follow_number_users.follow_user)
reactions.on(NumberMoved)(follow_number_users.follow_user)
reactions.on(NumberUnassigned)(follow_number_users.follow_user)
