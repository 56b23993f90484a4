"""Response bodies of the routes of the call log and of voicemails."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from contracts.money import Money
from contracts.sentences import Words
from kernel.http.models import View
from services.numbers.domain.call_entry import AnsweredBy, CallEntry, Direction
from services.numbers.domain.call_reasons import write_call_reason
from services.numbers.domain.voicemail import KeptVoicemail


class CallView(View):
    """A call that has ended. `other_number` is null if the caller hid it; `seconds` are those talked.

    `reason` says why no person took it, and is null if one did.
    """

    call_id: str
    number_id: str
    phone_number: str
    other_number: str | None
    direction: Direction
    user_id: str | None
    at: datetime
    answered_by: AnsweredBy
    seconds: int
    price: Money
    reason: str | None
    reason_text: Words | None

    @classmethod
    def of(cls, entry: CallEntry) -> Self:
        """Return the view of an entry of the log."""
        return cls(
            call_id=entry.call_id,
            number_id=entry.number_id,
            phone_number=entry.phone_number,
            other_number=entry.other_number or None,
            direction=entry.direction,
            user_id=entry.user_id,
            at=entry.started_at,
            answered_by=entry.answered_by,
            seconds=entry.seconds,
            price=Money.of(entry.price),
            reason=entry.reason or None,
            reason_text=write_call_reason(entry.reason),
        )


class VoicemailView(View):
    """A voicemail that a caller has left for the number's user. `from` is null if they hid it.

    `transcript` is null if there is none. Only its user can delete it; who shares the number can listen to it.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    voicemail_id: str
    call_id: str
    number_id: str
    phone_number: str
    user_id: str
    from_: str | None = Field(alias="from")
    at: datetime
    seconds: int
    transcript: str | None
    is_new: bool

    @classmethod
    def of(cls, voicemail: KeptVoicemail) -> Self:
        """Return the view of a voicemail for its user."""
        return cls(
            voicemail_id=voicemail.voicemail_id,
            call_id=voicemail.call_id,
            number_id=voicemail.number_id,
            phone_number=voicemail.phone_number,
            user_id=voicemail.user_id,
            from_=voicemail.other_number or None,
            at=voicemail.at,
            seconds=voicemail.seconds,
            transcript=voicemail.transcript or None,
            is_new=voicemail.is_new,
        )


class RecordingLink(View):
    """A link to the recording of a voicemail, which a browser plays; it is valid for five minutes."""

    url: str
    expires_at: datetime
