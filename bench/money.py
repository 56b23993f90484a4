"""The cost of each movement of money: journals and entries, DynamoDB calls and units, requests to PayPal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.units import counting
from kernel import aws
from tests.paypal import RunningPayPal
from tests.services.billing.shop import DOLLAR, Shop, billing_with, invited, joined

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
    with _shop() as shop:
        return [_measured(shop, name, do) for name, do in _OPERATIONS.items()]


@contextmanager
def _shop() -> Iterator[Shop]:
    with TemporaryDirectory() as folder:
        paypal = RunningPayPal(Path(folder))
        try:
            shop = Shop(billing_with(paypal), paypal)
            shop.open_team()
            shop.attach()
            shop.world.settle()
            yield shop
        finally:
            paypal.stop()


def _measured(shop: Shop, name: str, do: Callable[[Shop], object]) -> Movement:
    journals, entries, asked = len(shop.items("JOURNAL")), len(shop.items("ENTRY")), len(shop.paypal.exchanges)
    with counting(aws.client("dynamodb")) as used:
        do(shop)
    return Movement(
        operation=name,
        journals=len(shop.items("JOURNAL")) - journals,
        entries=len(shop.items("ENTRY")) - entries,
        reads=used.reads,
        transactions=used.transactions,
        read_units=used.read_units,
        write_units=used.write_units,
        paypal=len(shop.paypal.exchanges) - asked,
    )


def _deliver_events(shop: Shop) -> None:
    shop.world.settle()


def _receive_capture_webhook(shop: Shop) -> None:
    (delivery, *_) = shop.arrived(1, "PAYMENT.CAPTURE.COMPLETED")
    shop.deliver(delivery)


def _receive_refund_webhook(shop: Shop) -> None:
    (payment,) = shop.items("PAYMENT")
    shop.paypal.control("events", type="refunded", capture_id=payment["capture_id"], amount="4.00")
    (delivery,) = shop.arrived(1, "PAYMENT.CAPTURE.REFUNDED")
    shop.deliver(delivery)


_OPERATIONS: dict[str, Callable[[Shop], object]] = {
    "purchase: request": lambda shop: shop.buy("25.00"),
    "purchase: its events": _deliver_events,
    "purchase: its webhook, received": _receive_capture_webhook,
    "purchase: its webhook, handled": _deliver_events,
    "allocation: request": lambda shop: shop.give("5.00"),
    "allocation: its events": _deliver_events,
    "invitation with credits: held": lambda shop: shop.hear_once(invited("inv_1", 3 * DOLLAR)),
    "invitation with credits: its events": _deliver_events,
    "member joins: settled": lambda shop: shop.hear_once(joined(_NEWCOMER, invitation="inv_1", amount=3 * DOLLAR)),
    "member joins: its events": _deliver_events,
    "refund: its webhook, received": _receive_refund_webhook,
    "refund: its webhook, handled": _deliver_events,
    "all wallets checked": lambda shop: shop.run("check_wallets"),
}
