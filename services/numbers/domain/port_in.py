"""A number that somebody brings along from another carrier, and what may become of it (N7). Pure.

    DRAFT -> SUBMITTED -> IN_REVIEW -> SCHEDULED -> COMPLETED      whatever is open -> CANCELLED
                ^  v         ^  v          v
                NEEDS_INFO <-+--+----------+

What the carrier must still be asked for is a wish (`wants`), kept until it is done. What the carrier says is taken as
it comes: it is asked how things stand, so that no order of its webhooks matters.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.plans import Kind
from services.numbers.domain import port_in_wording

CANCELLABLE_BEFORE = timedelta(days=2)
DRAFT_KEPT = timedelta(days=30)
UNMENDED_KEPT = timedelta(days=60)
PAPERS_MAY_COME = timedelta(minutes=20)  # after its end, by a form that was signed before
ASKED_EVERY = timedelta(hours=6)
_WISH_TRIED_AFTER = timedelta(minutes=2)
_MENDED_SEEN_WITHIN = timedelta(days=1)
_LONGEST_HISTORY = 60


class PortStatus(StrEnum):
    """Where a transfer stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    NEEDS_INFO = "needs_info"
    SCHEDULED = "scheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PendingAction(StrEnum):
    """What the carrier must still be asked for."""

    NOTHING = ""
    SEND = "send"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Fault:
    """What must be mended: the field as the API names it, or empty, and why in plain words."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the history."""

    at: datetime
    status: PortStatus
    message: str


@dataclass(frozen=True, slots=True)
class Address:
    """The service address as on the bill."""

    street: str
    city: str
    state: str
    postal_code: str
    country: str = "US"
    extended: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """What stands on the old carrier's bill; what opens the account there is sealed, for the consumer alone."""

    name: str
    authorized_person: str
    address: Address
    sealed_account_number: str
    account_number_ends: str
    sealed_pin: str = ""
    billing_phone_number: str = ""
    new_billing_phone_number: str = ""
    keeps_other_numbers: bool = False


FORGOTTEN = Bill("", "", Address("", "", "", ""), sealed_account_number="", account_number_ends="")  # once it is over


@dataclass(frozen=True, slots=True)
class CarrierUpdate:
    """How the carrier says that a transfer stands; a status that nobody knew is None."""

    status: PortStatus | None
    faults: tuple[Fault, ...] = ()
    scheduled_for: datetime | None = None


@dataclass(frozen=True, slots=True)
class PortIn:
    """A transfer: the number, whose it will be, on which plan, and how it stands."""

    port_id: str
    phone_number: str
    kind: Kind
    holder: str
    plan_id: str
    bill: Bill
    created_at: datetime
    checked_at: datetime  # when something was last done about it, or asked
    asked_by: str
    user_id: str | None = None
    wanted_on: str = ""
    status: PortStatus = PortStatus.DRAFT
    wants: PendingAction = PendingAction.NOTHING
    tried_at: datetime | None = None
    mended_at: datetime | None = None
    scheduled_for: datetime | None = None
    faults: tuple[Fault, ...] = ()
    history: tuple[Moment, ...] = ()
    number_id: str = ""
    is_cleared: bool = False  # of papers that came after its end
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something can still become of it."""
        return self.status not in (PortStatus.COMPLETED, PortStatus.CANCELLED)

    @property
    def cancelling(self) -> bool:
        """Whether the carrier is asked to leave it."""
        return self.wants is PendingAction.CANCEL

    @property
    def is_editable(self) -> bool:
        """Whether its form may be changed, and sent."""
        return self.status in (PortStatus.DRAFT, PortStatus.NEEDS_INFO) and not self.cancelling

    def is_neglected(self, now: datetime) -> bool:
        """Whether it waits to be mended for longer than its number may be kept from others."""
        return self.status is PortStatus.NEEDS_INFO and now >= self.history[-1].at + UNMENDED_KEPT

    @property
    def cancellable_until(self) -> datetime | None:
        """Until when the carrier lets it be cancelled; None while no date is set, and when it is over."""
        return self.scheduled_for - CANCELLABLE_BEFORE if self.scheduled_for and self.is_open else None

    @property
    def due(self) -> tuple[str, datetime] | None:
        """What the clock must see to, and from when."""
        if not self.is_open:
            return None if self.is_cleared else ("port", self.checked_at + PAPERS_MAY_COME)
        if self.wants:
            return "port", (self.tried_at or self.checked_at) + _WISH_TRIED_AFTER
        if self.status is PortStatus.DRAFT:
            return "draft", self.created_at + DRAFT_KEPT
        return "port", self.checked_at + ASKED_EVERY

    def submitted(self, now: datetime) -> "PortIn":
        """Its form is complete: it is to be sent, or sent again."""
        mended = now if self.status is PortStatus.NEEDS_INFO else None
        after = replace(self, wants=PendingAction.SEND, tried_at=None, mended_at=mended, faults=())
        return after.now_is(PortStatus.SUBMITTED, now)

    def called_off(self, now: datetime) -> "PortIn":
        """Nobody wants it any more; what the carrier may have of it, the carrier is asked to leave."""
        if self.status is PortStatus.DRAFT:
            return self.now_is(PortStatus.CANCELLED, now)
        tried_at = (
            self.tried_at if self.wants is PendingAction.SEND else None
        )  # somebody may be sending it at this moment
        return replace(self, wants=PendingAction.CANCEL, tried_at=tried_at, checked_at=now)

    def kept(self, now: datetime) -> "PortIn":
        """The carrier does not let it be cancelled any more."""
        after = replace(self, wants=PendingAction.NOTHING, tried_at=None)
        return after._noted(now, port_in_wording.TOO_LATE)

    def objected(self, faults: tuple[Fault, ...], now: datetime) -> "PortIn":
        """The carrier does not take the form as it is."""
        after = replace(self, wants=PendingAction.NOTHING, tried_at=None, mended_at=None, faults=faults)
        return after.now_is(PortStatus.NEEDS_INFO, now)

    def sent(self, now: datetime) -> "PortIn":
        """The carrier has it."""
        return replace(self, wants=PendingAction.NOTHING, tried_at=None, checked_at=now)

    def learned(self, news: CarrierUpdate, now: datetime, told_at: datetime | None = None) -> "PortIn":
        """The carrier says how it stands."""
        if not self.is_open or news.status is None or self._is_stale(news, now, told_at):
            return replace(self, checked_at=now) if self.is_open else self
        if news.status is PortStatus.DRAFT:  # it was never sent after all; what must be mended waits for that
            again = self.wants or (
                PendingAction.NOTHING if self.status is PortStatus.NEEDS_INFO else PendingAction.SEND
            )
            return replace(self, wants=again, checked_at=now)
        mended_at = self.mended_at if news.status is self.status else None
        wants = self.wants if self.cancelling else PendingAction.NOTHING  # it has it, whoever sent it
        after = replace(self, checked_at=now, scheduled_for=news.scheduled_for, faults=news.faults, wants=wants,
                        mended_at=mended_at)  # fmt: skip
        is_old = news.status is self.status and not after.is_news_after(self)
        return after if is_old else after.now_is(news.status, now)

    def is_news_after(self, before: "PortIn") -> bool:
        """Whether people see something else now."""
        seen = [(it.status, it.faults, it.scheduled_for) for it in (self, before)]
        return seen[0] != seen[1]

    def now_is(self, status: PortStatus, now: datetime) -> "PortIn":
        """It stands so from now on, and its history says so."""
        after = replace(self, status=status)
        if not after.is_open:
            after = replace(after, wants=PendingAction.NOTHING, tried_at=None, bill=FORGOTTEN, faults=())
        faults = " ".join(fault.message for fault in self.faults)
        return after._noted(now, port_in_wording.message(status, self.scheduled_for, faults))

    def _noted(self, now: datetime, message: str) -> "PortIn":
        history = (*self.history, Moment(now, self.status, message))
        return replace(self, history=history[-_LONGEST_HISTORY:], checked_at=now)

    def _is_stale(self, news: CarrierUpdate, now: datetime, told_at: datetime | None) -> bool:
        """Whether an objection is the one that has been mended, or is being mended."""
        if news.status is not PortStatus.NEEDS_INFO:
            return False
        if self.mended_at is None:
            return False
        if self.wants is PendingAction.SEND:
            return True
        if now > self.mended_at + _MENDED_SEEN_WITHIN:
            return False
        return told_at is None or told_at <= self.mended_at
