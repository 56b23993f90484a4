"""The state of a phone number and the changes it allows (N3). Pure: events may arrive late and in any order.

ORDERING -> ACTIVE <-> SUSPENDED -> RELEASING -> RELEASED      ORDERING -> FAILED      RELEASING -> ACTIVE

A number that was ported in (`port_id`) is already ours: once paid it is active at once; unpaid, it goes into its
reserve and is offered to no one else (N7).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.plans import Kind
from services.numbers.domain.business_days import add_business_days
from services.numbers.domain.texting import Texting

RESERVE = timedelta(days=30)
PORTED_OUT = "ported_out"  # the reason of a released number that another carrier has
_ORDER_CHECKED_AFTER = timedelta(minutes=2)
_ORDERED_WITHIN = 3  # business days: carriers deliver on no others


class NumberStatus(StrEnum):
    """The status of a number."""

    ORDERING = "ordering"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    RELEASING = "releasing"
    RELEASED = "released"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What billing says about a number's plan; of two, the one with the higher revision holds."""

    subscription_id: str
    plan_id: str
    paid_through: datetime
    revision: int
    next_plan_id: str = ""
    store: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number with its holder, user and plan. `shared_with` are the colleagues for whom it rings too.

    `team_id` is the team whose lists show it: the holder, or the team that the holder is on. `request_id` names the
    request that billing is asked to charge for; it is empty again once that is paid.
    """

    number_id: str
    phone_number: str
    kind: Kind
    holder: str
    plan_id: str
    created_at: datetime
    asked_by: str
    team_id: str | None = None
    user_id: str | None = None
    status: NumberStatus = NumberStatus.ORDERING
    label: str = ""
    is_default: bool = False
    request_id: str = ""
    next_plan_id: str = ""  # what its plan is renewed as, where that is another
    subscription_id: str = ""
    revision: int = 0
    paid_through: datetime | None = None
    paid_at: datetime | None = None
    ends: bool = False
    tried_at: datetime | None = None  # when the carrier was last asked for it
    reserved_until: datetime | None = None
    reminded_until: datetime | None = None  # the reminders that were due by then are done
    reason: str = ""
    port_id: str = ""
    store: str = ""  # the app store that is paid for its plan
    shared_with: tuple[str, ...] = ()
    texting: Texting = Texting.NOT_REGISTERED  # where texts must be registered
    texting_reason: str = ""
    campaign_id: str = ""  # the campaign that has it at the carrier, as far as we know
    texting_due_at: datetime | None = None  # from when the carrier is to be asked about its texts
    version: int = 0

    @property
    def next_version(self) -> int:
        """The version that is written next: the revision of the events that go with it."""
        return self.version + 1

    @property
    def is_active(self) -> bool:
        """Whether its user can call and text with it."""
        return self.status is NumberStatus.ACTIVE

    @property
    def is_gone(self) -> bool:
        """Whether it is ours no more, or never was: its phone number may be another's."""
        return self.status in (NumberStatus.FAILED, NumberStatus.RELEASED)

    @property
    def has_running_plan(self) -> bool:
        """Whether its plan runs, paid or past due."""
        return self.status in (NumberStatus.ACTIVE, NumberStatus.SUSPENDED)

    @property
    def awaits_carrier(self) -> bool:
        """Whether it is paid, and the carrier has not delivered it yet."""
        return self.status is NumberStatus.ORDERING and self.paid_at is not None

    def is_overdue(self, now: datetime) -> bool:
        """Return whether the carrier has had the 3 business days that an order may take."""
        return (
            self.awaits_carrier and self.paid_at is not None and now >= add_business_days(self.paid_at, _ORDERED_WITHIN)
        )

    @property
    def due(self) -> tuple[str, datetime] | None:
        """What a scheduled job must do about it ("order" or "release"), and from when; None for nothing."""
        if self.awaits_carrier and self.paid_at:
            return "order", self.paid_at + _ORDER_CHECKED_AFTER
        if self.status is NumberStatus.RELEASING and self.reserved_until:
            return "release", self.reserved_until
        return None

    @property
    def list_id(self) -> str:
        """Return whose list shows it, and whose registration its texts go by: a team's, or its holder's."""
        return self.team_id or self.holder

    @property
    def texting_due(self) -> tuple[str, datetime] | None:
        """From when a scheduled job must have its texts looked at, as ("texting", instant); None for never."""
        return ("texting", self.texting_due_at) if self.texting_due_at else None

    def stored_after(self, before: "Number") -> "Number":
        """Return it as it is stored: what was allowed under another user, holder or list ends with that."""
        return self._shared_as(before)._texting_as(before)

    def _shared_as(self, before: "Number") -> "Number":
        has_changed_user = bool(before.user_id) and self.user_id != before.user_id
        if has_changed_user or self.holder != before.holder or self.is_gone:
            return replace(self, shared_with=())
        return self

    def _texting_as(self, before: "Number") -> "Number":
        """Return it to be looked at for its texts if it is active, gone, or in another list than before."""
        has_moved = self.list_id != before.list_id
        if not has_moved and self.is_active == before.is_active and self.is_gone == before.is_gone:
            return self
        kept = self.texting if not has_moved and not self.is_gone else Texting.NOT_REGISTERED
        return replace(self, texting=kept, texting_due_at=self.created_at)

    def request_again(self, request_id: str, plan_id: str, asked_by: str) -> "Number":
        """Record the request by which a number in its reserve is to have a plan again."""
        return replace(self, request_id=request_id, plan_id=plan_id, asked_by=asked_by, reason="")

    def mark_paid(self, terms: PlanTerms, now: datetime, *, ends: bool = False) -> "Number":
        """Record that its request is paid: it may be ordered, or becomes active again out of its reserve."""
        after = replace(
            self,
            request_id="",
            subscription_id=terms.subscription_id,
            plan_id=terms.plan_id,
            revision=terms.revision,
            next_plan_id=terms.next_plan_id,
            store=terms.store,
            paid_through=terms.paid_through,
            paid_at=now,
            ends=ends,
            reason="",
        )
        if self.subscription_id == terms.subscription_id and self.revision > terms.revision:
            after = after._with_plan_of(self)
        if self.status is NumberStatus.RELEASING:
            return replace(after, status=NumberStatus.ACTIVE, reserved_until=None)
        if self.port_id and self.status is NumberStatus.ORDERING:
            return replace(after, status=NumberStatus.ACTIVE)
        return after

    def _with_plan_of(self, other: "Number") -> "Number":
        return replace(
            self,
            revision=other.revision,
            paid_through=other.paid_through,
            plan_id=other.plan_id,
            next_plan_id=other.next_plan_id,
            store=other.store,
            ends=other.ends,
        )

    def mark_unpaid(self, reason: str, now: datetime) -> "Number":
        """Record that its request is refused: the order fails, or the number stays in its reserve or goes there."""
        after = replace(self, request_id="", reason=reason)
        if self.status is not NumberStatus.ORDERING:
            return after
        return after.reserve(now) if self.port_id else replace(after, status=NumberStatus.FAILED)

    def accepts_terms(self, terms: PlanTerms) -> bool:
        """Return whether these terms are of its plan and newer than the known ones."""
        if self.subscription_id not in ("", terms.subscription_id):
            return False
        return not self.is_gone and terms.revision > self.revision

    def with_terms(self, terms: PlanTerms, status: NumberStatus | None = None, *, ends: bool | None = None) -> "Number":
        """Apply new terms of its plan; `status` and `ends` are set if given, `status` only while the plan runs."""
        return replace(
            self,
            subscription_id=terms.subscription_id,
            plan_id=terms.plan_id,
            paid_through=terms.paid_through,
            next_plan_id=terms.next_plan_id,
            store=terms.store,
            revision=terms.revision,
            status=status if status and self.has_running_plan else self.status,
            ends=self.ends if ends is None else ends,
        )

    def reserve(self, ended_at: datetime) -> "Number":
        """Keep it for its holder for 30 days after its plan has ended (N5)."""
        return replace(
            self,
            status=NumberStatus.RELEASING,
            ends=False,
            next_plan_id="",
            store="",
            reserved_until=ended_at + RESERVE,
        )

    def activate(self) -> "Number":
        """Record that the carrier has delivered it."""
        return replace(self, status=NumberStatus.ACTIVE, reason="")

    def fail(self, reason: str) -> "Number":
        """Record that the carrier does not deliver it."""
        return replace(self, status=NumberStatus.FAILED, reason=reason, is_default=False)

    def release(self) -> "Number":
        """End its reserve: it goes back to the carrier."""
        return replace(self, status=NumberStatus.RELEASED, reserved_until=None, is_default=False)

    def leave(self) -> "Number":
        """Record that another carrier has it: nothing of it is charged, reserved, restored or given back any more."""
        return replace(self.release(), ends=False, next_plan_id="", request_id="", reason=PORTED_OUT)
