"""The events of calls between numbers and billing: what is held, extended and settled, never who called whom (B11)."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from contracts.call_prices import Rounding
from contracts.event import BillingEvent, NumbersEvent

CallKind = Literal["forwarding", "call"]


class CallArrived(NumbersEvent):
    """A leg that costs credits is about to start; billing holds the price of its first slice, or refuses it (N6, N12).

    `rate` is the price of a minute in micro-dollars, of `place` in the deck of that version. `user_id` pays. The
    call waits at the carrier meanwhile.
    """

    call_id: str
    number_id: str
    user_id: str
    kind: CallKind
    place: str
    deck: str
    rate: int
    rounding: Rounding


class CallSliceDue(NumbersEvent):
    """The money that is held for a running call lasts until soon; billing holds the price of another slice, or refuses.

    `slice` counts from 1, the one that was held before the call was connected.
    """

    call_id: str
    user_id: str
    slice: int


class CallEnded(NumbersEvent):
    """A call has ended; billing settles what it held for it, once, whatever else arrives (B11).

    `seconds` are those from answered to hung up of the leg that costs credits, 0 if there was none or no one answered
    it; the price is by `rate` and `rounding`. `answered_by` is what took the call, for `talked` seconds, whatever they
    cost. `country` is that of the other end, or empty for what belongs to none.
    """

    call_id: str
    number_id: str
    user_id: str | None
    direction: Literal["in", "out"]
    kind: CallKind | None = None
    answered_by: Literal["app", "forwarding", "voicemail", "person", "none"] = "none"
    started_at: AwareDatetime
    ended_at: AwareDatetime
    seconds: int = 0
    place: str = ""
    deck: str = ""
    rate: int = 0
    rounding: Rounding = "minute"
    talked: int = 0
    country: str = ""


class CallFunded(BillingEvent):
    """The price of slices of a call is held: numbers connects it, or lets it run on.

    All slices so far pay for `seconds` of talking. `limit_seconds` is what all credits would pay for
    within the spend limits, the carrier's time limit for the leg.
    """

    call_id: str
    slice: int
    seconds: int
    limit_seconds: int


class CallUnfunded(BillingEvent):
    """Billing refuses to hold the price of a slice: numbers does not connect the call, or ends it with its last slice.

    `reason` is insufficient_credits, spend_limit_reached, daily_spend_limit, money_locked, suspended, account_closed,
    or call_ended for a call whose end has arrived. The first slice is refused for good; a later one that is
    asked for again is decided again, by what there is then.
    """

    call_id: str
    slice: int
    reason: str


class CallDue(NumbersEvent):
    """Something must be done about a running call: another slice, a hang-up, or a question to the carrier."""

    call_id: str
    as_of: AwareDatetime


class ForwardingChanged(NumbersEvent):
    """Forwarding of a number was switched on, changed, or off: then there is no `mode` (N6).

    `place` is where calls go, by the rate deck; to which number is for those to see who may change it. `reason` says
    why Teamline switched it off.
    """

    number_id: str
    phone_number: str
    holder: str
    user_id: str | None
    mode: Literal["always", "unanswered"] | None = None
    place: str = ""
    reason: str = ""


class CallingCountriesChanged(NumbersEvent):
    """A team, or a person without one, has changed which countries its numbers may call."""

    holder: str
    added: list[str]
    removed: list[str]


class ForwardingReviewDue(NumbersEvent):
    """A page of a holder's numbers may forward to a country that is not allowed anymore; `cursor` is where it begins.

    Numbers' consumer switches such forwarding off, and notifies the user.
    """

    holder: str
    cursor: str | None = None


class PhoneCredentialDropped(NumbersEvent):
    """A person's app is dropped, with the sessions or the account (I8, I10): numbers has the carrier forget it."""

    credential_id: str


class FoundFact(BaseModel):
    """A fact of a leg that the carrier has recorded, and that no report of it brought."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    kind: Literal["initiated", "answered", "bridged", "ended", "spoken", "recorded", "cost"]
    leg_id: str
    at: AwareDatetime
    role: Literal["caller", "app", "target"]
    step: str = ""
    control_id: str = ""
    cause: str = ""
    cost: str = ""
    recording_id: str = ""
    seconds: int = 0


class CallFactsFound(NumbersEvent):
    """The carrier's records have facts of a call that were never reported; numbers applies them as if they had been.

    `is_over` says that the carrier has recorded the end of all of it, so that nothing more is to come.
    """

    call_id: str
    facts: list[FoundFact]
    is_over: bool = False


class CallComparisonDue(NumbersEvent):
    """A step of the comparison of a day's calls with the carrier's records is due: a page of a part (N9).

    Without `part` the day begins. Once it is done, the next one begins, up to `until`.
    """

    day: str
    until: str
    part: str = ""
    page: int = 1
