"""The reactions of billing to people who have joined or left a team, at a door of their own."""

from contracts.plan_events import HolderPlansDue
from kernel.bus.reactions import Reactions
from services.billing.use_cases.joining.set_payer_of_plans import set_payer_of_plans

reactions = Reactions()

reactions.on(HolderPlansDue)(set_payer_of_plans)
