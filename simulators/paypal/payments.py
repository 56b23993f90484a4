"""Payments v2: captures and refunds."""

from decimal import Decimal, InvalidOperation

from aiohttp import web

from simulators.paypal import shapes
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.front import guarded, json_of, refuse, request_id_of, say
from simulators.paypal.world import Capture, Json, World


class Payments:
    """The paths below /v2/payments."""

    def __init__(self, world: World, deliveries: Deliveries, base: str) -> None:
        self._world = world
        self._deliveries = deliveries
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        captures = "/paypal/v2/payments/captures/{id}"
        return [
            web.get(captures, guarded(self._world, self._look)),
            web.post(captures + "/refund", guarded(self._world, self._refund)),
            web.get("/paypal/v2/payments/refunds/{id}", guarded(self._world, self._look_at_refund)),
        ]

    async def _look(self, request: web.Request) -> web.Response:
        return say(shapes.capture(self._base, self._capture(request)))

    def _capture(self, request: web.Request) -> Capture:
        capture_id = request.match_info["id"]
        if capture_id not in self._world.captures:
            refuse(404, "INVALID_RESOURCE_ID")
        return self._world.captures[capture_id]

    async def _look_at_refund(self, request: web.Request) -> web.Response:
        if request.match_info["id"] not in self._world.refunds:
            refuse(404, "INVALID_RESOURCE_ID")
        refund, capture = self._world.refunds[request.match_info["id"]]
        return say(shapes.refund(self._base, refund, capture.id))

    async def _refund(self, request: web.Request) -> web.Response:
        request_id, capture = request_id_of(request), self._capture(request)
        known = self._world.remembered("refunds", request_id)
        if known:
            refund, of = self._world.refunds[known]
            return say(shapes.refund(self._base, refund, of.id), 200)
        body = await json_of(request)
        amount = _amount(body, capture)
        refund = self._world.give_back(capture, amount, str(body.get("note_to_payer", "")))
        self._world.remember("refunds", request_id, refund.id)
        told = shapes.refund(self._base, refund, capture.id)
        self._deliveries.publish(request, "PAYMENT.CAPTURE.REFUNDED", told)
        return say(told, 201)


def _amount(body: Json, capture: Capture) -> Decimal:
    if capture.status == "PENDING":
        refuse(422, "PENDING_CAPTURE")
    if capture.status == "REFUNDED":
        refuse(422, "CAPTURE_FULLY_REFUNDED")
    if not capture.took_money:
        refuse(422, "REFUND_NOT_ALLOWED")
    left = capture.amount - capture.refunded
    if "amount" not in body:
        return left  # as PayPal does: everything that is left
    try:
        amount = Decimal(body["amount"]["value"])
    except (InvalidOperation, KeyError, TypeError):
        refuse(400, "INVALID_PARAMETER_VALUE")
    if amount <= 0:
        refuse(422, "CANNOT_BE_ZERO_OR_NEGATIVE")
    if amount > left:
        refuse(422, "REFUND_AMOUNT_EXCEEDED")
    return amount
