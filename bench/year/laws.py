"""Laws at the end of the year, checked against PayPal's captures, the events and an independent calendar."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.year.playing import Year
from bench.year.subscribers import Subscriber
from kernel.dynamodb.transact_items import decode
from services.billing.domain.ledger import REVENUE
from simulators.paypal.state import Capture

_LONGEST_RETRY = timedelta(days=7)
_RECEIPT, _PAST_DUE = "Teamline: Your receipt", "Teamline: A number plan could not be renewed"


def broken(year: Year) -> Iterator[str]:
    """Every law that does not hold, in a sentence each; nothing is good."""
    captures = [it for it in year.harness.paypal.simulator.state.captures.values() if it.took_money]
    payments = {item["payment_id"]["S"]: decode(item) for item in year.harness.cloud.items("PAYMENT")}
    by_plan: dict[str, list[Capture]] = defaultdict(list)
    for capture in captures:
        if capture.custom_id not in payments:
            yield f"PayPal has {capture.id}, which is no payment of ours"
            continue
        by_plan[payments[capture.custom_id]["for_plan"]].append(capture)
    yield from _of_books(year, captures)
    for who in (who for who in year.subscribers if not who.is_being_tried(year.harness.at)):
        told = year.told[year.subscription(who)]
        yield from _of_charges(who, by_plan[year.subscription(who)], year)
        yield from _of_periods(who, [told[revision] for revision in sorted(told)], year.harness.at)
        yield from _of_plan(who, year.harness.cloud.item(f"PLAN#{year.subscription(who)}", "PLAN"), year.harness.at)
    yield from _of_notices(year, len(captures))


def _of_books(year: Year, captures: Iterable[Capture]) -> Iterator[str]:
    """What PayPal keeps is what the ledger says was earned."""
    kept = sum(int(100 * (capture.amount - capture.refunded)) * 10_000 for capture in captures)
    lines = [line for item in year.harness.cloud.items("JOURNAL") for line in decode(item)["lines"]]
    earned = sum(line[2] for line in lines if line[0] == REVENUE)
    if kept != earned or sum(line[2] for line in lines):
        yield f"PayPal keeps {kept}, and the ledger has earned {earned}"


def _of_charges(who: Subscriber, captures: list[Capture], year: Year) -> Iterator[str]:
    """Each period was charged once, when it was due and not before, at its price; none is missing."""
    wanted, made = who.charges(year.harness.at), sorted(captures, key=lambda capture: capture.made)
    if len({capture.custom_id for capture in made}) != len(made) or len(made) != len(wanted):
        yield f"{who}: {len(made)} captures, {len(wanted)} periods"
        return
    latest = year.story.every * 2 + _LONGEST_RETRY
    for capture, charge in zip(made, wanted, strict=True):
        if int(capture.amount * 1_000_000) != charge.micros:
            yield f"{who}: {capture.amount} was charged for the period from {charge.due_at}"
        if not charge.due_at <= capture.made <= charge.due_at + latest:
            yield f"{who}: the period from {charge.due_at} was charged at {capture.made}"


def _of_periods(who: Subscriber, ends: list[datetime], until: datetime) -> Iterator[str]:
    """Check by the events that every period ends where the next begins."""
    begins = [charge.due_at for charge in who.charges(until)]
    wanted = [*begins[1:], who.after(who.months(until))]
    if ends != wanted:
        yield f"{who}: events {ends}, by the calendar {wanted}"


def _of_plan(who: Subscriber, item: dict[str, Any], until: datetime) -> Iterator[str]:
    """Check that the plan is paid beyond now, or over."""
    plan, over = decode(item), who.what in ("stops paying", "cancels") and who.after(who.month) <= until
    if (plan["status"], plan["months"], plan["in_flight"]) != ("ended" if over else "active", who.months(until), ""):
        yield f"{who}: the plan is {plan}"


def _of_notices(year: Year, captures: int) -> Iterator[str]:
    """A receipt for each charge, a notice for each try that came to nothing; one may come twice, none stays away."""
    mails, killed = year.harness.cloud.mails, year.kills
    if not captures <= mails[_RECEIPT] <= captures + killed:
        yield f"{captures} captures, {mails[_RECEIPT]} receipts"
    tries = sum(who.notices(year.harness.at) for who in year.subscribers)
    if not tries <= mails[_PAST_DUE]:
        yield f"{tries} tries failed, {mails[_PAST_DUE]} notices"
