"""What calls bring and cost: the price by our deck, and what the carrier charges for their legs (B11). Pure.

It is for the operator, never for a price.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from services.numbers.domain.call import Call
from services.numbers.domain.call_comparison import CarrierCall
from services.numbers.domain.call_settlement import charged, paid_seconds

MOST_LISTED = 20  # of the calls that lost the most, in one sum
_MICROS = 1_000_000


@dataclass
class Margin:
    """The sums of calls that have ended; `losing` are those that cost more than they brought, with how much more.

    `cost` is what the carrier has reported of each call, or has recorded where a report is missing. Calls that cost
    their user nothing, as an app or no one took them, are `free`; `uncosted` are those of which no cost is known.
    """

    calls: int = 0
    seconds: int = 0
    charged: int = 0
    cost: int = 0
    recorded_cost: int = 0
    free: int = 0
    free_cost: int = 0
    losing_calls: int = 0
    uncosted: int = 0
    losing: list[tuple[str, int]] = field(default_factory=list)

    def add(self, call: Call, theirs: CarrierCall | None) -> None:
        """Add a call that has ended."""
        brought, cost = charged(call), reported_cost(call)
        recorded = theirs.cost if theirs else 0
        known = cost if cost is not None else recorded
        self.calls += 1
        self.seconds += paid_seconds(call)
        self.charged += brought
        self.cost += known
        self.recorded_cost += recorded
        self.uncosted += cost is None and not recorded
        if not brought:
            self.free += 1
            self.free_cost += known
        elif known > brought:
            self.losing_calls += 1
            self.losing = _worst([*self.losing, (call.call_id, known - brought)])

    def plus(self, other: "Margin") -> "Margin":
        """Return the sums of both."""
        counts = {name: value + getattr(other, name) for name, value in vars(self).items() if name != "losing"}
        return Margin(**counts, losing=_worst([*self.losing, *other.losing]))


def reported_cost(call: Call) -> int | None:
    """Return what the carrier has reported that a call costs us, in micro-dollars; None if it is not all known."""
    billed = [leg for leg in call.legs if leg.was_answered or (call.taker and leg is call.origin)]
    if not all(leg.cost for leg in billed):
        return None
    return sum(int(Decimal(leg.cost) * _MICROS) for leg in call.legs if leg.cost)


def _worst(losing: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(losing, key=lambda it: (-it[1], it[0]))[:MOST_LISTED]
