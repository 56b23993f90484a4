"""Payments v2: captures and refunds."""

from decimal import Decimal, InvalidOperation

from aiohttp import web

from simulators.paypal import bodies
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.requests import read_json, read_request_id, refuse, require_token, respond
from simulators.paypal.state import Capture, Json, PayPalState


class Payments:
    """The routes below /v2/payments."""

    def __init__(self, state: PayPalState, deliveries: Deliveries, base: str) -> None:
        self._state = state
        self._deliveries = deliveries
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        captures = "/paypal/v2/payments/captures/{id}"
        return [
            web.get(captures, require_token(self._state, self._get)),
            web.post(captures + "/refund", require_token(self._state, self._refund)),
            web.get("/paypal/v2/payments/refunds/{id}", require_token(self._state, self._get_refund)),
        ]

    async def _get(self, request: web.Request) -> web.Response:
        return respond(bodies.capture(self._base, self._capture(request)))

    def _capture(self, request: web.Request) -> Capture:
        capture_id = request.match_info["id"]
        if capture_id not in self._state.captures:
            refuse(404, "INVALID_RESOURCE_ID")
        return self._state.captures[capture_id]

    async def _get_refund(self, request: web.Request) -> web.Response:
        if request.match_info["id"] not in self._state.refunds:
            refuse(404, "INVALID_RESOURCE_ID")
        refund, capture = self._state.refunds[request.match_info["id"]]
        return respond(bodies.refund(self._base, refund, capture.id))

    async def _refund(self, request: web.Request) -> web.Response:
        request_id, capture = read_request_id(request), self._capture(request)
        known = self._state.remembered("refunds", request_id)
        if known:
            refund, of = self._state.refunds[known]
            return respond(bodies.refund(self._base, refund, of.id), 200)
        body = await read_json(request)
        amount = _amount(body, capture)
        refund = self._state.give_back(capture, amount, str(body.get("note_to_payer", "")))
        refund.custom_id = str(body.get("custom_id", ""))
        self._state.remember("refunds", request_id, refund.id)
        body = bodies.refund(self._base, refund, capture.id)
        self._deliveries.publish(request, "PAYMENT.CAPTURE.REFUNDED", body)
        return respond(body, 201)


def _amount(body: Json, capture: Capture) -> Decimal:
    if capture.status == "PENDING":
        refuse(422, "PENDING_CAPTURE")
    if capture.status == "REFUNDED":
        refuse(422, "CAPTURE_FULLY_REFUNDED")
    if not capture.took_money:
        refuse(422, "REFUND_NOT_ALLOWED")
    left = capture.left
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
    if amount < left and any(dispute.status != "RESOLVED" for dispute in capture.disputes):
        refuse(422, "TRANSACTION_DISPUTED")  # a part cannot be refunded while a case is open
    return amount
