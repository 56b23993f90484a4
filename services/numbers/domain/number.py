"""A number and what may become of it (N3). Pure: events cross, so what comes late finds its place here.

ORDERING -> ACTIVE <-> SUSPENDED -> RELEASING -> RELEASED      ORDERING -> FAILED      RELEASING -> ACTIVE

One that somebody brought along is the carrier's already (`port_id`): paid, it works at once; unpaid, it goes into its
reserve, never to anybody else (N7).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.plans import Kind

RESERVE = timedelta(days=30)
_ORDER_CHECKED_AFTER = timedelta(minutes=2)
_ORDERED_WITHIN = timedelta(days=3)


class NumberStatus(StrEnum):
    """Where a number stands."""

    ORDERING = "ordering"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    RELEASING = "releasing"
    RELEASED = "released"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Terms:
    """What billing says of a number's plan; of two, the one of the higher revision holds."""

    subscription_id: str
    plan_id: str
    paid_through: datetime
    revision: int
    next_plan_id: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, whose it is, who uses it, and on which plan.

    `team_id` is the team whose lists show it: its holder, or the team that its holder is on. `request_id` is the wish
    that billing is asked to charge for; once it is paid it is empty again.
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
    reason: str = ""
    port_id: str = ""
    version: int = 0

    @property
    def next_version(self) -> int:
        """The version that is written next: the revision of the events that go with it."""
        return self.version + 1

    @property
    def works(self) -> bool:
        """Whether its user can do something with it."""
        return self.status is NumberStatus.ACTIVE

    @property
    def runs(self) -> bool:
        """Whether its plan runs, paid or past due."""
        return self.status in (NumberStatus.ACTIVE, NumberStatus.SUSPENDED)

    @property
    def is_wanted(self) -> bool:
        """Whether it is paid, and the carrier has not given it yet."""
        return self.status is NumberStatus.ORDERING and self.paid_at is not None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the carrier has had all the time that an order may take."""
        return self.is_wanted and self.paid_at is not None and now >= self.paid_at + _ORDERED_WITHIN

    @property
    def due(self) -> tuple[str, datetime] | None:
        """What the clock must see to, and from when."""
        if self.is_wanted and self.paid_at:
            return "order", self.paid_at + _ORDER_CHECKED_AFTER
        if self.status is NumberStatus.RELEASING and self.reserved_until:
            return "release", self.reserved_until
        return None

    def paid(self, terms: Terms, now: datetime) -> "Number":
        """Its wish is paid: it may be ordered, or, out of its reserve, works again."""
        after = replace(
            self, request_id="", subscription_id=terms.subscription_id, plan_id=terms.plan_id, revision=terms.revision,
            next_plan_id=terms.next_plan_id, paid_through=terms.paid_through, paid_at=now, ends=False, reason="",
        )  # fmt: skip
        if self.subscription_id == terms.subscription_id and self.revision > terms.revision:
            after = replace(after, revision=self.revision, paid_through=self.paid_through, plan_id=self.plan_id,
                            next_plan_id=self.next_plan_id, ends=self.ends)  # fmt: skip
        if self.status is NumberStatus.RELEASING:
            return replace(after, status=NumberStatus.ACTIVE, reserved_until=None)
        if self.port_id and self.status is NumberStatus.ORDERING:
            return replace(after, status=NumberStatus.ACTIVE)
        return after

    def refused(self, reason: str, now: datetime) -> "Number":
        """Its wish is not paid: there is nothing to have, or it stays in its reserve, or goes there."""
        after = replace(self, request_id="", reason=reason)
        if self.status is not NumberStatus.ORDERING:
            return after
        return after.reserved(now) if self.port_id else replace(after, status=NumberStatus.FAILED)

    def hears(self, terms: Terms) -> bool:
        """Whether this is news of its plan."""
        if self.subscription_id not in ("", terms.subscription_id):
            return False
        return self.status not in (NumberStatus.FAILED, NumberStatus.RELEASED) and terms.revision > self.revision

    def on_terms(self, terms: Terms, status: NumberStatus | None = None, *, ends: bool | None = None) -> "Number":
        """Its plan is now so; `status` is where a number that runs stands from now on."""
        return replace(
            self, subscription_id=terms.subscription_id, plan_id=terms.plan_id, paid_through=terms.paid_through,
            next_plan_id=terms.next_plan_id, revision=terms.revision,
            status=status if status and self.runs else self.status, ends=self.ends if ends is None else ends,
        )  # fmt: skip

    def reserved(self, ended_at: datetime) -> "Number":
        """Its plan has ended: it is kept back for a while."""
        return replace(
            self, status=NumberStatus.RELEASING, ends=False, next_plan_id="", reserved_until=ended_at + RESERVE
        )

    def activated(self) -> "Number":
        """The carrier has given it."""
        return replace(self, status=NumberStatus.ACTIVE, reason="")

    def failed(self, reason: str) -> "Number":
        """The carrier does not give it."""
        return replace(self, status=NumberStatus.FAILED, reason=reason, is_default=False)

    def released(self) -> "Number":
        """Its reserve is over."""
        return replace(self, status=NumberStatus.RELEASED, reserved_until=None, is_default=False)
