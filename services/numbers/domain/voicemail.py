"""A voicemail: what a caller has said for the user of a number: kept for days, then erased (N9). Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kernel import ids

NOTIFIED_WITHIN = timedelta(minutes=2)  # the transcript may come by then
LONGEST_TRANSCRIPT = 20_000
SHORTEST = 2  # seconds: in less no one says anything


def voicemail_id_of(call_id: str) -> str:
    """Return the id of the voicemail of a call, which has one."""
    return ids.derived_id("vm", call_id)


@dataclass(frozen=True, slots=True)
class KeptVoicemail:
    """A voicemail; its recording lies in a bucket under its id. `other_number` is empty if the caller hid it.

    `stored_at` is when it was fetched from the carrier, `erase_at` when it is erased, by the setting of its day. One
    that `is_discarded` is shown to no one, and is about to be erased. `colleagues` who share the number may listen too.
    """

    voicemail_id: str
    call_id: str
    number_id: str
    phone_number: str
    user_id: str
    other_number: str
    at: datetime
    seconds: int
    stored_at: datetime
    erase_at: datetime
    transcript: str = ""
    is_new: bool = True
    is_notified: bool = False
    is_discarded: bool = False
    colleagues: tuple[str, ...] = ()
    version: int = 0

    @property
    def due(self) -> tuple[str, datetime]:
        """What a scheduled job must do about it, and from when: have its user notified, then erase it."""
        if self.is_notified:
            return "voicemail", self.erase_at
        return "voicemail_notice", min(self.stored_at + NOTIFIED_WITHIN, self.erase_at)

    def transcribe(self, text: str) -> "KeptVoicemail":
        """Add what was said."""
        return replace(self, transcript=text)

    def mark(self, *, is_new: bool) -> "KeptVoicemail":
        """Record whether anyone has listened to it."""
        return replace(self, is_new=is_new)

    def discard(self, now: datetime) -> "KeptVoicemail":
        """Show it to no one from now on, and have it erased."""
        return replace(self, is_discarded=True, is_notified=True, erase_at=min(self.erase_at, now), colleagues=())

    def without_colleague(self, account_id: str) -> "KeptVoicemail":
        """Return it as it is once this person has it in their list no more."""
        return replace(self, colleagues=tuple(other for other in self.colleagues if other != account_id))

    def notify(self) -> "KeptVoicemail":
        """Record that its user is being notified."""
        return replace(self, is_notified=True)
