"""The command `make year`, which simulates a year of renewals, checks its laws, and prints the cost."""

import argparse
import contextlib
import io
import sys
import time
from datetime import timedelta

from bench.renewals import measure
from bench.year.harness import opened
from bench.year.laws import broken
from bench.year.playing import Story, Year
from bench.year.subscribers import BEGINNING


def main() -> int:
    """Simulate the year; return exit code 1 if a law is broken."""
    asked = _asked()
    story = Story(asked.plans, asked.days, asked.seed, timedelta(days=1), asked.kills)
    with opened(BEGINNING) as harness:
        year = Year(harness, story)
        seconds = _played(year, asked.minutes)
        faults = list(broken(year))
        _report(year, seconds)
    for fault in faults[:20]:
        print(f"BROKEN: {fault}")
    print(
        f"{len(faults)} laws broken"
        if faults
        else "Every law holds: periods adjoin, none was charged twice or skipped, and a payer's day is one charge."
    )
    if not asked.year_only:
        _print_cost_of_a_renewal()
    return 1 if faults else 0


def _asked() -> argparse.Namespace:
    asks = argparse.ArgumentParser(prog="python -m bench.year", description=__doc__)
    asks.add_argument("--plans", type=int, default=10_000)
    asks.add_argument("--days", type=int, default=400)
    asks.add_argument("--seed", type=int, default=1)
    asks.add_argument("--kills", type=float, default=0.01, help="share of functions that are killed midway")
    asks.add_argument("--minutes", type=float, default=60, help="stop after a sweep when this is over")
    asks.add_argument("--year-only", action="store_true", help="without the table of what one due plan takes")
    return asks.parse_args()


def _played(year: Year, minutes: float) -> float:
    began = time.monotonic()
    for at in year.play():
        seconds = time.monotonic() - began
        if at.day == 1 or seconds > 60 * minutes:
            charges = len(year.harness.paypal.simulator.state.captures)
            print(f"  {at:%Y-%m-%d}  {charges:7,} charges  {seconds:6.0f} s", flush=True)
        if seconds > 60 * minutes:
            print("  time is over: the laws are checked as of this day")
            break
    return time.monotonic() - began


def _report(year: Year, seconds: float) -> None:
    cloud, charges = year.harness.cloud, len(year.harness.paypal.simulator.state.captures)
    periods = sum(1 for line in cloud.items("LINE#") if line["status"]["S"] == "paid")
    sizes = [len(payer.subscribers) for payer in year.payers.values()]
    print(
        f"{year.story.plans:,} plans of {len(sizes):,} payers, {max(sizes)} at most, until {year.harness.at:%Y-%m-%d}, "
        f"seed {year.story.seed}: {periods:,} periods of plans paid, {charges:,} charges, {year.sweeps} sweeps, "
        f"{year.kills:,} functions killed, {seconds:.0f} s"
    )
    for due, what in ((periods, "period of a plan"), (charges, "charge")):
        print(
            f"{1000 * seconds / due:.1f} ms, {cloud.transactions / due:.2f} transactions and "
            f"{cloud.reads / due:.2f} reads of DynamoDB a {what}"
        )
    for subject, times in cloud.mails.most_common():
        print(f"{times:9,} x {subject}")


def _print_cost_of_a_renewal() -> None:
    print("\nWhat a due plan takes when so many are due at once:")
    with contextlib.redirect_stdout(io.StringIO()):
        rows = measure(((10, 1), (1_000, 1), (100, 10), (3, 300), (25, 400)))
    for row in rows:
        print(f"  {row}")


if __name__ == "__main__":
    sys.exit(main())
