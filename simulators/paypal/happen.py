"""What happens at the simulated PayPal without us: reviews end, payers complain, banks take money back."""

from collections.abc import Callable
from decimal import Decimal

from aiohttp import web

from simulators.paypal import shapes
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.world import Capture, Json, World, an_id

Happening = Callable[[web.Request, Json], Json]


class Happen:
    """Each type of event that can be asked for, and what it changes."""

    def __init__(self, world: World, deliveries: Deliveries, base: str) -> None:
        self._world = world
        self._deliveries = deliveries
        self._base = base
        self._disputes: dict[str, Json] = {}
        self.types: dict[str, Happening] = {
            "completed": lambda request, asked: self._settle(request, asked, "COMPLETED"),
            "denied": lambda request, asked: self._settle(request, asked, "DECLINED"),
            "refunded": lambda request, asked: self._give_back(request, asked, "REFUNDED", "Refunded by the operator"),
            "reversed": lambda request, asked: self._give_back(request, asked, "REVERSED", "Payment reversed"),
            "dispute_created": self._dispute,
            "dispute_updated": lambda request, asked: self._go_on(request, asked, "UPDATED", "UNDER_REVIEW"),
            "dispute_resolved": lambda request, asked: self._go_on(request, asked, "RESOLVED", "RESOLVED"),
            "token_deleted": self._delete_token,
        }

    def by_type(self, event_type: object) -> Happening | None:
        """What makes this type happen; raises KeyError or ValueError if it cannot."""
        return self.types.get(str(event_type))

    def _capture(self, asked: Json) -> Capture:
        return self._world.captures[asked["capture_id"]]

    def _settle(self, request: web.Request, asked: Json, status: str) -> Json:
        capture = self._capture(asked)
        if capture.status != "PENDING":
            raise ValueError(f"the capture is {capture.status}")
        capture.status, capture.reason, capture.changed = status, "", self._world.at()
        told = "COMPLETED" if status == "COMPLETED" else "DENIED"
        return self._deliveries.publish(request, f"PAYMENT.CAPTURE.{told}", shapes.capture(self._base, capture))

    def _give_back(self, request: web.Request, asked: Json, told: str, note: str) -> Json:
        capture = self._capture(asked)
        left = capture.amount - capture.refunded
        amount = Decimal(asked["amount"]) if "amount" in asked else left
        if not capture.took_money or not 0 < amount <= left:
            raise ValueError(f"the capture is {capture.status}, {left} left")
        refund = self._world.give_back(capture, amount, note)
        body = shapes.refund(self._base, refund, capture.id)
        return self._deliveries.publish(request, f"PAYMENT.CAPTURE.{told}", body)

    def _dispute(self, request: web.Request, asked: Json) -> Json:
        capture = self._capture(asked)
        at = shapes.instant(self._world.at())
        dispute: Json = {
            "dispute_id": f"PP-R-{an_id(3)}-{int(self._world.at().timestamp())}",
            "create_time": at,
            "update_time": at,
            "disputed_transactions": [
                {
                    "buyer_transaction_id": an_id(),
                    "seller_transaction_id": capture.id,
                    "custom": capture.custom_id,
                    "invoice_number": capture.invoice_id,
                    "seller_protection_eligible": False,
                }
            ],
            "reason": "UNAUTHORIZED",
            "status": "OPEN",
            "dispute_amount": shapes.money(Decimal(asked.get("amount", capture.amount))),
            "dispute_life_cycle_stage": "INQUIRY",
        }
        self._disputes[dispute["dispute_id"]] = dispute
        return self._deliveries.publish(request, "CUSTOMER.DISPUTE.CREATED", dispute)

    def _go_on(self, request: web.Request, asked: Json, told: str, status: str) -> Json:
        at = shapes.instant(self._world.at())
        dispute = self._disputes[asked["dispute_id"]] | {"status": status, "update_time": at}
        if status == "RESOLVED":
            dispute["dispute_outcome"] = {"outcome_code": asked.get("outcome", "RESOLVED_BUYER_FAVOUR")}
        self._disputes[dispute["dispute_id"]] = dispute
        return self._deliveries.publish(request, f"CUSTOMER.DISPUTE.{told}", dispute)

    def _delete_token(self, request: web.Request, asked: Json) -> Json:
        token = self._world.tokens.pop(asked["token"])
        told = shapes.token(self._base, token)
        return self._deliveries.publish(request, "VAULT.PAYMENT-TOKEN.DELETED", told)
