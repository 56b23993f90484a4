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
from kernel.consumer import Consumer
from kernel.work import Work
from services.billing import wiring
from services.billing.stores import people
from services.billing.use_cases import (
    check_books,
    follow_numbers,
    follow_people,
    pay_for_message,
    promise_credits,
    review_plans,
    watch_balance,
)

consumer = Consumer("billing", wiring.table)
handler = consumer.handler

consumer.on(AccountRegistered)(follow_people.account_registered)
consumer.on(ProfileChanged)(follow_people.profile_changed)
consumer.on(AccountClosed)(follow_people.account_closed)
consumer.on(TeamOpened)(follow_people.team_opened)
consumer.on(MemberJoined)(follow_people.member_joined)
consumer.on(MemberRoleChanged)(follow_people.role_changed)
consumer.on(TeamHandedOver)(follow_people.handed_over)
consumer.on(MemberRemoved)(follow_people.member_removed)
consumer.on(TeamDissolved)(follow_people.team_dissolved)
consumer.on(InvitationSent)(promise_credits.invitation_sent)
consumer.on(InvitationRevoked)(promise_credits.invitation_revoked)
consumer.on(InvitationExpired)(promise_credits.invitation_expired)
consumer.on(NumberCancelled)(follow_numbers.number_cancelled)
consumer.on(NumberKept)(follow_numbers.number_kept)
consumer.on(NumberHandedOver)(follow_numbers.number_handed_over)
consumer.on(PlansReviewDue)(review_plans.review_plans)
consumer.on(MessageRequested)(pay_for_message.message_requested)
consumer.on(MessageFailed)(pay_for_message.message_failed)
consumer.on(WalletsCheckDue)(check_books.check_slice)


@consumer.on(TeamRenamed)
def team_renamed(work: Work, event: TeamRenamed) -> None:
    """Receipts and notices name the team."""
    work.save([people.note_team(event.team_id, name=event.name)])


@consumer.on(MemberSuspended)
def member_suspended(work: Work, event: MemberSuspended) -> None:
    """They may do nothing for the team."""
    follow_people.suspended(work, event, 1)


@consumer.on(MemberRestored)
def member_restored(work: Work, event: MemberRestored) -> None:
    """They may again."""
    follow_people.suspended(work, event, -1)


@consumer.on(TeamCreditsArrived)
def team_credits_arrived(work: Work, event: TeamCreditsArrived) -> None:
    """Promises that wanted funds may be kept."""
    promise_credits.credits_arrived(work, event.team_id)


@consumer.on(BalanceFell)
def balance_fell(work: Work, event: BalanceFell) -> None:
    """Somebody must be told, or credits bought."""
    watch_balance.balance_fell(work, event.wallet)


@consumer.on(TopUpDue, reaches_outside=True)
def top_up_due(work: Work, event: TopUpDue) -> None:
    """Buy credits for the team."""
    from services.billing.use_cases.top_up_team import top_up_team  # noqa: PLC0415 (cold start)

    top_up_team(work, wiring.paypal(), event.team_id)


@consumer.on(PayPalEventReceived)
def paypal_event_received(work: Work, event: PayPalEventReceived) -> None:
    """Handle a stored delivery."""
    from services.billing.use_cases.handle_delivery import handle_delivery  # noqa: PLC0415 (cold start)

    handle_delivery(work, wiring.paypal(), event.event_id)


@consumer.on(WalletDetached, reaches_outside=True)
def wallet_detached(work: Work, event: WalletDetached) -> None:
    """PayPal forgets the token."""
    wiring.paypal().delete_token(event.token)


@consumer.on(NoticeDue, reaches_outside=True)
def notice_due(work: Work, event: NoticeDue) -> None:
    """Tell the holder of the wallet."""
    from services.billing.use_cases.send_notice import send_notice  # noqa: PLC0415 (cold start)

    send_notice(work, event, wiring.portal())


@consumer.on(NumberRequested, reaches_outside=True)
def number_requested(work: Work, event: NumberRequested) -> None:
    """Charge the first period of its plan."""
    from services.billing.use_cases.charge_plan import open_plan  # noqa: PLC0415 (cold start)

    open_plan(work, wiring.paypal(), event)


@consumer.on(PlanDue, reaches_outside=True)
def plan_due(work: Work, event: PlanDue) -> None:
    """Charge the next period of a plan, or end it."""
    from services.billing.use_cases import charge_plan  # noqa: PLC0415 (cold start)

    if event.early:
        charge_plan.try_now(work, wiring.paypal(), event.subscription_id)
    else:
        charge_plan.plan_due(work, wiring.paypal(), event.subscription_id, event.as_of)


@consumer.on(NumberOrderFailed)
def number_order_failed(work: Work, event: NumberOrderFailed) -> None:
    """Its plan is over, and its money goes back."""
    from services.billing.use_cases.refund_plan import order_failed  # noqa: PLC0415 (cold start)

    order_failed(work, event)


@consumer.on(PlanRefundDue, reaches_outside=True)
def plan_refund_due(work: Work, event: PlanRefundDue) -> None:
    """PayPal gives the money back."""
    from services.billing.use_cases.refund_plan import refund_payment  # noqa: PLC0415 (cold start)

    refund_payment(work, wiring.paypal(), event)
