"""The reactions of teams to the events of billing."""

from contracts.billing import CreditsHeld, CreditsUnfunded, PaymentCompleted, PaymentMethodChanged, PaymentTakenBack
from contracts.plan_events import PlanCancelled, PlanChanged, PlanResumed
from contracts.team_money import TeamMoneyChanged
from kernel.bus.reactions import Reactions
from services.teams.use_cases.accounts.record_wallet import record_wallet
from services.teams.use_cases.invitations.record_credits_status import record_held_credits, record_unfunded_credits
from services.teams.use_cases.numbers.log_number_activity import log_number_activity
from services.teams.use_cases.team.log_money_change import log_money_change
from services.teams.use_cases.team.record_payment import record_payment

reactions = Reactions()

reactions.on(CreditsHeld)(record_held_credits)
reactions.on(CreditsUnfunded)(record_unfunded_credits)
reactions.on(PaymentCompleted)(record_payment)
reactions.on(PaymentMethodChanged)(record_wallet)
reactions.on(PaymentTakenBack)(record_payment)
reactions.on(TeamMoneyChanged)(log_money_change)
reactions.on(PlanCancelled)(log_number_activity)
reactions.on(PlanResumed)(log_number_activity)
reactions.on(PlanChanged)(log_number_activity)
