"""The simulated carrier's numbers: search, reservations, orders, release, and a webhook when an order is complete."""

import asyncio
from dataclasses import asdict
from typing import Any

from aiohttp import web

from simulators.base_urls import CLIENT, BaseUrls
from simulators.telnyx import answers, check_key
from simulators.telnyx.application import is_connection
from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.number_settings import NumberSettings, invalid_connection, shown
from simulators.telnyx.order_bodies import sub_order
from simulators.telnyx.orders import FAULTS, GONE, Inventory, OrderBehavior
from simulators.telnyx.planted import PlantedNumbers
from simulators.telnyx.profiles import Profiles
from simulators.telnyx.stock import InStock, Wanted, is_in_stock, search

_COSTS = {"local": "1.00", "toll_free": "1.50"}
_DELIVERY_SECONDS = 2.0  # that a listener may take with an early webhook
_LARGEST_PAGE = 250
_FILTERS = {
    "filter[country_code]",
    "filter[national_destination_code]",
    "filter[locality]",
    "filter[administrative_area]",
    "filter[rate_center]",
    "filter[phone_number_type]",
    "filter[phone_number][contains]",
    "filter[phone_number][starts_with]",
    "filter[phone_number][ends_with]",
    "filter[features][]",
    "filter[limit]",
    "filter[best_effort]",
    "filter[quickship]",
    "filter[reservable]",
    "filter[exclude_held_numbers]",
}


class TelnyxNumbers:
    """What the carrier sells."""

    def __init__(self, urls: BaseUrls, inventory: Inventory) -> None:
        self._deliveries = Deliveries(f"{urls.door}/webhooks/carrier")
        self._inventory = inventory
        self._settings = NumberSettings(inventory, self._down)
        self._profiles = Profiles(inventory, self._down)

    def reset(self) -> None:
        """Forget everything."""
        self._deliveries.reset()
        self._inventory.forget()
        self._profiles.reset()

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes, and those of the control."""
        v2 = "/telnyx/v2"
        return [
            web.get(f"{v2}/available_phone_numbers", self._search),
            web.post(f"{v2}/number_reservations", self._reserve),
            web.post(f"{v2}/number_orders", self._order),
            web.get(f"{v2}/number_orders", self._list_orders),
            web.get(f"{v2}/number_orders/{{id}}", self._get_order),
            web.patch(f"{v2}/sub_number_orders/{{id}}/cancel", self._cancel),
            web.get(f"{v2}/phone_numbers", self._list_numbers),
            web.delete(f"{v2}/phone_numbers/{{id}}", self._release),
            *self._settings.routes(),
            *self._profiles.routes(),
            web.post("/_control/telnyx/account", self._plant_fault),
            *PlantedNumbers(self._inventory).routes(),
            web.post("/_control/telnyx/orders", self._set_behavior),
            web.get("/_control/telnyx/orders", self._list),
            web.post("/_control/telnyx/reserved", self._reserve_elsewhere),
        ]

    async def _search(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._down() or self._inventory.account.refuse("search"):
            return refused
        if unknown := {name for name in request.query if name.startswith("filter")} - _FILTERS:
            return answers.error(400, "10031", "Invalid request filter", f"The filter {unknown.pop()} is invalid.")
        held = request.query.get("filter[exclude_held_numbers]") == "true"
        hidden = self._inventory.taken | (self._inventory.held() if held else self._inventory.reserved_elsewhere)
        found = search(Wanted.of(request.query, request.query.getall("filter[features][]", []), hidden))
        self._inventory.searched |= {number.phone_number for number in found}
        meta = {"total_results": len(found), "best_effort_results": 0}
        return web.json_response({"data": [_available(number) for number in found], "meta": meta})

    async def _reserve(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._down() or self._inventory.account.refuse("orders"):
            return refused
        body = await request.json()
        wanted = [row["phone_number"] for row in body.get("phone_numbers", [])]
        if any(it in self._inventory.taken or not is_in_stock(it) for it in wanted):
            return _not_available()
        if any(map(self._inventory.is_reserved, wanted)):
            title = "The phone number is already reserved"
            return answers.error(422, "85006", title, f"{title}.")
        return answers.data(self._inventory.reserve(wanted, body.get("customer_reference")))

    async def _reserve_elsewhere(self, request: web.Request) -> web.Response:
        """Have a number reserved by another account of the carrier."""
        phone_number = (await request.json())["phone_number"]
        self._inventory.reserved_elsewhere.add(phone_number)
        return web.json_response({"phone_number": phone_number})

    async def _order(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._inventory.account.refuse("orders"):
            return refused
        behavior = self._inventory.behavior.next()
        body = await request.json()
        wanted = [row["phone_number"] for row in body.get("phone_numbers", [])]
        if behavior.fault in ("down", "all_down"):
            return answers.unavailable()
        if any(phone_number not in self._inventory.searched for phone_number in wanted):
            title = "Must search phone number via search API first"
            return answers.error(422, "85000", title, f"{title}.")
        if behavior.fault == "taken" or any(phone_number in self._inventory.taken for phone_number in wanted):
            return _not_available()
        if refused := self._find_wrong_setting(body):
            return refused
        settings = {name: body.get(name) for name in ("connection_id", "messaging_profile_id")}
        order = self._inventory.order(wanted, body.get("customer_reference"), **settings)
        answer = answers.unavailable() if behavior.fault == "lost" else answers.data(order)
        delivery = self._deliveries.start(self._complete(request, order["id"], behavior))
        return await _apply_fault(behavior, answer, delivery)

    def _find_wrong_setting(self, body: dict[str, Any]) -> web.Response | None:
        if not is_connection(body.get("connection_id") or ""):
            return invalid_connection()
        if (profile_id := body.get("messaging_profile_id")) and not self._inventory.has_profile(profile_id):
            title = "Invalid messaging profile id provided"
            return answers.error(422, "85005", title, f"{title}.")
        return None

    async def _complete(self, request: web.Request, order_id: str, behavior: OrderBehavior) -> None:
        await asyncio.sleep(behavior.delay_seconds)
        if self._inventory.orders[order_id]["status"] != "pending":
            return
        order = self._inventory.complete(order_id, behavior.outcome)
        await self._deliveries.send(request.app[CLIENT], "number_order.complete", order, behavior.webhook)

    async def _list_orders(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._down():
            return refused
        names = ("customer_reference", "status")
        wanted = {name: request.query.get(f"filter[{name}]") for name in names}
        found = [o for o in self._inventory.orders.values() if all(wanted[name] in {None, o[name]} for name in names)]
        return _page(request, [{name: value for name, value in row.items() if value is not None} for row in found])

    async def _get_order(self, request: web.Request) -> web.StreamResponse:
        order = self._inventory.orders.get(request.match_info["id"])
        return check_key(request) or (answers.data(order) if order else answers.not_found())

    async def _cancel(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._down():
            return refused
        part = request.match_info["id"]
        order = next((o for o in self._inventory.orders.values() if part in o["sub_number_orders_ids"]), None)
        if order is None:
            return answers.not_found()
        if order["status"] != "pending":
            return answers.error(422, "10015", "Bad Request", "Only pending orders can be cancelled.")
        return answers.data(sub_order(self._inventory.complete(order["id"], "failure"), part))

    async def _list_numbers(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._down():
            return refused
        had = [number for number in self._inventory.numbers.values() if number["status"] not in GONE]
        found = [shown(number) for number in had if _fits(request, number)]
        if (order := request.query.get("sort")) == "phone_number":
            found.sort(key=lambda number: str(number[order]))
        return _page(request, found)

    async def _release(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._down():
            return refused
        number = self._inventory.numbers.get(request.match_info["id"])
        if number is None or number["status"] in GONE:
            return answers.not_found()
        number["status"] = "deleted"
        return answers.data(shown(number))

    def _down(self) -> web.Response | None:
        behavior = self._inventory.behavior
        return answers.unavailable() if behavior.fault == "all_down" and behavior.times > 0 else None

    async def _set_behavior(self, request: web.Request) -> web.Response:
        body: dict[str, Any] = await request.json()
        if body.get("fault", "ok") not in FAULTS:
            raise web.HTTPBadRequest(text=f"fault is one of: {', '.join(FAULTS)}")
        self._inventory.behavior = OrderBehavior(**({"times": 1} | body))
        return web.json_response(asdict(self._inventory.behavior))

    async def _plant_fault(self, request: web.Request) -> web.Response:
        return await self._inventory.account.plant(request)

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "orders": list(self._inventory.orders.values()),
                "numbers": list(self._inventory.numbers.values()),
            }
        )


async def _apply_fault(behavior: OrderBehavior, answer: web.Response, delivery: asyncio.Task[None]) -> web.Response:
    """Return the answer to an accepted order, when and as the behavior says."""
    if behavior.fault == "early":
        await asyncio.wait({delivery}, timeout=_DELIVERY_SECONDS + behavior.delay_seconds)
    if behavior.fault == "slow":
        await asyncio.sleep(behavior.seconds)
    return answers.web_page() if behavior.fault == "nonsense" else answer


def _available(number: InStock) -> dict[str, Any]:
    regions = {"location": number.city, "state": number.state, "country_code": "US"}
    return {
        "phone_number": number.phone_number,
        "record_type": "available_phone_number",
        "cost_information": {"currency": "USD", "monthly_cost": _COSTS[number.kind], "upfront_cost": "1.00"},
        "features": [{"name": name} for name in number.features],
        "region_information": [{"region_type": kind, "region_name": name} for kind, name in regions.items() if name],
        "reservable": number.reservable,
        "quickship": number.quickship,
        "best_effort": False,
        "vanity_format": "",
    }


def _fits(request: web.Request, number: dict[str, Any]) -> bool:
    """Return whether a number passes the filters of a list."""
    wanted = {name: request.query.get(f"filter[{name}]") for name in ("phone_number", "connection_id", "status")}
    wanted["phone_number"] = (wanted["phone_number"] or "").replace(" ", "+") or None
    return all(value in {None, number[name]} for name, value in wanted.items())


def _page(request: web.Request, rows: list[dict[str, Any]]) -> web.Response:
    """Return one page of these rows, 20 unless asked otherwise."""
    size, page = int(request.query.get("page[size]", 20)), int(request.query.get("page[number]", 1))
    if not 1 <= size <= _LARGEST_PAGE or page < 1:
        return answers.error(422, "10015", "Bad Request", f"page[size] is 1 to {_LARGEST_PAGE}.")
    meta = {
        "total_pages": -(-len(rows) // size),
        "total_results": len(rows),
        "page_number": page,
        "page_size": size,
    }
    return web.json_response({"data": rows[(page - 1) * size : page * size], "meta": meta})


def _not_available() -> web.Response:
    detail = "The numbers you are trying to order are no longer available for purchase."
    return answers.error(422, "85001", "Phone numbers not available", detail)
