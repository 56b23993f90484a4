"""The door to the bus for calls that no person took, and mails of new texts: recordings take their time (N9, E1)."""

from contracts.messages import TextNoticeDue
from contracts.numbers import NumberHandedOver, NumberMoved, NumberUnassigned
from contracts.voicemail import (
    CallErasureDue,
    CallMissed,
    VoicemailDiscarded,
    VoicemailErasureDue,
    VoicemailLeft,
    VoicemailNoticeDue,
    VoicemailTranscribed,
)
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import voicemail_wiring, wiring
from services.numbers.use_cases.call_log.forget_calls import forget_calls
from services.numbers.use_cases.notices import notify_of_text
from services.numbers.use_cases.voicemails import erase_voicemails, keep_voicemail, notify_user

voicemail = Consumer("numbers-voicemail", wiring.table)
handler = voicemail.handler


@voicemail.on(VoicemailLeft, has_external_effect=True)
def keep_left_voicemail(work: UnitOfWork, event: VoicemailLeft) -> None:
    """Fetch the recording from the carrier, and keep it for the number's user."""
    gateways = keep_voicemail.Gateways(voicemail_wiring.recordings(), voicemail_wiring.voicemail_recordings())
    keep_voicemail.keep_voicemail(work, gateways=gateways, event=event)


@voicemail.on(VoicemailTranscribed)
def add_carriers_transcript(work: UnitOfWork, event: VoicemailTranscribed) -> None:
    """Add what was said to the voicemail."""
    keep_voicemail.add_transcript(work, event=event)


@voicemail.on(VoicemailNoticeDue, has_external_effect=True)
def send_due_voicemail_notice(work: UnitOfWork, event: VoicemailNoticeDue) -> None:
    """Notify the number's user of a voicemail, or one who shares the number."""
    notify_user.notify_of_voicemail(work, event=event, portal=wiring.portal_url())


@voicemail.on(CallMissed, has_external_effect=True)
def follow_missed_call(work: UnitOfWork, event: CallMissed) -> None:
    """Answer the caller by text, and notify the number's user of a missed call, or one who shares the number."""
    notify_user.follow_missed_call(work, event=event, portal=wiring.portal_url())


@voicemail.on(TextNoticeDue, has_external_effect=True)
def send_due_text_notice(work: UnitOfWork, event: TextNoticeDue) -> None:
    """Mail a person that a text came, as they chose."""
    notify_of_text.notify_of_text(work, event=event, portal=wiring.portal_url())


@voicemail.on(VoicemailDiscarded, has_external_effect=True)
def erase_discarded_voicemail(work: UnitOfWork, event: VoicemailDiscarded) -> None:
    """Erase the recording of a voicemail, and everything else of it."""
    erase_voicemails.erase_voicemail(
        work, storage=voicemail_wiring.voicemail_recordings(), voicemail_id=event.voicemail_id
    )


@voicemail.on(NumberMoved)
def erase_voicemails_of_moved(work: UnitOfWork, event: NumberMoved) -> None:
    """Have the voicemails of the number's past user erased."""
    erase_voicemails.discard_of_past_users(work, number_id=event.number_id)


@voicemail.on(NumberUnassigned)
def erase_voicemails_of_unassigned(work: UnitOfWork, event: NumberUnassigned) -> None:
    """Have the voicemails of the number's past user erased."""
    erase_voicemails.discard_of_past_users(work, number_id=event.number_id)


@voicemail.on(NumberHandedOver)
def erase_voicemails_of_handed_over(work: UnitOfWork, event: NumberHandedOver) -> None:
    """Have the voicemails of the number's past user erased, if it has another one now."""
    erase_voicemails.discard_of_past_users(work, number_id=event.number_id)


@voicemail.on(VoicemailErasureDue)
def erase_voicemails_of_released(work: UnitOfWork, event: VoicemailErasureDue) -> None:
    """Have the voicemails of the released number erased."""
    erase_voicemails.discard_of_past_users(work, number_id=event.number_id)


@voicemail.on(CallErasureDue)
def forget_calls_of_closed_account(work: UnitOfWork, event: CallErasureDue) -> None:
    """Have the voicemails of the closed account erased, and remove it from the log of calls."""
    erase_voicemails.discard_of_account(work, account_id=event.account_id)
    forget_calls(work, account_id=event.account_id)
