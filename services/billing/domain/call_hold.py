"""Holds the price of a running call in slices, and settles it once the call has ended (B11). Pure.

Status of a hold, which decides what a late or repeated event may still do:

    REFUSED          the first slice could not be held: the call is not connected, whatever is bought later
    HELD -> SETTLED  the price is revenue, the rest went back
    SETTLED          from the start: the call's end arrived before its beginning, which then holds nothing

Nothing frees a hold but the end of its call: neither time nor silence says how long people talked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from contracts.call_prices import Rounding, price_of, seconds_for
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Wallet, lines_of
from services.billing.domain.parts import CALLING
from services.billing.domain.spending import take

SLICE_SECONDS = 900  # what is held at once: a longer hold would keep the next call from being connected
LEAST_SECONDS = 60  # with less, a call is not connected or not extended
MOST_SECONDS = 14_400  # as long as the carrier lets a call be
CALL_ENDED = "call_ended"
INSUFFICIENT = "insufficient_credits"
LIMIT_REACHED = "spend_limit_reached"


class CallHoldStatus(StrEnum):
    """The status of a hold."""

    REFUSED = "refused"
    HELD = "held"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of what is held: from which parts of the wallet, and when, in whose month and day it is counted.

    With it all slices paid for `seconds` of talking, and all that might be held then for `limit_seconds`.
    """

    number: int
    seconds: int
    limit_seconds: int
    at: datetime
    parts: Mapping[str, int]

    @property
    def amount(self) -> int:
        """Return the micro-dollars of this slice."""
        return sum(self.parts.values())

    @property
    def is_nearly_all(self) -> bool:
        """Return whether the credits left do not pay for another whole slice."""
        return self.limit_seconds - self.seconds < SLICE_SECONDS


@dataclass(frozen=True, slots=True)
class CallHold:
    """What is held for a call, at which price, and once it is settled, what of it was the call's price."""

    call_id: str
    account_id: str
    number_id: str
    kind: str
    place: str
    deck: str
    rate: int
    rounding: Rounding
    arrived_at: datetime
    status: CallHoldStatus = CallHoldStatus.HELD
    slices: tuple[Slice, ...] = ()
    reason: str = ""  # why the first slice was refused
    seconds: int = 0
    price: int = 0
    settled_by: str = ""  # the operator who did, if it was not the call's end
    version: int = 0

    @property
    def amount(self) -> int:
        """Return the micro-dollars that were held."""
        return sum(it.amount for it in self.slices)

    @property
    def is_open(self) -> bool:
        """Return whether credits are held, until the call ends."""
        return self.status is CallHoldStatus.HELD

    @property
    def is_over(self) -> bool:
        """Return whether the call has ended, so that nothing is held for it any more."""
        return self.status is CallHoldStatus.SETTLED

    @property
    def about(self) -> dict[str, str]:
        """Return what its entries say of the call."""
        about = {"call_id": self.call_id, "number_id": self.number_id, "call_kind": self.kind, "place": self.place}
        return about | {"deck": self.deck}

    def slice(self, number: int) -> Slice | None:
        """Return a slice that is held, by its number."""
        return next((it for it in self.slices if it.number == number), None)

    def price_of(self, seconds: int) -> int:
        """Return the price of so many seconds of this call."""
        return price_of(seconds, self.rate, self.rounding)

    def seconds_for(self, amount: int) -> int:
        """Return how many seconds of this call an amount pays for."""
        return seconds_for(amount, self.rate, self.rounding, most=MOST_SECONDS)

    def refuse(self, reason: str) -> "CallHold":
        """Return the hold that holds nothing: the call is not connected."""
        return replace(self, status=CallHoldStatus.REFUSED, reason=reason, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Means:
    """What a person may hold: the credits that they can use, within the limits of a month and of a day (B12)."""

    wallet: Wallet
    team_id: str | None
    credits: int
    spent: int
    spent_today: int
    limit: int | None
    a_day: int

    @property
    def tightest(self) -> tuple[str, int]:
        """Return the reason why no more can be held, and how much can."""
        bounds = [(INSUFFICIENT, self.credits), ("daily_spend_limit", self.a_day - self.spent_today)]
        if self.limit is not None:
            bounds.insert(0, (LIMIT_REACHED, self.limit - self.spent))
        return min(bounds, key=lambda bound: bound[1])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a slice is answered: what is held of it, or why nothing is; and what is written for it, if anything."""

    held: Slice | None
    reason: str = ""
    hold: CallHold | None = None
    journal: Journal | None = None

    @property
    def is_nearly_all(self) -> bool:
        """Return whether credits lack for the slice, or for another one after it."""
        return self.held.is_nearly_all if self.held else self.reason == INSUFFICIENT


def ask_slice(hold: CallHold, number: int, means: Means, now: datetime, *, refusal: str = "") -> Answer:
    """Hold a slice of a call once, or say why not, which `refusal` does whatever there is.

    That the first one is refused is remembered: the call ends by it.
    """
    known = hold.slice(number)
    if hold.is_over:
        return Answer(None, CALL_ENDED)
    if known:
        return Answer(known)
    refusal = hold.reason or refusal
    answer = Answer(None, refusal) if refusal else _hold_slice(hold, number, means, now)
    return replace(answer, hold=hold.refuse(answer.reason)) if answer.reason and not hold.version else answer


def _hold_slice(hold: CallHold, number: int, means: Means, now: datetime) -> Answer:
    """Hold the price of the next slice, or of what is left if that is a minute.

    What is held is the price of all seconds so far, so that a call of many slices is rounded up once.
    """
    paid = hold.slices[-1].seconds if hold.slices else 0
    reason, most = means.tightest
    most = max(0, most)
    seconds = min(paid + SLICE_SECONDS, hold.seconds_for(hold.amount + most))
    if seconds - paid < LEAST_SECONDS:
        return Answer(None, reason)
    amount = hold.price_of(seconds) - hold.amount
    lines = take(means.wallet, amount, means.team_id, now)
    limit = hold.seconds_for(hold.amount + most)
    added = Slice(number, seconds, limit, now, {line.account.part: -line.amount for line in lines})
    after = replace(hold, slices=(*hold.slices, added), version=hold.version + 1)
    held = lines_of((LedgerAccount(hold.account_id, CALLING), amount))
    journal = Journal(f"held:{hold.call_id}:{number}", Kind.HELD, (*lines, *held), hold.about) if amount else None
    return Answer(added, hold=after, journal=journal)
