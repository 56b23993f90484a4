"""The cost of renewing a plan when 10, 1,000 or more are due at once: it must not grow (quality.md)."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.units import counting
from bench.year.harness import YearHarness, opened
from contracts.months import months_after
from kernel import aws
from kernel.dynamodb.table import Table
from services.billing import wiring
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import plans

SIZES = (10, 1_000)
_PAYERS = 3
_BEGAN = datetime(2028, 1, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Renewals:
    """The cost of a sweep and its events; all but the first two columns are for each due plan."""

    due: int
    sweep_calls: int
    reads: float
    transactions: float
    read_units: float
    write_units: float
    milliseconds: float


def measure(sizes: tuple[int, ...] = SIZES) -> list[Renewals]:
    """Measure every size, each on its own table."""
    return list(map(_measured, sizes))


def _measured(due: int) -> Renewals:
    with opened(_BEGAN) as harness:
        for payer in range(_PAYERS):
            harness.add_payer(f"acc_{payer}")
        for plan in _filled(due):
            wiring.table().commit(plans.save(plan))
        harness.at = months_after(_BEGAN, 1)
        return _renewed(harness, due, wiring.table())


def _filled(due: int) -> Iterator[Subscription]:
    """Create plans as they are a month after they were bought."""
    for number in range(due):
        payer = f"acc_{number % _PAYERS}"
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


def _renewed(harness: YearHarness, due: int, table: Table) -> Renewals:
    with counting(aws.client("dynamodb")) as used:
        began = time.perf_counter()
        harness.run("renew_plans")
        swept = used.calls
        harness.settle()
        taken = time.perf_counter() - began
    renewed = sum(1 for item in harness.cloud.items("PLAN") if item.get("months", {}).get("N") == "2")
    if renewed != due or list(plans.list_due(table, harness.at)):
        raise AssertionError(f"{renewed} of {due} were renewed")
    return Renewals(
        due=due,
        sweep_calls=swept,
        reads=round(used.reads / due, 2),
        transactions=round(used.transactions / due, 2),
        read_units=round(used.read_units / due, 2),
        write_units=round(used.write_units / due, 2),
        milliseconds=round(1000 * taken / due, 1),
    )
