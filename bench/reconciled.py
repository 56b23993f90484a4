"""The cost of comparing a day of captures with PayPal's lists: calls, units, and the largest step (B17).

Payments are in the table and captures in the simulated PayPal, both put there directly; of each thousand one has no
payment, one has no capture, and two are not booked yet. Payouts and fees of disputes are among PayPal's transactions.
"""

import time
import tracemalloc
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bench.units import counting
from bench.year.harness import YearHarness, opened
from kernel import aws
from kernel.dynamodb.transact_items import TransactItem
from kernel.problems import Stale
from services.billing import wiring
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.stores import payments
from simulators.paypal import bodies
from simulators.paypal.state import Capture, Movement

_DAY = datetime(2028, 1, 31, tzinfo=UTC)
_NIGHT = timedelta(days=1, hours=2, minutes=30)
_AMOUNT = Decimal("25.00")
_SAMPLED = 25  # memory is measured in one step of so many, as that makes it slow
_STRAY, _LOST, _LATE = 1, 2, (3, 4)  # by the last three digits: no payment, no capture, not booked


@dataclass(frozen=True)
class Reconciled:
    """The cost of a night; calls and units are for each capture, and the largest step is of one invocation."""

    captures: int
    steps: int
    longest_chain: int
    paypal_calls: float
    reads: float
    transactions: float
    read_units: float
    write_units: float
    milliseconds: float
    longest_step_seconds: float
    most_calls_of_a_step: int
    most_megabytes_of_a_step: float


def measure(sizes: tuple[int, ...] = (2_000, 50_000)) -> list[Reconciled]:
    """Measure nights after days of so many captures."""
    return [night(size) for size in sizes]


def night(size: int) -> Reconciled:
    """Measure one night. Raises AssertionError unless exactly what differs is found, and what is late is booked."""
    with opened(_DAY) as harness:
        _fill(harness, size)
        harness.at = _DAY + _NIGHT
        found = _compared(harness, size)
        _check(harness, size)
        return found


def _fill(harness: YearHarness, size: int) -> None:
    captures = [_capture(number, size) for number in range(size)]
    state, base = harness.paypal.simulator.state, harness.paypal.url
    for number, capture in enumerate(captures):
        if number % 1000 != _LOST:
            state.captures[capture.id] = capture
            state.events.append(_event(number, capture, base))
    for number in range(10):
        at, code = _DAY + timedelta(hours=number), "T0106" if number % 2 else "T0400"
        state.movements.append(Movement(f"MOVE{number}", code, Decimal("-20.00"), Decimal(0), at))
    ours = [_payment(it, number) for number, it in enumerate(captures) if number % 1000 != _STRAY]
    for first in range(0, len(ours), 40):
        wiring.table().commit([entry for payment in ours[first : first + 40] for entry in _stored(payment)])


def _capture(number: int, size: int) -> Capture:
    at = _DAY + timedelta(seconds=int(86_000 * number / size))
    its_id = f"CAPTURE{number:010}"
    return Capture(its_id, f"ORDER{number}", _AMOUNT, "COMPLETED", "", f"pay_{number}", f"pay-{number}", at, at)


def _event(number: int, capture: Capture, base: str) -> dict[str, object]:
    resource = bodies.capture(base, capture)
    at = bodies.instant(capture.made)
    what = {"event_type": "PAYMENT.CAPTURE.COMPLETED", "create_time": at, "resource": resource}
    return {"id": f"WH-{number}", "event_version": "1.0", "resource_type": "capture", "summary": "", **what}


def _payment(of: Capture, number: int) -> Payment:
    micros, fee = int(_AMOUNT * 1_000_000), int(bodies.fee_of(_AMOUNT) * 1_000_000)
    is_late = number % 1000 in _LATE
    booked = {} if is_late else {"captured": micros, "completed_at": of.made, "granted": micros, "fee": fee}
    return Payment(
        payment_id=of.custom_id,
        wallet=f"acc_{number}",
        payer_id=f"acc_{number}",
        amount=micros,
        what="Credits",
        paid_for="purchase",
        token="token",  # noqa: S106
        created_at=of.made,
        asked_by=f"acc_{number}",
        capture_id=of.id,
        order_id=of.order_id,
        charge_status=ChargeStatus.PENDING if is_late else ChargeStatus.COMPLETED,
        fee_booked=0 if is_late else fee,
        version=1,
        **booked,  # type: ignore[arg-type]
    )


def _stored(payment: Payment) -> list[TransactItem]:
    _, capture = payments.save(payment)
    return [payments.create(payment, on_conflict=Stale()), capture]


def _compared(harness: YearHarness, size: int) -> Reconciled:
    chains: dict[str, int] = {}
    longest, most_calls, most_bytes, steps = 0.0, 0, 0, 0
    asked, began = harness.paypal.asked, time.perf_counter()
    with counting(aws.client("dynamodb")) as used:
        harness.run("reconcile")
        while harness.cloud.outbox:
            envelope = harness.cloud.outbox.popleft()
            before, at, is_sampled = used.calls + harness.paypal.asked, time.perf_counter(), steps % _SAMPLED == 0
            if is_sampled:
                tracemalloc.start()
            if not harness.react(envelope):
                raise AssertionError(f"billing failed on {envelope}")
            if is_sampled:
                most_bytes = max(most_bytes, tracemalloc.get_traced_memory()[1])
                tracemalloc.stop()
            else:
                longest = max(longest, time.perf_counter() - at)
            most_calls = max(most_calls, used.calls + harness.paypal.asked - before)
            steps += 1
            if part := envelope.data.get("part"):
                chains[part] = chains.get(part, 0) + 1
    taken = time.perf_counter() - began
    return Reconciled(
        captures=size,
        steps=steps,
        longest_chain=max(chains.values()),
        paypal_calls=round((harness.paypal.asked - asked) / size, 3),
        reads=round(used.reads / size, 3),
        transactions=round(used.transactions / size, 3),
        read_units=round(used.read_units / size, 2),
        write_units=round(used.write_units / size, 2),
        milliseconds=round(1000 * taken / size, 1),
        longest_step_seconds=round(longest, 1),
        most_calls_of_a_step=most_calls,
        most_megabytes_of_a_step=round(most_bytes / 1_000_000, 1),
    )


def _check(harness: YearHarness, size: int) -> None:
    lines = sorted(item["what"]["S"] for item in harness.cloud.items("LINE#"))
    thousands = size // 1000
    expected = ["capture_not_booked"] * 2 + ["unknown_capture"] + ["unknown_to_paypal"]
    if lines != sorted(expected * thousands):
        raise AssertionError(f"{len(lines)} differences were found")
    booked = [item["pk"]["S"] for item in harness.cloud.items("JOURNAL") if "#paypal:MOVE" in item["pk"]["S"]]
    if len(booked) != 10 or not list(harness.cloud.items("WATERMARK")):
        raise AssertionError(f"{len(booked)} movements are booked, or the run has not ended")
