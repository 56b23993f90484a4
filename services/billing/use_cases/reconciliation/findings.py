"""What one step of a comparison finds, and how much it may still do."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from kernel.dynamodb.table import Table
from kernel.log import count, log
from services.billing.stores import reconciliations

MOST = 10  # what a step may mend or ask PayPal about, so that ten steps take no longer than their function has


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next step of a part goes on: an item of a page of its list."""

    page: int = 0
    skip: int = 0
    cursor: str | None = None


@dataclass
class Findings:
    """The differences of a step, each written at once, and its sums."""

    table: Table
    sums: dict[str, int] = field(default_factory=dict)
    spent: int = 0

    @property
    def is_enough(self) -> bool:
        """Return whether the rest is for the next step."""
        return self.spent >= MOST

    def add(self, name: str, amount: int = 1) -> None:
        """Add to a sum."""
        self.sums[name] = self.sums.get(name, 0) + amount

    def differs(self, at: datetime, cause: str, what: str, payment_id: str, ours: int, theirs: int) -> None:
        """Write a line into the report of the day on which it happened, and raise the alarm, unless it is there."""
        self.spent += 1
        day = f"{at.astimezone(UTC):%Y-%m-%d}"
        if reconciliations.has_line(self.table, day, cause, what):
            return
        log().error("billing.reconciliation.difference", extra={"what": what, "payment_id": payment_id, "cause": cause})
        count("ReconciliationDifference")
        line = reconciliations.save_line(day, cause, what, payment_id=payment_id, ours=ours, theirs=theirs)
        self.table.commit([line])
        self.add("differences")
