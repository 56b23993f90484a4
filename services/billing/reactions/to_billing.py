"""The reactions of billing to its own events, but those about plans, the books, refunds, and what people are sent."""

from contracts.approvals import ApprovedPaymentDue
from contracts.billing import (
    BalanceFell,
    PayPalEventReceived,
    TeamCreditsArrived,
    TeamOwes,
    TopUpDue,
)
from contracts.usage import SpendLimitMet
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.use_cases.balances import notify_low_balance
from services.billing.use_cases.credits import collect_debt, reserve_invitation_credits
from services.billing.use_cases.usage import notify_limit

reactions = Reactions()

reactions.on(TeamOwes)(collect_debt.collect_debt)
reactions.on(SpendLimitMet)(notify_limit.notify_limit)


@reactions.on(TeamCreditsArrived)
def team_credits_arrived(work: UnitOfWork, event: TeamCreditsArrived) -> None:
    """Fund the holds that wait for money."""
    reserve_invitation_credits.fund_waiting_holds(work, team_id=event.team_id, wallet_cap=wiring.wallet_cap())


@reactions.on(BalanceFell)
def balance_fell(work: UnitOfWork, event: BalanceFell) -> None:
    """Notify the holder of a low balance, or buy credits."""
    notify_low_balance.notify_low_balance(work, name=event.wallet, returned=event.returned)


@reactions.on(TopUpDue, has_external_effect=True)
def top_up_due(work: UnitOfWork, event: TopUpDue) -> None:
    """Buy credits for the wallet."""
    from services.billing.use_cases.top_ups.top_up_wallet import top_up_wallet

    top_up_wallet(work, paypal=wiring.paypal(), name=event.team_id, wallet_cap=wiring.wallet_cap())


@reactions.on(PayPalEventReceived)
def paypal_event_received(work: UnitOfWork, event: PayPalEventReceived) -> None:
    """Handle a stored webhook."""
    from services.billing.use_cases.paypal_events.handle_webhook import handle_webhook

    handle_webhook(work, paypal=wiring.paypal(), event_id=event.event_id)


@reactions.on(ApprovedPaymentDue, has_external_effect=True)
def approved_payment_due(work: UnitOfWork, event: ApprovedPaymentDue) -> None:
    """Charge what the owner has approved."""
    from services.billing.use_cases.approvals.charge_approved import charge_approved

    charge_approved(work, paypal=wiring.paypal(), payment_id=event.payment_id)
