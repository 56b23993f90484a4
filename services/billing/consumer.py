"""Registers billing's reaction to each event, its own tasks included."""

from contracts.billing import (
    BalanceFell,
    NoticeDue,
    PayPalEventReceived,
    PlanDue,
    PlanRefundDue,
    PlansReviewDue,
    TeamCreditsArrived,
    TopUpDue,
    WalletAttached,
    WalletDetached,
    WalletsCheckDue,
)
from contracts.identity import AccountClosed, AccountRegistered, MoneyLocked, ProfileChanged
from contracts.messages import MessageFailed, MessageRequested
from contracts.numbers import NumberCancelled, NumberHandedOver, NumberKept, NumberOrderFailed, NumberRequested
from contracts.teams import (
    InvitationExpired,
    InvitationRevoked,
    InvitationSent,
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    TeamDissolved,
    TeamHandedOver,
    TeamOpened,
    TeamRenamed,
)
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import wiring
from services.billing.stores import people
from services.billing.use_cases.balances import alert_on_balance_change
from services.billing.use_cases.books import verify_balances
from services.billing.use_cases.credits import charge_message, reserve_invitation_credits
from services.billing.use_cases.people import follow_people_events
from services.billing.use_cases.plans import follow_number_events, review_plans

consumer = Consumer("billing", wiring.table)
handler = consumer.handler

consumer.on(AccountRegistered)(follow_people_events.account_registered)
consumer.on(ProfileChanged)(follow_people_events.profile_changed)
consumer.on(MoneyLocked)(follow_people_events.money_locked)
consumer.on(AccountClosed)(follow_people_events.account_closed)
consumer.on(TeamOpened)(follow_people_events.team_opened)
consumer.on(MemberJoined)(follow_people_events.member_joined)
consumer.on(MemberRoleChanged)(follow_people_events.membership_changed)
consumer.on(MemberSuspended)(follow_people_events.membership_changed)
consumer.on(MemberRestored)(follow_people_events.membership_changed)
consumer.on(TeamHandedOver)(follow_people_events.handed_over)
consumer.on(MemberRemoved)(follow_people_events.member_removed)
consumer.on(TeamDissolved)(follow_people_events.team_dissolved)
consumer.on(InvitationSent)(reserve_invitation_credits.reserve_invitation_credits)
consumer.on(InvitationRevoked)(reserve_invitation_credits.release_revoked_credits)
consumer.on(InvitationExpired)(reserve_invitation_credits.release_expired_credits)
consumer.on(NumberCancelled)(follow_number_events.cancel_plan_of_number)
consumer.on(NumberKept)(follow_number_events.resume_plan_of_number)
consumer.on(NumberHandedOver)(follow_number_events.hand_over_plan)
consumer.on(PlansReviewDue)(review_plans.review_plans)
consumer.on(MessageRequested)(charge_message.charge_message)
consumer.on(MessageFailed)(charge_message.refund_message)
consumer.on(WalletsCheckDue)(verify_balances.verify_balances)


@consumer.on(TeamRenamed)
def team_renamed(work: UnitOfWork, event: TeamRenamed) -> None:
    """Store the team's new name for receipts and notices."""
    work.save([people.note_team(event.team_id, name=event.name)])


@consumer.on(TeamCreditsArrived)
def team_credits_arrived(work: UnitOfWork, event: TeamCreditsArrived) -> None:
    """Fund the holds that wait for money."""
    reserve_invitation_credits.fund_waiting_holds(work, team_id=event.team_id)


@consumer.on(BalanceFell)
def balance_fell(work: UnitOfWork, event: BalanceFell) -> None:
    """Notify the holder of a low balance, or buy credits."""
    alert_on_balance_change.notify_low_balance(work, name=event.wallet, returned=event.returned)


@consumer.on(TopUpDue, has_external_effect=True)
def top_up_due(work: UnitOfWork, event: TopUpDue) -> None:
    """Buy credits for the team."""
    from services.billing.use_cases.top_ups.top_up_team import top_up_team

    top_up_team(work, paypal=wiring.paypal(), team_id=event.team_id)


@consumer.on(PayPalEventReceived)
def paypal_event_received(work: UnitOfWork, event: PayPalEventReceived) -> None:
    """Handle a stored webhook."""
    from services.billing.use_cases.paypal_events.handle_webhook import handle_webhook

    handle_webhook(work, paypal=wiring.paypal(), event_id=event.event_id)


@consumer.on(WalletAttached, has_external_effect=True)
def wallet_attached(work: UnitOfWork, event: WalletAttached) -> None:
    """Mail the payer which account their wallet pays for."""
    from services.billing.use_cases.wallet.notify_payer import notify_payer

    notify_payer(work, event=event, portal=wiring.portal())


@consumer.on(WalletDetached, has_external_effect=True)
def wallet_detached(work: UnitOfWork, event: WalletDetached) -> None:
    """Delete the token at PayPal."""
    wiring.paypal().delete_token(event.token)


@consumer.on(NoticeDue, has_external_effect=True)
def notice_due(work: UnitOfWork, event: NoticeDue) -> None:
    """Send the notice to the holder of the wallet."""
    from services.billing.use_cases.notices.send_notice import send_notice

    send_notice(work, event=event, portal=wiring.portal())


@consumer.on(NumberRequested, has_external_effect=True)
def number_requested(work: UnitOfWork, event: NumberRequested) -> None:
    """Charge the first period of the number's plan."""
    from services.billing.use_cases.renewals.charge_plan import open_plan

    open_plan(work, paypal=wiring.paypal(), event=event)


@consumer.on(PlanDue, has_external_effect=True)
def plan_due(work: UnitOfWork, event: PlanDue) -> None:
    """Charge the next period of a plan, or end the plan."""
    from services.billing.use_cases.renewals import charge_plan

    if event.early:
        charge_plan.retry_plan(work, paypal=wiring.paypal(), subscription_id=event.subscription_id)
    else:
        charge_plan.charge_plan(work, paypal=wiring.paypal(), subscription_id=event.subscription_id, as_of=event.as_of)


@consumer.on(NumberOrderFailed)
def number_order_failed(work: UnitOfWork, event: NumberOrderFailed) -> None:
    """End the plan of the number and refund its payment."""
    from services.billing.use_cases.renewals.refund_plan import end_failed_order

    end_failed_order(work, event)


@consumer.on(PlanRefundDue, has_external_effect=True)
def plan_refund_due(work: UnitOfWork, event: PlanRefundDue) -> None:
    """Refund the payment through PayPal."""
    from services.billing.use_cases.renewals.refund_plan import refund_plan

    refund_plan(work, paypal=wiring.paypal(), event=event)
