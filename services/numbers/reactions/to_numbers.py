"""The reactions of numbers to its own events."""

from contracts.calls import ForwardingReviewDue
from contracts.messages import MessageDue
from contracts.numbers import (
    CarrierEventReceived,
    NumberConnectionsDue,
    NumberHandedOver,
    NumberMoved,
    NumberNoticeDue,
    NumberOrderDue,
    NumberReleased,
    NumberUnassigned,
    PortInCancelled,
    PortInCompleted,
    PortInDue,
    PortInNoticeDue,
)
from contracts.voicemail import (
    CallMissed,
    VoicemailDiscarded,
    VoicemailLeft,
    VoicemailNoticeDue,
    VoicemailTranscribed,
)
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import wiring

reactions = Reactions()


@reactions.on(NumberOrderDue, has_external_effect=True)
def place_due_order(work: UnitOfWork, event: NumberOrderDue) -> None:
    """Order the number at the carrier."""
    from services.numbers.use_cases.numbers.order_number import order_number

    order_number(work, carrier=wiring.carrier(), number_id=event.number_id, as_of=event.as_of)


@reactions.on(NumberReleased, has_external_effect=True)
def return_released_number(work: UnitOfWork, event: NumberReleased) -> None:
    """Give the released number back to the carrier."""
    from services.numbers.use_cases.numbers.release_number import return_number_to_carrier
    from services.numbers.use_cases.voicemails.erase_voicemails import discard_of_past_users

    discard_of_past_users(work, number_id=event.number_id)
    return_number_to_carrier(work, carrier=wiring.carrier(), number_id=event.number_id, phone_number=event.phone_number)


@reactions.on(CarrierEventReceived)
def handle_stored_webhook(work: UnitOfWork, event: CarrierEventReceived) -> None:
    """Handle a stored webhook of the carrier."""
    from services.numbers.use_cases.carrier_events.handle_webhook import handle_webhook

    handle_webhook(work, carrier=wiring.carrier, event_id=event.event_id)


@reactions.on(NumberNoticeDue, has_external_effect=True)
def send_due_number_notice(work: UnitOfWork, event: NumberNoticeDue) -> None:
    """Notify the holder of the number."""
    from services.numbers.use_cases.notices.send_notice import send_number_notice

    send_number_notice(work, event=event, portal=wiring.portal_url())


@reactions.on(PortInDue, has_external_effect=True)
def advance_due_port_in(work: UnitOfWork, event: PortInDue) -> None:
    """Do the pending action of the port-in at the carrier, and apply the carrier's status."""
    from services.numbers.use_cases.port_ins.advance_port_in import Gateways, advance_port_in

    gateways = Gateways(wiring.porting(), wiring.documents(), wiring.carrier_webhook_url())
    advance_port_in(work, gateways=gateways, port_id=event.port_id, objected_at=event.told_at)


@reactions.on(PortInCompleted, has_external_effect=True)
def erase_documents_of_completed(work: UnitOfWork, event: PortInCompleted) -> None:
    """Erase the documents of a completed port-in."""
    wiring.documents().erase(event.port_id)


@reactions.on(PortInCancelled, has_external_effect=True)
def erase_documents_of_cancelled(work: UnitOfWork, event: PortInCancelled) -> None:
    """Erase the documents of a canceled port-in."""
    wiring.documents().erase(event.port_id)


@reactions.on(PortInNoticeDue, has_external_effect=True)
def send_due_port_in_notice(work: UnitOfWork, event: PortInNoticeDue) -> None:
    """Notify the holder of the port-in."""
    from services.numbers.use_cases.notices.send_notice import send_port_in_notice

    send_port_in_notice(work, event=event, portal=wiring.portal_url())


@reactions.on(MessageDue, has_external_effect=True)
def recheck_message(work: UnitOfWork, event: MessageDue) -> None:
    """Send a message that could not be sent before, or settle it."""
    from services.numbers.use_cases.messages import deliver_message as delivery

    delivery.recheck_message(work, wiring.texting(), event)


@reactions.on(ForwardingReviewDue)
def review_forwarding(work: UnitOfWork, event: ForwardingReviewDue) -> None:
    """Switch off forwarding to countries that are not allowed anymore."""
    from services.numbers.use_cases.calls.calling_countries import review_forwarding as review

    review(work, event)


@reactions.on(NumberMoved)
def erase_voicemails_of_moved(work: UnitOfWork, event: NumberMoved) -> None:
    """Have the voicemails of the number's past user erased."""
    _erase_of_past_users(work, event.number_id)


@reactions.on(NumberUnassigned)
def erase_voicemails_of_unassigned(work: UnitOfWork, event: NumberUnassigned) -> None:
    """Have the voicemails of the number's past user erased."""
    _erase_of_past_users(work, event.number_id)


@reactions.on(NumberHandedOver)
def erase_voicemails_of_handed_over(work: UnitOfWork, event: NumberHandedOver) -> None:
    """Have the voicemails of the number's past user erased, if it has another one now."""
    _erase_of_past_users(work, event.number_id)


@reactions.on(VoicemailLeft, has_external_effect=True)
def keep_left_voicemail(work: UnitOfWork, event: VoicemailLeft) -> None:
    """Fetch the recording from the carrier, and keep it for the number's user."""
    from services.numbers.use_cases.voicemails.keep_voicemail import Gateways, keep_voicemail

    gateways = Gateways(wiring.recordings(), wiring.voicemail_recordings())
    keep_voicemail(work, gateways=gateways, event=event)


@reactions.on(VoicemailTranscribed)
def add_carriers_transcript(work: UnitOfWork, event: VoicemailTranscribed) -> None:
    """Add what was said to the voicemail."""
    from services.numbers.use_cases.voicemails.keep_voicemail import add_transcript

    add_transcript(work, event=event)


@reactions.on(VoicemailNoticeDue, has_external_effect=True)
def send_due_voicemail_notice(work: UnitOfWork, event: VoicemailNoticeDue) -> None:
    """Notify the number's user of a voicemail."""
    from services.numbers.use_cases.voicemails.notify_user import notify_of_voicemail

    notify_of_voicemail(work, event=event, portal=wiring.portal_url())


@reactions.on(CallMissed, has_external_effect=True)
def follow_missed_call(work: UnitOfWork, event: CallMissed) -> None:
    """Answer the caller by text, and notify the number's user of a missed call."""
    from services.numbers.use_cases.voicemails import notify_user

    notify_user.follow_missed_call(work, event=event, portal=wiring.portal_url())


@reactions.on(VoicemailDiscarded, has_external_effect=True)
def erase_discarded_voicemail(work: UnitOfWork, event: VoicemailDiscarded) -> None:
    """Erase the recording of a voicemail, and everything else of it."""
    from services.numbers.use_cases.voicemails.erase_voicemails import erase_voicemail

    erase_voicemail(work, storage=wiring.voicemail_recordings(), voicemail_id=event.voicemail_id)


def _erase_of_past_users(work: UnitOfWork, number_id: str) -> None:
    from services.numbers.use_cases.voicemails.erase_voicemails import discard_of_past_users

    discard_of_past_users(work, number_id=number_id)


@reactions.on(NumberConnectionsDue, has_external_effect=True)
def connect_due_numbers(work: UnitOfWork, event: NumberConnectionsDue) -> None:
    """Connect a page of our numbers to the voice application."""
    from services.numbers.use_cases.numbers.connect_numbers import connect_numbers

    connect_numbers(work, connections=wiring.connections(), event=event)
