"""Telnyx's stand-in for numbers: search, reserve, order, release, and a signed word when an order is complete."""

import asyncio
from dataclasses import asdict
from typing import Any

from aiohttp import web

from simulators.surroundings import CLIENT, Surroundings
from simulators.telnyx import answers, unauthorized
from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.orders import MOODS, Books, Mood, part_of
from simulators.telnyx.stock import InStock, Wanted, search

_COSTS = {"local": "1.00", "toll_free": "1.50"}
_HEARD_WITHIN = 2.0  # seconds that a listener may take with an early webhook
_FEATURES = ("sms", "mms", "voice", "emergency")


class TelnyxNumbers:
    """What the carrier sells."""

    def __init__(self, around: Surroundings, books: Books) -> None:
        self._deliveries = Deliveries(f"{around.door}/webhooks/carrier")
        self._books = books

    def reset(self) -> None:
        """Forget everything."""
        self._deliveries.reset()
        self._books.forget()

    def routes(self) -> list[web.RouteDef]:
        """The provider's paths, and the control of them."""
        v2 = "/telnyx/v2"
        return [
            web.get(f"{v2}/available_phone_numbers", self._search),
            web.post(f"{v2}/number_reservations", self._reserve),
            web.post(f"{v2}/number_orders", self._order),
            web.get(f"{v2}/number_orders", self._orders),
            web.get(f"{v2}/number_orders/{{id}}", self._one_order),
            web.patch(f"{v2}/sub_number_orders/{{id}}/cancel", self._cancel),
            web.get(f"{v2}/phone_numbers", self._numbers),
            web.delete(f"{v2}/phone_numbers/{{id}}", self._release),
            web.post("/_control/telnyx/orders", self._behave),
            web.get("/_control/telnyx/orders", self._look),
        ]

    async def _search(self, request: web.Request) -> web.StreamResponse:
        if refused := unauthorized(request) or self._down():
            return refused
        found = search(Wanted.of(request.query, self._books.taken))
        self._books.searched |= {number.phone_number for number in found}
        meta = {"total_results": len(found), "best_effort_results": 0}
        return web.json_response({"data": [_available(number) for number in found], "meta": meta})

    async def _reserve(self, request: web.Request) -> web.StreamResponse:
        if refused := unauthorized(request) or self._down():
            return refused
        asked = await request.json()
        wanted = [row["phone_number"] for row in asked.get("phone_numbers", [])]
        if any(phone_number in self._books.taken for phone_number in wanted):
            return _not_available()
        if any(map(self._books.is_reserved, wanted)):
            title = "The phone number is already reserved"
            return answers.error(422, "85006", title, f"{title}.")
        return answers.data(self._books.reserve(wanted, asked.get("customer_reference")))

    async def _order(self, request: web.Request) -> web.StreamResponse:
        if refused := unauthorized(request):
            return refused
        mood = self._books.mood.next()
        asked = await request.json()
        wanted = [row["phone_number"] for row in asked.get("phone_numbers", [])]
        if mood.mood in ("down", "all_down"):
            return answers.unavailable()
        if any(phone_number not in self._books.searched for phone_number in wanted):
            title = "Must search phone number via search API first"
            return answers.error(422, "85000", title, f"{title}.")
        if mood.mood == "taken" or any(phone_number in self._books.taken for phone_number in wanted):
            return _not_available()
        order = self._books.order(wanted, asked.get("customer_reference"))
        answer = answers.unavailable() if mood.mood == "lost" else answers.data(order)
        told = self._deliveries.start(self._complete(request, order["id"], mood))
        return await _in_mood(mood, answer, told)

    async def _complete(self, request: web.Request, order_id: str, mood: Mood) -> None:
        await asyncio.sleep(mood.delay_seconds)
        if self._books.orders[order_id]["status"] != "pending":
            return
        order = self._books.complete(order_id, mood.outcome)
        await self._deliveries.tell(request.app[CLIENT], "number_order.complete", order, mood.webhook)

    async def _orders(self, request: web.Request) -> web.StreamResponse:
        if refused := unauthorized(request) or self._down():
            return refused
        reference = request.query.get("filter[customer_reference]")
        return _listed([o for o in self._books.orders.values() if reference in {None, o["customer_reference"]}])

    async def _one_order(self, request: web.Request) -> web.StreamResponse:
        order = self._books.orders.get(request.match_info["id"])
        return unauthorized(request) or (answers.data(order) if order else answers.not_found())

    async def _cancel(self, request: web.Request) -> web.StreamResponse:
        if refused := unauthorized(request) or self._down():
            return refused
        part = request.match_info["id"]
        order = next((o for o in self._books.orders.values() if part in o["sub_number_orders_ids"]), None)
        if order is None:
            return answers.not_found()
        if order["status"] != "pending":
            return answers.error(422, "10015", "Bad Request", "Only pending orders can be cancelled.")
        return answers.data(part_of(self._books.complete(order["id"], "failure"), part))

    async def _numbers(self, request: web.Request) -> web.StreamResponse:
        if refused := unauthorized(request) or self._down():
            return refused
        wanted = request.query.get("filter[phone_number]", "").replace(" ", "+")
        had = [number for number in self._books.numbers.values() if number["status"] != "deleted"]
        return _listed([number for number in had if wanted in {"", number["phone_number"]}])

    async def _release(self, request: web.Request) -> web.StreamResponse:
        if refused := unauthorized(request) or self._down():
            return refused
        number = self._books.numbers.get(request.match_info["id"])
        if number is None or number["status"] == "deleted":
            return answers.not_found()
        number["status"] = "deleted"
        return answers.data({name: value for name, value in number.items() if value is not None})

    def _down(self) -> web.Response | None:
        return answers.unavailable() if self._books.mood.mood == "all_down" and self._books.mood.times > 0 else None

    async def _behave(self, request: web.Request) -> web.Response:
        asked: dict[str, Any] = await request.json()
        if asked.get("mood", "ok") not in MOODS:
            raise web.HTTPBadRequest(text=f"mood is one of: {', '.join(MOODS)}")
        self._books.mood = Mood(**({"times": 1} | asked))
        return web.json_response(asdict(self._books.mood))

    async def _look(self, request: web.Request) -> web.Response:
        return web.json_response({
            "orders": list(self._books.orders.values()), "numbers": list(self._books.numbers.values()),
        })  # fmt: skip


async def _in_mood(mood: Mood, answer: web.Response, told: asyncio.Task[None]) -> web.Response:
    """The answer to an order that is under way, when and as the mood wants it."""
    if mood.mood == "early":
        await asyncio.wait({told}, timeout=_HEARD_WITHIN + mood.delay_seconds)
    if mood.mood == "slow":
        await asyncio.sleep(mood.seconds)
    return answers.nonsense() if mood.mood == "nonsense" else answer


def _available(number: InStock) -> dict[str, Any]:
    regions = {"location": number.city, "state": number.state, "country_code": "US"}
    return {
        "phone_number": number.phone_number,
        "record_type": "available_phone_number",
        "cost_information": {"currency": "USD", "monthly_cost": _COSTS[number.kind], "upfront_cost": "1.00"},
        "features": [{"name": name} for name in _FEATURES],
        "region_information": [{"region_type": kind, "region_name": name} for kind, name in regions.items() if name],
        "reservable": True,
        "quickship": True,
        "best_effort": False,
        "vanity_format": "",
    }


def _listed(rows: list[dict[str, Any]]) -> web.Response:
    shown = [{name: value for name, value in row.items() if value is not None} for row in rows]
    meta = {"total_pages": 1, "total_results": len(rows), "page_number": 1, "page_size": 20}
    return web.json_response({"data": shown, "meta": meta})


def _not_available() -> web.Response:
    detail = "The numbers you are trying to order are no longer available for purchase."
    return answers.error(422, "85001", "Phone numbers not available", detail)
