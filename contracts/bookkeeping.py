"""The parts of billing's work on its books: invoices, closing, verifying, reconciling (B13, B16, B17, B19)."""

from datetime import date

from pydantic import AwareDatetime, Field

from contracts.event import BillingEvent


class WalletsCheckDue(BillingEvent):
    """A page of wallets, from `cursor` on, is due to be checked; billing's consumer recomputes their sums (B16).

    `sums` are what the wallets before held at the end of a day, by class of accounts, in micro-dollars (B19).
    """

    shard: int
    cursor: str | None = None
    day: str = ""
    sums: dict[str, int] = Field(default_factory=dict)


class TurnoverDue(BillingEvent):
    """A page of a day's journals is due to be summed; `turnover` is the sum of those before: debit and credit (B19)."""

    day: str
    shard: int
    cursor: str | None = None
    turnover: dict[str, list[int]] = Field(default_factory=dict)


class DeferredCheckDue(BillingEvent):
    """Deferred revenue of these payments moved on a day that is over; billing's consumer compares it (B16, B19).

    What differs is compared once more, with `again`: the index of journals may be a moment late.
    """

    payment_ids: list[str]
    again: bool = False


class BooksCloseDue(BillingEvent):
    """A slice of a day's journals or wallets is summed; billing's consumer closes the day if it is the last (B19)."""

    day: str


class UsageFoldDue(BillingEvent):
    """The usage of some teams, from `cursor` on, of the days before `before`, is due to be folded (B12)."""

    shard: int
    before: date
    cursor: str | None = None


class TeamUsageFoldDue(BillingEvent):
    """A team's usage in a month, of the days before `before`, is due to be folded: billing does it in parts (B12).

    With `goes_on`, something of it is folded already.
    """

    team_id: str
    month: str
    before: date
    goes_on: bool = False


class TeamUsageReviewDue(BillingEvent):
    """A team's day is folded, and due to be compared with those before it (B12)."""

    team_id: str
    day: date


class ReconciliationDue(BillingEvent):
    """A run of the comparison with PayPal is due to go on: billing's consumer starts its parts, or ends it (B17)."""

    run: str


class ReconciliationPartDue(BillingEvent):
    """A page of a part of a run is due to be compared, from item `skip` on; `sums` are of the pages before (B17)."""

    run: str
    part: str
    page: int = 0
    skip: int = 0
    cursor: str | None = None
    sums: dict[str, int] = Field(default_factory=dict)


class PlanEarningDue(BillingEvent):
    """Something of a payment for plans is earned as of an instant; billing's consumer books it as revenue (B19)."""

    payment_id: str
    as_of: AwareDatetime


class InvoiceDue(BillingEvent):
    """A payment was completed, or what is kept of it has changed; billing's consumer issues the document (B13).

    `arrived` is what a completed payment has brought, in micro-dollars, and zero of a change.
    """

    payment_id: str
    arrived: int = 0
