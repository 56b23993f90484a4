"""The plan of a number: paid in advance, renewed, past due, ended (B8). Pure.

    OPENING -> ACTIVE <-> PAST_DUE -> ENDED      OPENING -> REFUSED      ACTIVE -> ENDED

Paid time is counted in months from an anchor, so that periods adjoin and the day of the month stays the same. One
charge is in flight at a time: two sweeps of the same plan charge once. What a charge is for is a line of its payment
(plan_line.py), as one charge pays for all that falls due for a payer on a day (billing_day.py).

Days 0, 1, 3 and 5 each send a notice with the reason, the next try and the last; day 7 says that the plan has ended and
until when the number is kept. The holder of a number ends its plan, the payer changes it; anyone else gets a 409 that
names who can.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.months import months_after
from contracts.periods import Period, next_period
from contracts.plans import CATALOGUE, Plan
from services.billing.domain.paid_time import PaidTime

TRIED_AFTER = tuple(timedelta(days=days) for days in (0, 1, 3, 5, 7))
ORDER_FAILED, TAKEN_BACK, PORTED_OUT = "order_failed", "payment_taken_back", "ported_out"
_OPENED_WITHIN = timedelta(minutes=2)
_STORE_SETTLES = timedelta(hours=1)  # what a store renews at the end of a period is known by then


class Source(StrEnum):
    """Where a plan is paid: to us, or to an app store (B9)."""

    WEB = "web"
    STORE = "store"


class PlanStatus(StrEnum):
    """The status of a plan."""

    OPENING = "opening"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    ENDED = "ended"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A plan for a number. `holder` has the number, `payer` pays from the next charge on (B10).

    Its first period is paid by the account that ordered it: a payer who comes meanwhile is `then_payer`, and pays next.
    """

    subscription_id: str
    request_id: str
    number_id: str
    phone_number: str
    plan_id: str
    holder: str
    payer: str
    asked_by: str
    anchor: datetime
    status: PlanStatus = PlanStatus.OPENING
    months: int = 0  # paid for, since the anchor
    next_plan_id: str = ""
    cancelled: bool = False
    lapses: bool = False  # cancelled only because its payer has removed the wallet: with another one it goes on (B1)
    failures: int = 0  # tries of the schedule to charge the next period that came to nothing
    in_flight: str = ""  # the payment of the next period, while it is not decided
    paid_by: str = ""
    then_payer: str = ""
    reason: str = ""
    ended_at: datetime | None = None
    holder_revision: int = 0  # the number's revision that said who holds it
    wanted_revision: int = 0  # the number's revision that said whether it is wanted any longer
    is_port: bool = False  # its number has moved to us: its first period is not refused for a limit (T11)
    approved_by: str = ""  # the owner who approved what an admin ordered
    own_day: bool = False  # its payer wants it renewed on its own day, not on their billing day
    source: Source = Source.WEB
    store: str = ""  # the app store that it is paid in, or was when it was opened
    store_subscription_id: str = ""
    time: PaidTime | None = None  # what is paid ahead since its move to the web, in its store and to us
    not_from: str = ""  # a payment of a former holder that pays for nothing: they gave the number back to a team
    grace_until: datetime | None = None  # the store keeps it running until then, though it could not renew it
    version: int = 0

    @property
    def paid_in_store(self) -> bool:
        """Return whether an app store is paid for it: it follows what the store says, and is never charged by us."""
        return self.source is Source.STORE

    @property
    def paid_through(self) -> datetime:
        """Return until when it is paid."""
        return months_after(self.anchor, self.months)

    def next_period(self, billing_day: datetime | None) -> Period:
        """Return the period that is charged next; it ends on the payer's billing day, unless it keeps its own.

        A first period is a whole one where its price was said before it was known when it starts: of a number that
        moves to us, and of one that an owner approves.
        """
        is_whole = self.own_day or (self.status is PlanStatus.OPENING and (self.is_port or bool(self.approved_by)))
        return next_period(self.renews_as, self.anchor, self.months, None if is_whole else billing_day)

    @property
    def renews_as(self) -> Plan:
        """Return the plan of the next period."""
        return CATALOGUE[self.next_plan_id or self.plan_id]

    @property
    def runs(self) -> bool:
        """Return whether it is active or past due."""
        return self.status in (PlanStatus.ACTIVE, PlanStatus.PAST_DUE)

    @property
    def renews_at(self) -> datetime | None:
        """Return when it is charged next, by us or by its store; None if it is not."""
        if self.paid_in_store:
            return self.paid_through if self.status is PlanStatus.ACTIVE and not self.cancelled else None
        return self.due_at if self.runs and not self.cancelled else None

    @property
    def due_at(self) -> datetime | None:
        """Return when the sweep must handle it, or None."""
        match self.status:
            case PlanStatus.OPENING:
                return self.anchor + _OPENED_WITHIN
            case PlanStatus.ACTIVE:
                waits = _STORE_SETTLES if self.paid_in_store and not self.cancelled else timedelta()
                return self.runs_until + waits
            case PlanStatus.PAST_DUE:
                return self.runs_until + TRIED_AFTER[self.failures]
            case _:
                return None

    @property
    def runs_until(self) -> datetime:
        """Return until when it is paid, or its store keeps it running."""
        return max(self.paid_through, self.grace_until or self.paid_through)

    @property
    def last_try_at(self) -> datetime:
        """Return when it is charged for the last time, if no earlier try is paid."""
        return self.runs_until + TRIED_AFTER[-1]

    def is_due(self, as_of: datetime) -> bool:
        """Return whether the sweep must handle it by an instant."""
        return self.due_at is not None and self.due_at <= as_of

    @property
    def may_be_charged(self) -> bool:
        """Return whether its next period can be charged: it is renewed, and no charge is in flight."""
        return self.runs and not self.in_flight and not self.cancelled and not self.paid_in_store

    @property
    def may_be_retried(self) -> bool:
        """Return whether it is past due, and can be charged before its next try."""
        return self.status is PlanStatus.PAST_DUE and self.may_be_charged

    @property
    def pays_later(self) -> str:
        """Return the payer of all that is not charged yet, except the first period."""
        return self.then_payer or self.payer

    def with_payer(self, payer: str) -> "Subscription":
        """Have another payer pay from the next renewal on."""
        if self.status is PlanStatus.OPENING:
            return replace(self, then_payer="" if payer == self.payer else payer)
        return replace(self, payer=payer)

    def start_charge(self, payment_id: str) -> "Subscription":
        """Mark the next period as being charged by a payment."""
        return replace(self, in_flight=payment_id)

    def accepts(self, payment_id: str, starts_at: datetime) -> bool:
        """Return whether a completed payment for the period that starts at an instant pays for the next one.

        A payment that was given up before does so too, unless another one is in flight.
        """
        if payment_id == self.not_from:
            return False
        if self.in_flight:
            return self.in_flight == payment_id
        return (self.runs or self.status is PlanStatus.OPENING) and starts_at == self.paid_through

    def mark_paid(self, payment_id: str, plan_id: str, period: Period) -> "Subscription":
        """Add the paid period, as the plan that its payment was made for."""
        return replace(
            self,
            status=PlanStatus.ACTIVE,
            plan_id=plan_id,
            anchor=period.anchor,
            months=period.months,
            in_flight="",
            failures=0,
            reason="",
            payer=self.pays_later,
            then_payer="",
            next_plan_id="" if self.next_plan_id == plan_id else self.next_plan_id,
            paid_by=payment_id,
        )

    def run_again(self) -> "Subscription":
        """Have it be active, with no failed try: it is paid, or kept running, again."""
        return replace(self, status=PlanStatus.ACTIVE, failures=0, reason="")

    def release(self) -> "Subscription":
        """Have the next period charged anew at once, as PayPal never got the charge: that is no try of the payer's."""
        return replace(self, in_flight="")

    def give_up_charge(self) -> "Subscription":
        """Have the next period charged anew by who has the number now: the charge in flight pays for nothing."""
        return replace(self, in_flight="", not_from=self.in_flight)

    def mark_unpaid(self, reason: str, *, early: bool = False) -> "Subscription":
        """Count a failed try: refused when opening, past due until the last try, ended if canceled.

        An `early` try came in addition to the schedule, and uses up none of it.
        """
        after = replace(self, in_flight="", reason=reason, failures=self.failures + (not early))
        if self.status is PlanStatus.OPENING:
            return replace(after, status=PlanStatus.REFUSED)
        if self.cancelled:
            return after.end(self.paid_through)
        if after.failures < len(TRIED_AFTER):
            return replace(after, status=PlanStatus.PAST_DUE)
        return after.end(self.last_try_at)

    def end(self, at: datetime, reason: str = "") -> "Subscription":
        """End it; a charge that is still in flight pays for nothing."""
        return replace(self, status=PlanStatus.ENDED, ended_at=at, in_flight="", reason=reason or self.reason)

    def lapse(self) -> "Subscription":
        """Let it run out as its payer removed the wallet, unless another one is attached before."""
        return replace(self, cancelled=True, lapses=True)

    def resume(self) -> "Subscription":
        """Have it renewed again."""
        return replace(self, cancelled=False, lapses=False)

    def cancel(self) -> "Subscription":
        """Cancel its renewal; what is past due ends with what was paid."""
        after = replace(self, cancelled=True, lapses=False)
        return after.end(self.paid_through) if self.status is PlanStatus.PAST_DUE and not self.in_flight else after

    def change_to(self, plan_id: str) -> "Subscription":
        """Have it renewed as another plan; the time that is paid stays."""
        return replace(self, next_plan_id="" if plan_id == self.plan_id else plan_id)

    def charges(self, until: datetime, billing_day: datetime | None = None) -> list[tuple[datetime, int]]:
        """Return its charges up to an instant, each with its price in micro-dollars, if each of them succeeds."""
        at, plan, found = None if self.paid_in_store else self.renews_at, self, []
        while at is not None and at <= until:
            period = plan.next_period(billing_day)
            found.append((at, period.price))
            plan = plan.mark_paid("", self.renews_as.plan_id, period)
            at = plan.paid_through
        return found
