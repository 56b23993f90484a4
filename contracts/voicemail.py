"""The events of calls that no person took: numbers publishes them for itself, without who called or what was said."""

from pydantic import AwareDatetime

from contracts.event import NumbersEvent


class UnansweredCall(NumbersEvent):
    """An event of a call that came for a user and that no person took.

    The call's entry in the log has who called: it is found by `number_id`, `call_id` and `at`, when the call began.
    """

    call_id: str
    number_id: str
    phone_number: str
    holder: str
    user_id: str
    at: AwareDatetime


class VoicemailLeft(UnansweredCall):
    """A caller has left a voicemail; the carrier has its recording, until numbers has fetched it (N9)."""

    recording_id: str
    seconds: int


class CallMissed(UnansweredCall):
    """A call has ended that no person took, and whose caller left no voicemail; its user gets a notice (N9).

    `reason` is that of its entry in the log: missed, after_hours, out_of_credit and the like. With `colleague_id` the
    notice is for this person, who shares the number (N10).
    """

    reason: str = "missed"
    colleague_id: str = ""


class VoicemailTranscribed(NumbersEvent):
    """The carrier has transcribed a voicemail; the words wait in numbers' table (N9)."""

    call_id: str


class VoicemailDiscarded(NumbersEvent):
    """A voicemail is not to be kept any longer; numbers' consumer erases its recording, then all else (N9, I10)."""

    voicemail_id: str


class VoicemailErasureDue(NumbersEvent):
    """A number is released: the voicemails of its past user are erased (N9)."""

    number_id: str


class CallErasureDue(NumbersEvent):
    """An account is closed: its voicemails are erased, and no call in the log names it any more (I10)."""

    account_id: str


class VoicemailNoticeDue(NumbersEvent):
    """A voicemail is kept, and its user is to be notified, once: with its transcript, or after a while (E1).

    With `colleague_id` the notice is for this person, who shares the number (N10).
    """

    voicemail_id: str
    colleague_id: str = ""
