"""The cost of renewing a plan when many are due at once: few payers with many plans, or many with one (quality.md).

What is due for a payer is one charge, so that a plan costs the less, the more of them its payer has.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.units import counting
from bench.year.harness import YearHarness, opened
from contracts.months import months_after
from kernel import aws
from services.billing import wiring
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import plans

SIZES = ((10, 1), (1_000, 1), (10, 100))  # payers, and the plans of each
_BEGAN = datetime(2028, 1, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Renewals:
    """The cost of a sweep and its events; all but the first three columns are for each due plan."""

    payers: int
    plans_each: int
    sweep_calls: int
    reads: float
    transactions: float
    read_units: float
    write_units: float
    milliseconds: float


def measure(sizes: tuple[tuple[int, int], ...] = SIZES) -> list[Renewals]:
    """Measure every size, so many payers with so many plans each, on a table of its own."""
    return [_measured(payers, each) for payers, each in sizes]


def _measured(payers: int, each: int) -> Renewals:
    with opened(_BEGAN) as harness:
        for payer in range(payers):
            harness.add_payer(f"acc_{payer}")
        for plan in _filled(payers, each):
            wiring.table().commit(plans.save(plan))
        harness.at = months_after(_BEGAN, 1)
        return _renewed(harness, payers, each)


def _filled(payers: int, each: int) -> Iterator[Subscription]:
    """Create plans as they are a month after they were bought."""
    for number in range(payers * each):
        payer = f"acc_{number % payers}"
        yield Subscription(
            subscription_id=f"sub_{number}",
            request_id=f"num_{number}",
            number_id=f"num_{number}",
            phone_number="+14155551000",
            plan_id="local_monthly",
            holder=payer,
            payer=payer,
            asked_by=payer,
            anchor=_BEGAN,
            status=PlanStatus.ACTIVE,
            months=1,
            version=1,
        )


def _renewed(harness: YearHarness, payers: int, each: int) -> Renewals:
    due = payers * each
    with counting(aws.client("dynamodb")) as used:
        began = time.perf_counter()
        harness.run("renew_plans")
        swept = used.calls
        harness.settle()
        taken = time.perf_counter() - began
    renewed = sum(1 for item in harness.cloud.items("PLAN") if item.get("months", {}).get("N") == "2")
    if renewed != due or list(plans.list_due_payers(wiring.table(), harness.at)):
        raise AssertionError(f"{renewed} of {due} were renewed")
    return Renewals(
        payers=payers,
        plans_each=each,
        sweep_calls=swept,
        reads=round(used.reads / due, 2),
        transactions=round(used.transactions / due, 2),
        read_units=round(used.read_units / due, 2),
        write_units=round(used.write_units / due, 2),
        milliseconds=round(1000 * taken / due, 1),
    )
