"""The code that proves who controls a phone number, before a port-in may claim the number (N7). Pure.

It goes to the number itself, by text or call. A form, a letter and a bill can be made up; who is called at the number,
or reads its texts, has the line at this moment.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from contracts.plans import Kind
from contracts.sentences import say

CodeChannel = Literal["sms", "call"]
CODE_LIFETIME, NEXT_CODE_AFTER = timedelta(minutes=10), timedelta(minutes=1)
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class ControlCode:
    """A code that was sent to a phone number; `hash` is empty once it is used up."""

    hash: str
    channel: CodeChannel
    expires_at: datetime
    next_at: datetime
    tries_left: int = _MOST_TRIES

    @classmethod
    def of(cls, hashed: str, channel: CodeChannel, now: datetime) -> "ControlCode":
        """Return a code that is sent now."""
        return cls(hashed, channel, now + CODE_LIFETIME, now + NEXT_CODE_AFTER)

    def is_valid(self, now: datetime) -> bool:
        """Return whether it can still be typed in."""
        return bool(self.hash) and now < self.expires_at

    def count_wrong_try(self) -> "ControlCode":
        """Return it after one more wrong code; the fifth uses it up."""
        left = self.tries_left - 1
        return replace(self, tries_left=left, hash=self.hash if left > 0 else "")


def channels_of(kind: Kind) -> tuple[CodeChannel, ...]:
    """Return how a code can reach a number of this kind: a toll-free number is called, as few of them get texts."""
    return ("call",) if kind == "toll_free" else get_args(CodeChannel)


def write_text(code: str) -> str:
    """Write the text that carries a code."""
    minutes = CODE_LIFETIME // timedelta(minutes=1)
    return say(
        "{code} is your Teamline code to move this number to Teamline. It works once, for {minutes} minutes. "
        "If you didn't ask for it, don't share it: with it, your number could be taken.",
        code=code,
        minutes=minutes,
    )
