"""Orders v2: charging a wallet, with everything that may go wrong on the way."""

import asyncio
import json
import re

from aiohttp import web

from simulators.paypal import shapes
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.front import guarded, json_of, refuse, request_id_of, say
from simulators.paypal.moods import Moods
from simulators.paypal.world import Json, Order, Token, World, an_id

_LOOKS_UP = 0.02  # seconds between two looks at the mood
_VALUE = re.compile(r"(0|[1-9][0-9]*)\.[0-9]{2}")


class Orders:
    """The paths below /v2/checkout/orders."""

    def __init__(self, world: World, moods: Moods, deliveries: Deliveries, base: str) -> None:
        self._world = world
        self._moods = moods
        self._deliveries = deliveries
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        orders = "/paypal/v2/checkout/orders"
        return [
            web.post(orders, guarded(self._world, self._create)),
            web.get(orders + "/{id}", guarded(self._world, self._look)),
            web.post(orders + "/{id}/capture", guarded(self._world, self._capture)),
        ]

    async def _look(self, request: web.Request) -> web.Response:
        return say(shapes.order(self._base, self._order(request.match_info["id"])))

    def _order(self, order_id: str) -> Order:
        if order_id not in self._world.orders:
            refuse(404, "INVALID_RESOURCE_ID")
        return self._world.orders[order_id]

    async def _capture(self, request: web.Request) -> web.Response:
        request_id_of(request)
        order = self._order(request.match_info["id"])
        refuse(422, "ORDER_ALREADY_CAPTURED" if order.capture else "ORDER_NOT_APPROVED")

    async def _create(self, request: web.Request) -> web.StreamResponse:
        request_id, body = request_id_of(request), await json_of(request)
        known = self._world.remembered("orders", request_id)
        if known:
            return self._again(known)
        unit, token = self._checked(body)
        mood = self._moods.charges.next()
        self._turned_away(mood, request, request_id)
        order = Order(an_id(), "CREATED", unit, token, self._world.at())
        self._world.keep(order)
        self._world.remember("orders", request_id, order.id)
        self._charge(request, order, mood)
        return await self._answer(request, order, mood)

    def _again(self, known: str) -> web.Response:
        if known.startswith("!"):
            refuse(422, known[1:])
        return say(shapes.order(self._base, self._world.orders[known]), 200)

    def _checked(self, body: Json) -> tuple[Json, Token]:
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
        if self._world.invoice_is_used(units[0].get("invoice_id", "")):
            refuse(422, "DUPLICATE_INVOICE_ID")
        return {"reference_id": "default", **units[0]}, self._token(wallet["vault_id"])

    def _token(self, vault_id: str) -> Token:
        if vault_id not in self._world.tokens:
            refuse(422, "TOKEN_ID_NOT_FOUND")
        return self._world.tokens[vault_id]

    def _turned_away(self, mood: str, request: web.Request, request_id: str) -> None:
        mock = request.headers.get("PayPal-Mock-Response")
        issue = json.loads(mock)["mock_application_codes"] if mock else ""
        if mood == "declined" or issue:
            issue = issue or self._moods.charges.issue
            self._world.remember("orders", request_id, f"!{issue}")
            refuse(422, issue)
        if mood == "error_before_charge":
            refuse(500)
        if mood == "rate_limited":
            refuse(429)

    def _charge(self, request: web.Request, order: Order, mood: str) -> None:
        if mood == "payer_action":
            order.status = "PAYER_ACTION_REQUIRED"
            return
        status = {"pending": "PENDING", "declined_capture": "DECLINED"}.get(mood, "COMPLETED")
        reason = self._moods.charges.reason if status == "PENDING" else ""
        capture = self._world.take(order, status, reason)
        self._deliveries.publish(request, f"PAYMENT.CAPTURE.{status}", shapes.capture(self._base, capture))

    async def _answer(self, request: web.Request, order: Order, mood: str) -> web.StreamResponse:
        if mood == "error_after_charge":
            refuse(500)
        if mood == "timeout":
            await self._say_nothing(request)
        body = shapes.order(self._base, order)
        if mood == "no_id":
            del body["id"]
        return say(body, 201)

    async def _say_nothing(self, request: web.Request) -> None:
        mood, patience = self._moods.charges, asyncio.get_running_loop().time() + self._moods.charges.seconds
        while self._moods.charges is mood and asyncio.get_running_loop().time() < patience:
            await asyncio.sleep(_LOOKS_UP)
        if request.transport is not None:
            request.transport.close()
