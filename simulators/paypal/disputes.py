"""Disputes at the simulated PayPal: money is held when one opens, released when we win, and reversed when we lose."""

from collections.abc import Callable
from decimal import Decimal

from aiohttp import web

from simulators.paypal import bodies
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.state import Capture, Dispute, Json, PayPalState, Refund, make_id

Trigger = Callable[[web.Request, Json], Json]
WON = ("RESOLVED_SELLER_FAVOUR", "CANCELED_BY_BUYER", "DENIED", "RESOLVED_WITH_PAYOUT")


class DisputeTriggers:
    """The events of disputes that the control can trigger, and how money moves with each."""

    def __init__(self, state: PayPalState, deliveries: Deliveries, base: str) -> None:
        self._state = state
        self._deliveries = deliveries
        self._base = base
        self.types: dict[str, Trigger] = {
            "dispute_created": self._open,
            "dispute_updated": self._update,
            "dispute_won": lambda request, command: self._win(request, command, "RESOLVED_SELLER_FAVOUR"),
            "dispute_lost": lambda request, command: self._lose(request, command, "RESOLVED_BUYER_FAVOUR"),
            "dispute_resolved": self._resolve,
        }

    def _open(self, request: web.Request, command: Json) -> Json:
        capture = self._state.find_capture(command.get("capture_id"), lambda it: it.took_money and it.left > it.held)
        amount = Decimal(command.get("amount", capture.left - capture.held))
        if not capture.took_money or not 0 < amount <= capture.amount:
            raise ValueError(f"the capture is {capture.status} with {capture.left} left")
        now = self._state.at()
        dispute = Dispute(f"PP-R-{make_id(3)}-{int(now.timestamp())}", amount, now, now)
        capture.disputes.append(dispute)
        return self._publish(request, "CREATED", dispute, capture)

    def _update(self, request: web.Request, command: Json) -> Json:
        dispute, capture = self._find(command)
        dispute.amount = Decimal(command.get("amount", dispute.amount))
        dispute.status, dispute.changed = command.get("status", "UNDER_REVIEW"), self._state.at()
        return self._publish(request, "UPDATED", dispute, capture)

    def _resolve(self, request: web.Request, command: Json) -> Json:
        outcome = command.get("outcome", "RESOLVED_BUYER_FAVOUR")
        return (self._win if outcome in WON else self._lose)(request, command, outcome)

    def _win(self, request: web.Request, command: Json, outcome: str) -> Json:
        """Release what is held, and give back what was reversed already; PayPal has no event of its own for that."""
        dispute, capture = self._find(command)
        if dispute.reversal:
            dispute.reversal.canceled = True
            capture.settle(self._state.at())
        return self._close(request, dispute, capture, outcome)

    def _lose(self, request: web.Request, command: Json, outcome: str) -> Json:
        """Reverse what is disputed, or the `amount` of a settlement; `unannounced` leaves out its REVERSED event."""
        dispute, capture = self._find(command)
        amount = min(Decimal(command.get("amount", dispute.amount)), capture.left)
        if dispute.reversal is None and amount > 0:
            dispute.reversal = self._state.give_back(capture, amount, "Payment reversed")
            if not command.get("unannounced"):
                body = bodies.refund(self._base, dispute.reversal, capture.id)
                self._deliveries.publish(request, "PAYMENT.CAPTURE.REVERSED", body)
        return self._close(request, dispute, capture, outcome)

    def _close(self, request: web.Request, dispute: Dispute, capture: Capture, outcome: str) -> Json:
        dispute.status, dispute.outcome, dispute.changed = "RESOLVED", outcome, self._state.at()
        return self._publish(request, "RESOLVED", dispute, capture)

    def _find(self, command: Json) -> tuple[Dispute, Capture]:
        wanted, of = command.get("dispute_id"), command.get("capture_id")
        for capture in reversed(self._state.captures.values()):
            for dispute in reversed(capture.disputes):
                is_meant = dispute.id == wanted if wanted else dispute.status != "RESOLVED"
                if is_meant and of in (None, capture.id):
                    return dispute, capture
        raise ValueError("there is no such dispute")

    def _publish(self, request: web.Request, event: str, dispute: Dispute, capture: Capture) -> Json:
        return self._deliveries.publish(request, f"CUSTOMER.DISPUTE.{event}", bodies.dispute(dispute, capture))


def settle_open_dispute(capture: Capture, reversal: Refund) -> None:
    """Note that a reversal takes the money of the open dispute, if there is one: it is not held a second time."""
    is_open = (dispute for dispute in capture.disputes if dispute.status != "RESOLVED" and not dispute.reversal)
    if dispute := next(is_open, None):
        dispute.reversal = reversal
