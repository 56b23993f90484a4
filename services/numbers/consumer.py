"""The door to the bus: the reactions of numbers to events of other services and its own."""

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
from contracts.identity import AccountClosed, AccountRegistered, MoneyLocked, ProfileChanged
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
consumer.on(MoneyLocked)(follow_account_events.money_locked)
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
consumer.on(PlanActivated)(follow_plan_events.order_or_restore_number)
consumer.on(PlanRefused)(follow_plan_events.fail_or_reserve_number)
consumer.on(PlanRenewed)(follow_plan_events.renew_number)
consumer.on(PlanPastDue)(follow_plan_events.suspend_number)
consumer.on(PlanCancelled)(follow_plan_events.update_plan)
consumer.on(PlanResumed)(follow_plan_events.update_plan)
consumer.on(PlanChanged)(follow_plan_events.update_plan)
consumer.on(PlanEnded)(follow_plan_events.reserve_number)


@consumer.on(NumberOrderDue, has_external_effect=True)
def place_due_order(work: UnitOfWork, event: NumberOrderDue) -> None:
    """Order the number at the carrier."""
    from services.numbers.use_cases.numbers.order_number import order_number

    order_number(work, carrier=wiring.carrier(), number_id=event.number_id, as_of=event.as_of)


@consumer.on(NumberReleased, has_external_effect=True)
def return_released_number(work: UnitOfWork, event: NumberReleased) -> None:
    """Give the released number back to the carrier."""
    from services.numbers.use_cases.numbers.release_number import return_number_to_carrier

    return_number_to_carrier(work, carrier=wiring.carrier(), number_id=event.number_id, phone_number=event.phone_number)


@consumer.on(CarrierEventReceived)
def handle_stored_webhook(work: UnitOfWork, event: CarrierEventReceived) -> None:
    """Handle a stored webhook of the carrier."""
    from services.numbers.use_cases.carrier_events.handle_webhook import handle_webhook

    handle_webhook(work, carrier=wiring.carrier, event_id=event.event_id)


@consumer.on(NumberNoticeDue, has_external_effect=True)
def send_due_number_notice(work: UnitOfWork, event: NumberNoticeDue) -> None:
    """Notify the holder of the number."""
    from services.numbers.use_cases.notices.send_notice import send_number_notice

    send_number_notice(work, event=event, portal=wiring.portal_url())


@consumer.on(PortInDue, has_external_effect=True)
def advance_due_port_in(work: UnitOfWork, event: PortInDue) -> None:
    """Do the pending action of the port-in at the carrier, and apply the carrier's status."""
    from services.numbers.use_cases.port_ins.advance_port_in import Gateways, advance_port_in

    gateways = Gateways(wiring.porting(), wiring.documents(), wiring.carrier_webhook_url())
    advance_port_in(work, gateways=gateways, port_id=event.port_id, objected_at=event.told_at)


@consumer.on(PortInCompleted, has_external_effect=True)
def erase_documents_of_completed(work: UnitOfWork, event: PortInCompleted) -> None:
    """Erase the documents of a completed port-in."""
    wiring.documents().erase(event.port_id)


@consumer.on(PortInCancelled, has_external_effect=True)
def erase_documents_of_cancelled(work: UnitOfWork, event: PortInCancelled) -> None:
    """Erase the documents of a canceled port-in."""
    wiring.documents().erase(event.port_id)


@consumer.on(PortInNoticeDue, has_external_effect=True)
def send_due_port_in_notice(work: UnitOfWork, event: PortInNoticeDue) -> None:
    """Notify the holder of the port-in."""
    from services.numbers.use_cases.notices.send_notice import send_port_in_notice

    send_port_in_notice(work, event=event, portal=wiring.portal_url())


@consumer.on(MessageRefused)
def refuse_message(work: UnitOfWork, event: MessageRefused) -> None:
    """Record that the message is not paid, and is not sent."""
    from services.numbers.use_cases.messages import deliver_message as delivery

    delivery.refuse_message(work, event)


@consumer.on(MessagePaid, has_external_effect=True)
def deliver_message(work: UnitOfWork, event: MessagePaid) -> None:
    """Send the paid message."""
    from services.numbers.use_cases.messages import deliver_message as delivery

    delivery.deliver_message(work, wiring.texting(), event)


@consumer.on(MessageDue, has_external_effect=True)
def recheck_message(work: UnitOfWork, event: MessageDue) -> None:
    """Send a message that could not be sent before, or settle it."""
    from services.numbers.use_cases.messages import deliver_message as delivery

    delivery.recheck_message(work, wiring.texting(), event)
