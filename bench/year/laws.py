"""Laws at the end of the year, checked against PayPal's captures, the lines, the events and an independent calendar."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.year.playing import Year
from bench.year.record import Line, Record
from bench.year.subscribers import Period, Subscriber
from services.billing.domain.accounts import Outside
from simulators.paypal.bodies import fee_of

_DAY = timedelta(days=1)  # for which a plan waits for the others of its day
_TRIED = timedelta(days=7)
_TRIES = 5
_RECEIPT, _PAST_DUE = "Teamline: Your receipt", "Teamline: Your number plans could not be renewed"


def broken(year: Year) -> Iterator[str]:
    """Yield a sentence for each law that does not hold."""
    record = Record(year.harness)
    yield from record.strangers
    yield from _of_books(record)
    yield from _of_captures(record)
    yield from _of_days(year, record)
    for who in (who for who in year.subscribers if who.opening.opened_at <= year.harness.at):
        yield from _of_plan(who, year, record)
    yield from _of_notices(year, record)


def _of_books(record: Record) -> Iterator[str]:
    """What PayPal has of us is what the ledger says is earned or deferred, less its fees."""
    kept = sum(int(100 * (capture.amount - capture.refunded)) * 10_000 for capture in record.captures.values())
    fees = sum(int(100 * fee_of(capture.amount)) * 10_000 for capture in record.captures.values())
    booked = {account: sum(line[2] for line in record.journal if line[0] == account) for account in Outside}
    if kept != booked[Outside.REVENUE] + booked[Outside.DEFERRED] or -booked[Outside.FEES] != fees:
        yield f"PayPal has {kept} with fees of {fees}, and the ledger has {booked}"
    if sum(line[2] for line in record.journal):
        yield "the journals do not sum to zero"


def _of_captures(record: Record) -> Iterator[str]:
    """Each capture is the sum of its lines, all of which are paid, and none of which was due later."""
    for payment_id, capture in record.captures.items():
        lines, payment = record.lines[payment_id], record.payments[payment_id]
        if int(capture.amount * 1_000_000) != sum(line.amount for line in lines) or payment["plans"] != len(lines):
            yield f"{payment_id}: {capture.amount} was captured for {lines}"
        if any(line.status != "paid" or line.starts_at > capture.made for line in lines):
            yield f"{payment_id}: not all of its lines were due and are paid: {lines}"


def _of_days(year: Year, record: Record) -> Iterator[str]:
    """What is renewed for a payer is one capture: of what was due on a day of UTC, and of what is charged on one.

    A first period is a purchase of its own. What waits for the others of its day is charged by the first sweep that
    finds the day complete, together with later days that are complete then. A charge that a killed function has left
    behind is continued by its own event, which comes again before the next sweep, so that it is no second one.
    """
    due, charged = defaultdict(set), defaultdict(set)
    for payment_id, capture in record.captures.items():
        payment = record.payments[payment_id]
        if payment["paid_for"] != "renewal":
            continue
        charged[payment["wallet"], capture.made.date()].add(payment_id)
        for line in record.lines[payment_id]:
            due[payment["wallet"], line.starts_at.date()].add(payment_id)
    for found, what in ((due, "due"), (charged, "charged")):
        yield from (f"{whose}: {ids} for what was {what} on a day" for whose, ids in found.items() if len(ids) > 1)


def _of_plan(who: Subscriber, year: Year, record: Record) -> Iterator[str]:
    """Each period was charged once, when it was due, at its price; none is missing, and each adjoins the next."""
    subscription, until = year.subscription(who), year.harness.at
    made = sorted(record.paid[subscription], key=lambda line: line.starts_at)
    possible = who.periods(until)
    if not len(_certain(who, year, possible)) <= len(made) <= len(possible):
        yield f"{who}: {len(made)} periods are paid, of {len(possible)}"
    for line, period in zip(made, possible, strict=False):
        if (line.starts_at, line.amount) != (period.due_at, period.micros):
            yield f"{who}: {line} is for {period}"
        late = record.captures[line.payment_id].made - period.due_at
        if not timedelta(0) <= late <= _TRIED + _DAY + 2 * year.story.every:
            yield f"{who}: {period} was charged after {late}"
    told = year.told[subscription]
    ends = [period.ends_at for period in possible[: len(made)]]
    if [told[revision] for revision in sorted(told)] != ends:
        yield f"{who}: events {told}, by the calendar {ends}"
    if ends:
        yield from _of_status(who, year, ends[-1], record.item(subscription))
    yield from _of_tries(who, year, record.unpaid[subscription])


def _certain(who: Subscriber, year: Year, possible: list[Period]) -> list[Period]:
    """Return the periods that must be paid: not those at the edge of an instant after which nothing is paid."""
    slack = _DAY + year.story.every
    payer, until = year.payers[who.payer], year.harness.at - slack
    if payer.mood in ("pays late", "no answer") and payer.since <= year.harness.at:
        until -= _TRIED + year.story.every
    return possible[:1] + [
        period
        for period in possible[1:]
        if period.due_at <= until and (who.stops_at is None or period.due_at < who.stops_at - slack)
    ]


def _of_status(who: Subscriber, year: Year, end: datetime, plan: dict[str, Any]) -> Iterator[str]:
    """A plan runs until its paid time is over; not renewed, it is over after the last try."""
    until = year.harness.at
    over = who.cancels_at is not None and who.cancels_at == end <= until
    given_up = end + _TRIED + _DAY + 2 * year.story.every <= until
    if plan["status"] != ("ended" if over or given_up else "active") and (over or given_up or end > until):
        yield f"{who}: the plan is {plan}"
    if plan["in_flight"] and end > until:
        yield f"{who}: a charge is in flight: {plan}"


def _of_tries(who: Subscriber, year: Year, unpaid: list[Line]) -> Iterator[str]:
    """A period is tried five times at most, and only a payer whom PayPal declines has any that failed."""
    payer = year.payers[who.payer]
    most = {"pays late": payer.tries, "stops paying": _TRIES}.get(payer.mood, 0)
    tries: dict[datetime, int] = defaultdict(int)
    for line in unpaid:
        tries[line.starts_at] += 1
    if any(times > most for times in tries.values()):
        yield f"{who}: {tries} tries failed, {most} may fail"


def _of_notices(year: Year, record: Record) -> Iterator[str]:
    """One receipt for each capture, one notice for each try that failed; a mail may come twice, none stays away."""
    failed = record.failed(_TRIES)
    for kind, wanted, subject in (("receipt", set(record.captures), _RECEIPT), ("plan_past_due", failed, _PAST_DUE)):
        found = {payment_id: ids for (of, payment_id), ids in year.notices.items() if of == kind}
        if set(found) != wanted or any(len(ids) != 1 for ids in found.values()):
            odd = [*set(found) ^ wanted, *(payment_id for payment_id, ids in found.items() if len(ids) != 1)]
            yield f"{kind}: not one for each of {odd[:5]}"
        mails = year.harness.cloud.mails[subject]
        if not len(wanted) <= mails <= len(wanted) + year.kills:
            yield f"{kind}: {len(wanted)} are due, {mails} were mailed"
