"""What happens to calls of a number, and what must be known of it to decide that: one item, one read (N6, N9, N10).

Pure. `CallSettings` is written by the routes that change it, and with each change of the number itself.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, is_dataclass, replace
from typing import Literal

from contracts.call_prices import Rounding
from services.numbers.domain.number import Number, NumberStatus

Mode = Literal["always", "unanswered"]
RingOrder = Literal["at_once", "in_turn"]
ShownCaller = Literal["number", "caller"]  # whom the target sees: our number, or the one who calls
MIN_RING_SECONDS, MAX_RING_SECONDS = 5, 60
USUAL_RING_SECONDS = 25


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Where calls are forwarded to, when, and its price as shown when it was switched on.

    The price of a call is that of the deck of its own day.
    """

    to: str
    mode: Mode
    ring_seconds: int = USUAL_RING_SECONDS
    shows: ShownCaller = "number"
    place: str = ""
    rate: int = 0
    rounding: Rounding = "minute"


@dataclass(frozen=True, slots=True)
class Hours:
    """When a number takes calls, in its own time zone: minutes of the day by weekday (0 is Monday), and days off.

    `open` maps "0" to "6" to pairs (from, until) of minutes since midnight; a weekday without a pair is closed.
    `days_off` are dates such as 2026-12-25. `reply` is the text that a caller gets, if the number can text; "" is none.
    Switched off, they are kept for another time.
    """

    time_zone: str
    is_on: bool = True
    open: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    days_off: tuple[str, ...] = ()
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Voicemail:
    """Whether callers can leave a message, what they are asked first, and for how many days it is kept."""

    is_on: bool = True
    greeting: str = ""  # "" is the usual one
    kept_days: int = 30


@dataclass(frozen=True, slots=True)
class Ring:
    """Whose apps ring: the number's user and `others`, at once or in turn, for so many seconds each (N10)."""

    others: tuple[str, ...] = ()
    order: RingOrder = "at_once"
    seconds: int = USUAL_RING_SECONDS


@dataclass(frozen=True, slots=True)
class CallSettings:
    """The settings of one phone number for calls, with the state of the number that decides about them.

    `revision` is the number's version that the state was copied at; `version` guards the item against lost updates.
    """

    phone_number: str
    number_id: str
    holder: str
    team_id: str | None = None
    user_id: str | None = None
    is_active: bool = False
    is_suspended: bool = False
    revision: int = 0
    forwarding: Forwarding | None = None
    hours: Hours | None = None
    voicemail: Voicemail = Voicemail()
    ring: Ring = Ring()
    blocked: tuple[str, ...] = ()
    version: int = 0

    def cleared(self) -> "CallSettings":
        """Return the settings without what anyone has set, with the state of the number as it is."""
        return replace(self, forwarding=None, hours=None, voicemail=Voicemail(), ring=Ring(), blocked=())


def version_of(part: object) -> str:
    """Return the version of a part of the settings, such as forwarding or hours: equal for equal contents only."""
    content = asdict(part) if is_dataclass(part) and not isinstance(part, type) else part
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def settings_of(number: Number) -> CallSettings:
    """Return the settings of a number for which none were made: its state, and what is usual."""
    return CallSettings(
        phone_number=number.phone_number,
        number_id=number.number_id,
        holder=number.holder,
        team_id=number.team_id,
        user_id=number.user_id,
        is_active=number.is_active,
        is_suspended=number.status is NumberStatus.SUSPENDED,
        revision=number.version,
    )
