"""What the year has left behind: PayPal's captures, and billing's payments, lines, plans and journal, as stored."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.year.harness import YearHarness
from kernel.dynamodb.transact_items import decode
from simulators.paypal.state import Capture


@dataclass(frozen=True)
class Line:
    """A stored line of a payment: a period of a plan, with its price in micro-dollars."""

    payment_id: str
    subscription_id: str
    starts_at: datetime
    amount: int
    status: str


class Record:
    """Everything that the laws judge, read once."""

    def __init__(self, harness: YearHarness) -> None:
        self._cloud = harness.cloud
        self.payments = {item["payment_id"]: item for item in self._items("PAYMENT")}
        self.journal: list[Any] = [line for item in self._items("JOURNAL") for line in item["lines"]]
        self.captures: dict[str, Capture] = {}
        self.strangers = list[str]()
        for capture in harness.paypal.simulator.state.captures.values():
            if capture.took_money:
                self._add(capture)
        self.lines: dict[str, list[Line]] = defaultdict(list)
        self.paid: dict[str, list[Line]] = defaultdict(list)
        self.unpaid: dict[str, list[Line]] = defaultdict(list)
        for item in self._items("LINE#"):
            self._add_line(item)

    def item(self, subscription_id: str) -> dict[str, Any]:
        """Return a plan as it is stored."""
        return decode(self._cloud.item(f"PLAN#{subscription_id}", "PLAN"))

    def failed(self, tries: int) -> set[str]:
        """Return the payments that failed, except those that were the last of so many tries of all their plans."""
        last = set[tuple[str, str]]()
        for subscription_id, lines in self.unpaid.items():
            periods = defaultdict(list)
            for line in lines:
                periods[line.starts_at].append(self.payments[line.payment_id])
            full = (payments for payments in periods.values() if len(payments) == tries)
            latest = (max(payments, key=lambda payment: str(payment["created_at"])) for payments in full)
            last |= {(payment["payment_id"], subscription_id) for payment in latest}
        return {
            line.payment_id
            for lines in self.unpaid.values()
            for line in lines
            if (line.payment_id, line.subscription_id) not in last
        }

    def _items(self, kind: str) -> Iterator[dict[str, Any]]:
        return map(decode, self._cloud.items(kind))

    def _add(self, capture: Capture) -> None:
        if capture.custom_id not in self.payments or capture.custom_id in self.captures:
            self.strangers.append(f"PayPal has {capture.id}, which is no payment of ours, or one that was made already")
        else:
            self.captures[capture.custom_id] = capture

    def _add_line(self, item: dict[str, Any]) -> None:
        starts_at = datetime.fromisoformat(item["starts_at"])
        about = item["payment_id"], item["subscription_id"]
        line = Line(*about, starts_at, int(item["amount"]), item["status"])
        self.lines[line.payment_id].append(line)
        if line.payment_id in self.captures:
            self.paid[line.subscription_id].append(line)
        else:
            self.unpaid[line.subscription_id].append(line)
