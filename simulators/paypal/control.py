"""The hand on the simulated PayPal: what payers decide, what becomes of charges, how webhooks travel."""

from collections.abc import Callable
from dataclasses import asdict, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from aiohttp import web

from simulators.paypal import shapes
from simulators.paypal.approval import decide
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.happen import Happen
from simulators.paypal.moods import CHARGES, Delivery, Mood, Moods
from simulators.paypal.world import Capture, Json, World


class Control:
    """The paths below /_control/paypal."""

    def __init__(
        self, world: World, moods: Moods, deliveries: Deliveries, base: str, reset: Callable[[], None]
    ) -> None:
        self._world = world
        self._moods = moods
        self._deliveries = deliveries
        self._happen = Happen(world, deliveries, base)
        self._reset_all = reset

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.post("/_control/paypal/approvals/{setup_token}", self._decide),
            web.post("/_control/paypal/behaviour", self._behave),
            web.post("/_control/paypal/delivery", self._deliver),
            web.post("/_control/paypal/events", self._event),
            web.get("/_control/paypal/captures", self._captures),
            web.get("/_control/paypal/deliveries", self._transmissions),
            web.post("/_control/paypal/reset", self._reset),
        ]

    async def _decide(self, request: web.Request) -> web.Response:
        approval = self._world.approval(request.match_info["setup_token"])
        if approval is None:
            raise web.HTTPNotFound(text="there is no such setup token")
        decision = (await request.json()).get("decision")
        if decision not in ("approve", "cancel"):
            raise web.HTTPBadRequest(text="decision is one of: approve, cancel")
        redirect = decide(self._world, approval, approves=decision == "approve")
        return web.json_response({"status": approval.status, "redirect": redirect})

    async def _behave(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if asked.get("charge", "completed") not in CHARGES:
            raise web.HTTPBadRequest(text=f"charge is one of: {', '.join(CHARGES)}")
        if asked.pop("forget_requests", False):
            self._world.forget_requests()
        if asked.pop("forget_tokens", False):
            self._world.bearers.clear()
        self._moods.charges = _made(Mood, {"times": 1} | asked)
        return web.json_response(asdict(self._moods.charges))

    async def _deliver(self, request: web.Request) -> web.Response:
        self._moods.delivery = _made(Delivery, await request.json())
        return web.json_response(asdict(self._moods.delivery))

    async def _event(self, request: web.Request) -> web.Response:
        asked = await request.json()
        happen = self._happen.by_type(asked.get("type"))
        if happen is None:
            raise web.HTTPBadRequest(text=f"type is one of: {', '.join(self._happen.types)}")
        try:
            event = happen(request, asked)
        except (KeyError, ValueError, InvalidOperation) as fault:
            raise web.HTTPBadRequest(text=f"this cannot happen: {fault}") from fault
        return web.json_response(event)

    async def _captures(self, request: web.Request) -> web.Response:
        moved = [_truth(capture) for capture in self._world.captures.values() if capture.took_money]
        return web.json_response({"items": moved})

    async def _transmissions(self, request: web.Request) -> web.Response:
        return web.json_response({"items": [asdict(one) for one in self._deliveries.transmissions]})

    async def _reset(self, request: web.Request) -> web.Response:
        self._reset_all()
        return web.json_response({"status": "forgotten"})


def _made(kind: type[Any], asked: Json) -> Any:
    known = {one.name for one in fields(kind)}
    strange = asked.keys() - known
    if strange:
        raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(strange))}; there are {', '.join(sorted(known))}")
    return kind(**asked)


def _truth(capture: Capture) -> Json:
    net = capture.amount - capture.refunded
    return {
        "capture_id": capture.id,
        "order_id": capture.order_id,
        "payment_id": capture.custom_id,
        "status": capture.status,
        "amount": f"{capture.amount:.2f}",
        "refunded": f"{capture.refunded:.2f}",
        "net": f"{net:.2f}",
        "fee": f"{shapes.fee_of(Decimal(capture.amount)):.2f}",
        "at": shapes.instant(capture.made),
    }
