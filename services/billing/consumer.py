"""What billing does when it hears of something, its own tasks included."""

from contracts.billing import (
    BalanceFell,
    NoticeDue,
    PayPalEventReceived,
    PlanDue,
    PlanRefundDue,
    PlansReviewDue,
    TeamCreditsArrived,
    TopUpDue,
    WalletDetached,
    WalletsCheckDue,
)
from contracts.identity import AccountClosed, AccountRegistered, ProfileChanged
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
consumer.on(AccountClosed)(follow_people_events.account_closed)
consumer.on(TeamOpened)(follow_people_events.team_opened)
consumer.on(MemberJoined)(follow_people_events.member_joined)
consumer.on(MemberRoleChanged)(follow_people_events.membership_changed)
consumer.on(MemberSuspended)(follow_people_events.membership_changed)
consumer.on(MemberRestored)(follow_people_events.membership_changed)
consumer.on(TeamHandedOver)(follow_people_events.handed_over)
consumer.on(MemberRemoved)(follow_people_events.member_removed)
consumer.on(TeamDissolved)(follow_people_events.team_dissolved)
consumer.on(InvitationSent)(reserve_invitation_credits.invitation_sent)
consumer.on(InvitationRevoked)(reserve_invitation_credits.invitation_revoked)
consumer.on(InvitationExpired)(reserve_invitation_credits.invitation_expired)
consumer.on(NumberCancelled)(follow_number_events.number_cancelled)
consumer.on(NumberKept)(follow_number_events.number_kept)
consumer.on(NumberHandedOver)(follow_number_events.number_handed_over)
consumer.on(PlansReviewDue)(review_plans.review_plans)
consumer.on(MessageRequested)(charge_message.message_requested)
consumer.on(MessageFailed)(charge_message.message_failed)
consumer.on(WalletsCheckDue)(verify_balances.check_slice)


@consumer.on(TeamRenamed)
def team_renamed(work: UnitOfWork, event: TeamRenamed) -> None:
    """Receipts and notices name the team."""
    work.save([people.note_team(event.team_id, name=event.name)])


@consumer.on(TeamCreditsArrived)
def team_credits_arrived(work: UnitOfWork, event: TeamCreditsArrived) -> None:
    """Promises that wanted funds may be kept."""
    reserve_invitation_credits.credits_arrived(work, event.team_id)


@consumer.on(BalanceFell)
def balance_fell(work: UnitOfWork, event: BalanceFell) -> None:
    """Somebody must be told, or credits bought."""
    alert_on_balance_change.balance_fell(work, event.wallet)


@consumer.on(TopUpDue, has_external_effect=True)
def top_up_due(work: UnitOfWork, event: TopUpDue) -> None:
    """Buy credits for the team."""
    from services.billing.use_cases.top_ups.top_up_team import top_up_team  # noqa: PLC0415 (cold start)

    top_up_team(work, wiring.paypal(), event.team_id)


@consumer.on(PayPalEventReceived)
def paypal_event_received(work: UnitOfWork, event: PayPalEventReceived) -> None:
    """Handle a stored delivery."""
    from services.billing.use_cases.paypal_events.handle_webhook import handle_delivery  # noqa: PLC0415 (cold start)

    handle_delivery(work, wiring.paypal(), event.event_id)


@consumer.on(WalletDetached, has_external_effect=True)
def wallet_detached(work: UnitOfWork, event: WalletDetached) -> None:
    """PayPal forgets the token."""
    wiring.paypal().delete_token(event.token)


@consumer.on(NoticeDue, has_external_effect=True)
def notice_due(work: UnitOfWork, event: NoticeDue) -> None:
    """Tell the holder of the wallet."""
    from services.billing.use_cases.notices.send_notice import send_notice  # noqa: PLC0415 (cold start)

    send_notice(work, event, wiring.portal())


@consumer.on(NumberRequested, has_external_effect=True)
def number_requested(work: UnitOfWork, event: NumberRequested) -> None:
    """Charge the first period of its plan."""
    from services.billing.use_cases.renewals.charge_plan import open_plan  # noqa: PLC0415 (cold start)

    open_plan(work, wiring.paypal(), event)


@consumer.on(PlanDue, has_external_effect=True)
def plan_due(work: UnitOfWork, event: PlanDue) -> None:
    """Charge the next period of a plan, or end it."""
    from services.billing.use_cases.renewals import charge_plan  # noqa: PLC0415 (cold start)

    if event.early:
        charge_plan.try_now(work, wiring.paypal(), event.subscription_id)
    else:
        charge_plan.plan_due(work, wiring.paypal(), event.subscription_id, event.as_of)


@consumer.on(NumberOrderFailed)
def number_order_failed(work: UnitOfWork, event: NumberOrderFailed) -> None:
    """Its plan is over, and its money goes back."""
    from services.billing.use_cases.renewals.refund_plan import order_failed  # noqa: PLC0415 (cold start)

    order_failed(work, event)


@consumer.on(PlanRefundDue, has_external_effect=True)
def plan_refund_due(work: UnitOfWork, event: PlanRefundDue) -> None:
    """PayPal gives the money back."""
    from services.billing.use_cases.renewals.refund_plan import refund_payment  # noqa: PLC0415 (cold start)

    refund_payment(work, wiring.paypal(), event)
