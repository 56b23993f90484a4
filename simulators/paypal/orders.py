"""Orders v2: charges of a wallet, with every outcome that the control can set."""

import asyncio
import json
import re

from aiohttp import web

from simulators.paypal import bodies
from simulators.paypal.behavior import Behavior
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.requests import read_json, read_request_id, refuse, require_token, respond
from simulators.paypal.state import Json, Order, PayPalState, Token, make_id

_POLL_SECONDS = 0.02
_VALUE = re.compile(r"(0|[1-9][0-9]*)\.[0-9]{2}")


class Orders:
    """The routes below /v2/checkout/orders."""

    def __init__(self, state: PayPalState, behavior: Behavior, deliveries: Deliveries, base: str) -> None:
        self._state = state
        self._behavior = behavior
        self._deliveries = deliveries
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        orders = "/paypal/v2/checkout/orders"
        return [
            web.post(orders, require_token(self._state, self._create)),
            web.get(orders + "/{id}", require_token(self._state, self._get)),
            web.post(orders + "/{id}/capture", require_token(self._state, self._capture)),
        ]

    async def _get(self, request: web.Request) -> web.Response:
        return respond(bodies.order(self._base, self._order(request.match_info["id"])))

    def _order(self, order_id: str) -> Order:
        if order_id not in self._state.orders:
            refuse(404, "INVALID_RESOURCE_ID")
        return self._state.orders[order_id]

    async def _capture(self, request: web.Request) -> web.Response:
        read_request_id(request)
        order = self._order(request.match_info["id"])
        refuse(422, "ORDER_ALREADY_CAPTURED" if order.capture else "ORDER_NOT_APPROVED")

    async def _create(self, request: web.Request) -> web.StreamResponse:
        request_id, body = read_request_id(request), await read_json(request)
        known = self._state.remembered("orders", request_id)
        if known:
            return self._replay(known)
        unit, token = self._validate(body)
        outcome = self._behavior.charges.next()
        self._refuse_if_asked(outcome, request, request_id)
        order = Order(make_id(), "CREATED", unit, token, self._state.at())
        self._state.keep(order)
        self._state.remember("orders", request_id, order.id)
        self._charge(request, order, outcome)
        return await self._answer(request, order, outcome)

    def _replay(self, known: str) -> web.Response:
        if known.startswith("!"):
            refuse(422, known[1:])
        return respond(bodies.order(self._base, self._state.orders[known]), 200)

    def _validate(self, body: Json) -> tuple[Json, Token]:
        units = body.get("purchase_units")
        if body.get("intent") != "CAPTURE" or not isinstance(units, list) or len(units) != 1:
            refuse(400, "INVALID_PARAMETER_VALUE")
        amount = units[0].get("amount", {})
        if amount.get("currency_code") != "USD" or not _VALUE.fullmatch(str(amount.get("value"))):
            refuse(422, "DECIMAL_PRECISION")
        if float(amount["value"]) <= 0:
            refuse(422, "CANNOT_BE_ZERO_OR_NEGATIVE")
        wallet = body.get("payment_source", {}).get("paypal", {})
        if not wallet.get("vault_id"):
            refuse(422, "PAYPAL_STORED_CREDENTIAL_MISSING_REQUIRED_PARAMETER")
        if self._state.invoice_is_used(units[0].get("invoice_id", "")):
            refuse(422, "DUPLICATE_INVOICE_ID")
        return {"reference_id": "default", **units[0]}, self._token(wallet["vault_id"])

    def _token(self, vault_id: str) -> Token:
        if vault_id not in self._state.tokens:
            refuse(422, "TOKEN_ID_NOT_FOUND")
        return self._state.tokens[vault_id]

    def _refuse_if_asked(self, outcome: str, request: web.Request, request_id: str) -> None:
        mock = request.headers.get("PayPal-Mock-Response")
        issue = json.loads(mock)["mock_application_codes"] if mock else ""
        if outcome == "declined" or issue:
            issue = issue or self._behavior.charges.issue
            self._state.remember("orders", request_id, f"!{issue}")
            refuse(422, issue)
        if outcome == "error_before_charge":
            refuse(500)
        if outcome == "rate_limited":
            refuse(429)

    def _charge(self, request: web.Request, order: Order, outcome: str) -> None:
        if outcome == "payer_action":
            order.status = "PAYER_ACTION_REQUIRED"
            return
        status = {"pending": "PENDING", "declined_capture": "DECLINED"}.get(outcome, "COMPLETED")
        reason = self._behavior.charges.reason if status == "PENDING" else ""
        capture = self._state.take(order, status, reason)
        self._deliveries.publish(request, f"PAYMENT.CAPTURE.{status}", bodies.capture(self._base, capture))

    async def _answer(self, request: web.Request, order: Order, outcome: str) -> web.StreamResponse:
        if outcome == "error_after_charge":
            refuse(500)
        if outcome == "timeout":
            await self._hold_until_timeout(request)
        body = bodies.order(self._base, order)
        if outcome == "no_id":
            del body["id"]
        return respond(body, 201)

    async def _hold_until_timeout(self, request: web.Request) -> None:
        behavior, patience = self._behavior.charges, asyncio.get_running_loop().time() + self._behavior.charges.seconds
        while self._behavior.charges is behavior and asyncio.get_running_loop().time() < patience:
            await asyncio.sleep(_POLL_SECONDS)
        if request.transport is not None:
            request.transport.close()
