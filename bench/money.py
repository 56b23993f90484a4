"""The cost of each movement of money: journals and entries, DynamoDB calls and units, requests to PayPal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.units import counting
from kernel import aws
from tests.paypal import RunningPayPal
from tests.services.billing.harness import DOLLAR, BillingHarness, billing_with, invited, joined

_NEWCOMER = "acc_stranger"


@dataclass(frozen=True)
class Movement:
    """The cost of one operation, or of all events that follow from it."""

    operation: str
    journals: int
    entries: int
    reads: int
    transactions: int
    read_units: float
    write_units: float
    paypal: int


def measure() -> list[Movement]:
    """Measure the movements one after the other on the same books."""
    with _harness() as harness:
        return [_measured(harness, name, do) for name, do in _OPERATIONS.items()]


@contextmanager
def _harness() -> Iterator[BillingHarness]:
    with TemporaryDirectory() as folder:
        paypal = RunningPayPal(Path(folder))
        try:
            harness = BillingHarness(billing_with(paypal), paypal)
            harness.open_team()
            harness.attach()
            harness.world.settle()
            yield harness
        finally:
            paypal.stop()


def _measured(harness: BillingHarness, name: str, do: Callable[[BillingHarness], object]) -> Movement:
    journals, entries, asked = len(harness.items("JOURNAL")), len(harness.items("ENTRY")), len(harness.paypal.exchanges)
    with counting(aws.client("dynamodb")) as used:
        do(harness)
    return Movement(
        operation=name,
        journals=len(harness.items("JOURNAL")) - journals,
        entries=len(harness.items("ENTRY")) - entries,
        reads=used.reads,
        transactions=used.transactions,
        read_units=used.read_units,
        write_units=used.write_units,
        paypal=len(harness.paypal.exchanges) - asked,
    )


def _deliver_events(harness: BillingHarness) -> None:
    harness.world.settle()


def _receive_capture_webhook(harness: BillingHarness) -> None:
    (delivery, *_) = harness.arrived(1, "PAYMENT.CAPTURE.COMPLETED")
    harness.deliver(delivery)


def _receive_refund_webhook(harness: BillingHarness) -> None:
    (payment,) = harness.items("PAYMENT")
    harness.paypal.control("events", type="refunded", capture_id=payment["capture_id"], amount="4.00")
    (delivery,) = harness.arrived(1, "PAYMENT.CAPTURE.REFUNDED")
    harness.deliver(delivery)


_OPERATIONS: dict[str, Callable[[BillingHarness], object]] = {
    "purchase: request": lambda harness: harness.buy("25.00"),
    "purchase: its events": _deliver_events,
    "purchase: its webhook, received": _receive_capture_webhook,
    "purchase: its webhook, handled": _deliver_events,
    "allocation: request": lambda harness: harness.give("5.00"),
    "allocation: its events": _deliver_events,
    "invitation with credits: held": lambda harness: harness.deliver_event(invited("inv_1", 3 * DOLLAR)),
    "invitation with credits: its events": _deliver_events,
    "member joins: settled": lambda harness: harness.deliver_event(
        joined(_NEWCOMER, invitation="inv_1", amount=3 * DOLLAR)
    ),
    "member joins: its events": _deliver_events,
    "refund: its webhook, received": _receive_refund_webhook,
    "refund: its webhook, handled": _deliver_events,
    "all wallets checked": lambda harness: harness.run("check_wallets"),
}
