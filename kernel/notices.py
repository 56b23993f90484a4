"""Notices as data: what happened, who is notified, by which channels, and the words (E1).

Each service has one table of its own in `domain/notices.py`; docs/notices.md joins them all.
"""

from dataclasses import dataclass
from typing import Any, Literal

from contracts.sentences import Sentence, say

Channel = Literal["email", "text"]
CHANNELS: tuple[Channel, ...] = ("email", "text")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that is sent when something has happened.

    `happening` and `to` are words for the docs. `text` has the places of `str.format`; `as_text` is what a phone gets
    instead of a mail's long words. Of `channels` those are used that the person has chosen; all of them if `by_choice`
    is false.
    """

    happening: str
    to: str
    subject: str
    text: str
    channels: tuple[Channel, ...] = CHANNELS
    by_choice: bool = True
    as_text: str = ""

    def written(self, **values: Any) -> Sentence:
        """Return its words with these values."""
        return say(self.text, **values)

    def channels_for(self, chosen: tuple[str, ...], *, can_mail: bool = True) -> tuple[Channel, ...]:
        """Return the channels to use for a person with these chosen channels; a text replaces what cannot be mailed."""
        ways = [way for way in self.channels if not self.by_choice or way in chosen]
        if not can_mail and "email" in ways:
            return ("text",) if "text" in self.channels else ()
        return tuple(ways)
