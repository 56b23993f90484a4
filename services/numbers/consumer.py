"""The door to the bus: what numbers does when something happens elsewhere, or here."""

from contracts.billing import (
    PaymentMethodChanged,
    PlanActivated,
    PlanCancelled,
    PlanChanged,
    PlanEnded,
    PlanPastDue,
    PlanRefused,
    PlanRenewed,
    PlanResumed,
)
from contracts.identity import AccountClosed, AccountRegistered, ProfileChanged
from contracts.messages import MessageDue, MessagePaid, MessageRefused
from contracts.numbers import (
    CarrierEventReceived,
    NumberNoticeDue,
    NumberOrderDue,
    NumberReleased,
    PortInCancelled,
    PortInCompleted,
    PortInDue,
    PortInNoticeDue,
)
from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    TeamDissolved,
    TeamHandedOver,
    TeamOpened,
)
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import wiring
from services.numbers.use_cases.numbers import follow_plan_events
from services.numbers.use_cases.people import follow_account_events, follow_membership_events

consumer = Consumer("numbers", wiring.table)
handler = consumer.handler

consumer.on(AccountRegistered)(follow_account_events.account_registered)
consumer.on(ProfileChanged)(follow_account_events.profile_changed)
consumer.on(AccountClosed)(follow_account_events.account_closed)
consumer.on(PaymentMethodChanged)(follow_account_events.payment_method_changed)
consumer.on(TeamOpened)(follow_account_events.team_opened)
consumer.on(MemberRoleChanged)(follow_account_events.membership_changed)
consumer.on(MemberSuspended)(follow_account_events.membership_changed)
consumer.on(MemberRestored)(follow_account_events.membership_changed)
consumer.on(TeamHandedOver)(follow_account_events.handed_over)
consumer.on(MemberJoined)(follow_membership_events.member_joined)
consumer.on(MemberRemoved)(follow_membership_events.member_removed)
consumer.on(TeamDissolved)(follow_membership_events.team_dissolved)
consumer.on(PlanActivated)(follow_plan_events.plan_activated)
consumer.on(PlanRefused)(follow_plan_events.plan_refused)
consumer.on(PlanRenewed)(follow_plan_events.plan_renewed)
consumer.on(PlanPastDue)(follow_plan_events.plan_past_due)
consumer.on(PlanCancelled)(follow_plan_events.plan_told)
consumer.on(PlanResumed)(follow_plan_events.plan_told)
consumer.on(PlanChanged)(follow_plan_events.plan_told)
consumer.on(PlanEnded)(follow_plan_events.plan_ended)


@consumer.on(NumberOrderDue, has_external_effect=True)
def number_order_due(work: UnitOfWork, event: NumberOrderDue) -> None:
    """Order it at the carrier."""
    from services.numbers.use_cases.numbers.order_number import order_number  # noqa: PLC0415 (cold start)

    order_number(work, wiring.carrier(), event.number_id, event.as_of)


@consumer.on(NumberReleased, has_external_effect=True)
def number_released(work: UnitOfWork, event: NumberReleased) -> None:
    """Give it back to the carrier."""
    from services.numbers.use_cases.numbers.release_number import give_back  # noqa: PLC0415 (cold start)

    give_back(work, wiring.carrier(), event)


@consumer.on(CarrierEventReceived)
def carrier_event_received(work: UnitOfWork, event: CarrierEventReceived) -> None:
    """Handle a stored delivery."""
    from services.numbers.use_cases.carrier_events.handle_webhook import handle_delivery  # noqa: PLC0415 (cold start)

    handle_delivery(work, wiring.carrier, event.event_id)


@consumer.on(NumberNoticeDue, has_external_effect=True)
def notice_due(work: UnitOfWork, event: NumberNoticeDue) -> None:
    """Tell the holder of the number."""
    from services.numbers.use_cases.notices.send_notice import send_notice  # noqa: PLC0415 (cold start)

    send_notice(work, event, wiring.portal())


@consumer.on(PortInDue, has_external_effect=True)
def port_in_due(work: UnitOfWork, event: PortInDue) -> None:
    """Ask the carrier for what is wanted of it, and how it stands."""
    from services.numbers.use_cases.port_ins.advance_port_in import Gateways, follow_port_in  # noqa: PLC0415 (cold start)

    outside = Gateways(wiring.porting(), wiring.documents(), wiring.carrier_webhooks())
    follow_port_in(work, outside, event.port_id, event.told_at)


@consumer.on(PortInCompleted, has_external_effect=True)
def port_in_completed(work: UnitOfWork, event: PortInCompleted) -> None:
    """Its papers go."""
    wiring.documents().forget(event.port_id)


@consumer.on(PortInCancelled, has_external_effect=True)
def port_in_cancelled(work: UnitOfWork, event: PortInCancelled) -> None:
    """Its papers go."""
    wiring.documents().forget(event.port_id)


@consumer.on(PortInNoticeDue, has_external_effect=True)
def port_in_notice_due(work: UnitOfWork, event: PortInNoticeDue) -> None:
    """Tell the holder of the transfer."""
    from services.numbers.use_cases.notices.send_notice import send_port_notice  # noqa: PLC0415 (cold start)

    send_port_notice(work, event, wiring.portal())


@consumer.on(MessageRefused)
def message_refused(work: UnitOfWork, event: MessageRefused) -> None:
    """It is not sent."""
    from services.numbers.use_cases.messages import deliver_message  # noqa: PLC0415 (cold start)

    deliver_message.message_refused(work, event)


@consumer.on(MessagePaid, has_external_effect=True)
def message_paid(work: UnitOfWork, event: MessagePaid) -> None:
    """Send it."""
    from services.numbers.use_cases.messages import deliver_message  # noqa: PLC0415 (cold start)

    deliver_message.message_paid(work, wiring.texting(), event)


@consumer.on(MessageDue, has_external_effect=True)
def message_due(work: UnitOfWork, event: MessageDue) -> None:
    """Send it at last, or find out what became of it."""
    from services.numbers.use_cases.messages import deliver_message  # noqa: PLC0415 (cold start)

    deliver_message.message_due(work, wiring.texting(), event)
