"""The cost of each movement of money: journals and entries, DynamoDB calls and units, requests to PayPal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.units import counting
from contracts.months import months_after
from kernel import aws, clock
from tests.paypal import RunningPayPal
from tests.services.billing.harness import DOLLAR, BillingHarness, billing_with, invited, joined
from tests.services.billing.planning import number_requested

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
    with open_harness() as harness:
        return [_measured(harness, name, do) for name, do in _OPERATIONS.items()]


@contextmanager
def open_harness() -> Iterator[BillingHarness]:
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


def _refund(harness: BillingHarness) -> None:
    """Ask for a dollar that is unspent of the newest payment."""
    newest = max(harness.items("PAYMENT"), key=lambda item: str(item["created_at"]))
    path = {"payment_id": newest["payment_id"]}
    reply = harness.ask("POST /v1/payments/{payment_id}/refund", path=path, body={"amount": "1.00"})
    if reply.status != 202:
        raise RuntimeError(reply)


def _buy_plans(harness: BillingHarness, first: int, last: int) -> None:
    harness.deliver_events(*(number_requested(f"num_{number}") for number in range(first, last + 1)))


def _renew(harness: BillingHarness, months: int) -> None:
    """Charge what is due for the team after some months, with all that follows."""
    harness.run("renew_plans", months_after(clock.now(), months) + timedelta(hours=1))


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
    "allocation with a shortfall: request": lambda harness: harness.give("30.00"),
    "allocation with a shortfall: its events": _deliver_events,
    "purchase: another": lambda harness: harness.buy("5.00"),
    "purchase: another, its events": _deliver_events,
    "refund of unspent credits: request": _refund,
    "refund of unspent credits: its events": _deliver_events,
    "plan: bought, with its events": lambda harness: _buy_plans(harness, 1, 1),
    "renewal of 1 plan, with its events": lambda harness: _renew(harness, 1),
    "plans: 9 more bought, with their events": lambda harness: _buy_plans(harness, 2, 10),
    "renewal of 10 plans of a payer, with its events": lambda harness: _renew(harness, 2),
    "plans: 30 more bought, with their events": lambda harness: _buy_plans(harness, 11, 40),
    "renewal of 40 plans of a payer, with its events": lambda harness: _renew(harness, 3),
}
