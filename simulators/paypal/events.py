"""Events at the simulated PayPal that we do not cause: reviews end, payers complain, banks take money back."""

from collections.abc import Callable
from decimal import Decimal

from aiohttp import web

from simulators.paypal import bodies
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.state import Capture, Json, PayPalState, make_id

Trigger = Callable[[web.Request, Json], Json]


class EventTriggers:
    """Each type of event that the control can trigger, and what it changes."""

    def __init__(self, state: PayPalState, deliveries: Deliveries, base: str) -> None:
        self._state = state
        self._deliveries = deliveries
        self._base = base
        self._disputes: dict[str, Json] = {}
        self.types: dict[str, Trigger] = {
            "completed": lambda request, command: self._complete(request, command, "COMPLETED"),
            "denied": lambda request, command: self._complete(request, command, "DECLINED"),
            "refunded": lambda request, command: self._give_back(
                request, command, "REFUNDED", "Refunded by the operator"
            ),
            "reversed": lambda request, command: self._give_back(request, command, "REVERSED", "Payment reversed"),
            "dispute_created": self._dispute,
            "dispute_updated": lambda request, command: self._update_dispute(
                request, command, "UPDATED", "UNDER_REVIEW"
            ),
            "dispute_resolved": lambda request, command: self._update_dispute(request, command, "RESOLVED", "RESOLVED"),
            "token_deleted": self._delete_token,
        }

    def by_type(self, event_type: object) -> Trigger | None:
        """Return the function that triggers this type, or None. It raises KeyError or ValueError if it cannot."""
        return self.types.get(str(event_type))

    def _capture(self, command: Json) -> Capture:
        return self._state.captures[command["capture_id"]]

    def _complete(self, request: web.Request, command: Json, status: str) -> Json:
        capture = self._capture(command)
        if capture.status != "PENDING":
            raise ValueError(f"the capture is {capture.status}")
        capture.status, capture.reason, capture.changed = status, "", self._state.at()
        event = "COMPLETED" if status == "COMPLETED" else "DENIED"
        return self._deliveries.publish(request, f"PAYMENT.CAPTURE.{event}", bodies.capture(self._base, capture))

    def _give_back(self, request: web.Request, command: Json, event: str, note: str) -> Json:
        capture = self._capture(command)
        left = capture.amount - capture.refunded
        amount = Decimal(command["amount"]) if "amount" in command else left
        if not capture.took_money or not 0 < amount <= left:
            raise ValueError(f"the capture is {capture.status}, {left} left")
        refund = self._state.give_back(capture, amount, note)
        body = bodies.refund(self._base, refund, capture.id)
        return self._deliveries.publish(request, f"PAYMENT.CAPTURE.{event}", body)

    def _dispute(self, request: web.Request, command: Json) -> Json:
        capture = self._capture(command)
        at = bodies.instant(self._state.at())
        dispute: Json = {
            "dispute_id": f"PP-R-{make_id(3)}-{int(self._state.at().timestamp())}",
            "create_time": at,
            "update_time": at,
            "disputed_transactions": [
                {
                    "buyer_transaction_id": make_id(),
                    "seller_transaction_id": capture.id,
                    "custom": capture.custom_id,
                    "invoice_number": capture.invoice_id,
                    "seller_protection_eligible": False,
                }
            ],
            "reason": "UNAUTHORIZED",
            "status": "OPEN",
            "dispute_amount": bodies.money(Decimal(command.get("amount", capture.amount))),
            "dispute_life_cycle_stage": "INQUIRY",
        }
        self._disputes[dispute["dispute_id"]] = dispute
        return self._deliveries.publish(request, "CUSTOMER.DISPUTE.CREATED", dispute)

    def _update_dispute(self, request: web.Request, command: Json, event: str, status: str) -> Json:
        at = bodies.instant(self._state.at())
        dispute = self._disputes[command["dispute_id"]] | {"status": status, "update_time": at}
        if status == "RESOLVED":
            dispute["dispute_outcome"] = {"outcome_code": command.get("outcome", "RESOLVED_BUYER_FAVOUR")}
        self._disputes[dispute["dispute_id"]] = dispute
        return self._deliveries.publish(request, f"CUSTOMER.DISPUTE.{event}", dispute)

    def _delete_token(self, request: web.Request, command: Json) -> Json:
        token = self._state.tokens.pop(command["token"])
        body = bodies.token(self._base, token)
        return self._deliveries.publish(request, "VAULT.PAYMENT-TOKEN.DELETED", body)
