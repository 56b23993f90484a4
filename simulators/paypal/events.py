"""Events at the simulated PayPal that we do not cause: reviews end, payers complain, banks take money back."""

from decimal import Decimal

from aiohttp import web

from simulators.paypal import bodies
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.disputes import DisputeTriggers, Trigger, settle_open_dispute
from simulators.paypal.state import Json, PayPalState


class EventTriggers:
    """Each type of event that the control can trigger, and what it changes."""

    def __init__(self, state: PayPalState, deliveries: Deliveries, base: str) -> None:
        self._state = state
        self._deliveries = deliveries
        self._base = base
        self.types: dict[str, Trigger] = {
            "completed": lambda request, command: self._complete(request, command, "COMPLETED"),
            "denied": lambda request, command: self._complete(request, command, "DECLINED"),
            "refunded": lambda request, command: self._give_back(
                request, command, "REFUNDED", "Refunded by the operator"
            ),
            "reversed": lambda request, command: self._give_back(request, command, "REVERSED", "Payment reversed"),
            "token_deleted": self._delete_token,
            **DisputeTriggers(state, deliveries, base).types,
        }

    def by_type(self, event_type: object) -> Trigger | None:
        """Return the function that triggers this type, or None. It raises KeyError or ValueError if it cannot."""
        return self.types.get(str(event_type))

    def _complete(self, request: web.Request, command: Json, status: str) -> Json:
        capture = self._state.find_capture(command.get("capture_id"), lambda it: it.status == "PENDING")
        if capture.status != "PENDING":
            raise ValueError(f"the capture is {capture.status}")
        capture.status, capture.reason, capture.changed = status, "", self._state.at()
        event = "COMPLETED" if status == "COMPLETED" else "DENIED"
        return self._deliveries.publish(request, f"PAYMENT.CAPTURE.{event}", bodies.capture(self._base, capture))

    def _give_back(self, request: web.Request, command: Json, event: str, note: str) -> Json:
        capture = self._state.find_capture(command.get("capture_id"), lambda it: it.took_money and it.left > 0)
        left = capture.left
        amount = Decimal(command["amount"]) if "amount" in command else left
        if not capture.took_money or not 0 < amount <= left:
            raise ValueError(f"the capture is {capture.status}, {left} left")
        refund = self._state.give_back(capture, amount, note)
        if event == "REVERSED":
            settle_open_dispute(capture, refund)
        body = bodies.refund(self._base, refund, capture.id)
        return self._deliveries.publish(request, f"PAYMENT.CAPTURE.{event}", body)

    def _delete_token(self, request: web.Request, command: Json) -> Json:
        token = self._state.tokens.pop(command.get("token") or next(reversed(self._state.tokens), ""))
        body = bodies.token(self._base, token)
        return self._deliveries.publish(request, "VAULT.PAYMENT-TOKEN.DELETED", body)
