"""The simulated carrier's port-outs: another carrier takes a number away, unless an objection is upheld."""

import asyncio
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from aiohttp import ClientSession, web

from simulators.base_urls import CLIENT, BaseUrls
from simulators.telnyx import answers, check_key
from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.orders import PORTED_OUT, Inventory
from simulators.telnyx.port_out_bodies import Json, Status, event_row, new_order, payload

_DECIDED = ("rejected", "canceled", "ported")
_OBJECTIONS = {"upheld": "rejected", "overruled": "authorized", "waits": "", "refused": ""}
_CONTROLLED = {"phone_number", "phone_numbers", "id", "carrier", "pin", "status", "foc_date"}


@dataclass
class PortOutBehavior:
    """What becomes of objections, and how webhooks are delivered from now on.

    An objection is `upheld`, `overruled`, `refused` at once, or `waits` for the control. Each webhook comes `webhook`
    times, 0 is never; `crossed` holds each back until the next one was sent. `down` answers 503 to everything.
    """

    objections: str = "upheld"
    webhook: int = 1
    crossed: bool = False
    down: bool = False
    unknown: bool = False  # an order is not found by its id, though webhooks and the list have it


@dataclass
class PortOutRecords:
    """All orders and what was reported of them, oldest first."""

    orders: dict[str, Json] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)
    events: list[Json] = field(default_factory=list)
    held_back: list[Json] = field(default_factory=list)

    def find_open(self, phone_number: str) -> Json | None:
        """Return the order of a number that is not decided, or None."""
        found = (it for it in self.orders.values() if phone_number in it["phone_numbers"])
        return next((it for it in found if it["status"] not in _DECIDED), None)


class TelnyxPortOuts:
    """Takes numbers out of the inventory."""

    def __init__(self, urls: BaseUrls, inventory: Inventory) -> None:
        self._inventory = inventory
        self._records = PortOutRecords()
        self._behavior = PortOutBehavior()
        self._deliveries = Deliveries(f"{urls.door}/webhooks/carrier")

    def reset(self) -> None:
        """Forget everything."""
        self._deliveries.reset()
        self._records, self._behavior = PortOutRecords(), PortOutBehavior()

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes, and those of the control."""
        v2 = "/telnyx/v2/portouts"
        return [
            web.get(v2, self._list),
            web.get(f"{v2}/events", self._list_events),
            web.get(f"{v2}/{{id}}", self._get),
            web.patch(f"{v2}/{{id}}/{{status}}", self._decide),
            web.post("/_control/telnyx/portouts/behaviour", self._set_behavior),
            web.post("/_control/telnyx/portouts", self._happen),
            web.get("/_control/telnyx/portouts", self._show),
        ]

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if refused := self._obstacle(request):
            return refused
        since, wanted = request.query.get("filter[inserted_at][gte]", ""), request.query.get("filter[status]")
        since_at = datetime.fromisoformat(since.replace(" ", "+")) if since else datetime.min.replace(tzinfo=UTC)
        rows = [it for it in self._records.orders.values() if datetime.fromisoformat(it["inserted_at"]) >= since_at]
        return _page(request, [it for it in rows if wanted in (None, it["status"])])

    async def _list_events(self, request: web.Request) -> web.StreamResponse:
        wanted = request.query.get("filter[portout_id]")
        rows = [it for it in self._records.events if wanted in (None, it["portout_id"])]
        return self._obstacle(request) or _page(request, rows)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        order = self._records.orders.get(request.match_info["id"])
        if refused := self._obstacle(request):
            return refused
        return answers.data(order) if order and not self._behavior.unknown else answers.not_found()

    async def _decide(self, request: web.Request) -> web.StreamResponse:
        if refused := self._obstacle(request):
            return refused
        order, status = self._records.orders.get(request.match_info["id"]), request.match_info["status"]
        body = await request.json()
        if order is None:
            return answers.not_found()
        is_open = order["status"] in ("pending", "authorized") and self._behavior.objections != "refused"
        if status not in ("authorized", "rejected-pending") or not body.get("reason") or not is_open:
            return answers.error(422, "10015", "Bad Request", "The port out request can not be updated.")
        order["reason"] = body["reason"]
        self._move(request.app[CLIENT], order, status)
        decision = _OBJECTIONS[self._behavior.objections] if status == "rejected-pending" else ""
        answer = answers.data(dict(order))
        if decision:
            self._move(request.app[CLIENT], order, decision)
        return answer

    async def _happen(self, request: web.Request) -> web.Response:
        """Have another carrier ask for numbers, or have the order of a number go on."""
        command = await request.json()
        if unknown := command.keys() - _CONTROLLED:
            raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(unknown))}")
        if command.get("status", "pending") not in get_args(Status):
            raise web.HTTPBadRequest(text=f"status is one of: {', '.join(get_args(Status))}")
        wanted = command.get("phone_numbers") or [command.get("phone_number", "")]
        order = self._records.orders.get(command["id"]) if "id" in command else self._records.find_open(wanted[0])
        if order is None:
            order = self._create(wanted, command)
        elif "status" not in command and "foc_date" not in command:
            raise web.HTTPConflict(text="it has an open order: give a status")
        order["foc_date"] = command.get("foc_date") or order["foc_date"]
        self._move(request.app[CLIENT], order, command.get("status", order["status"]))
        return web.json_response(order)

    def _create(self, phone_numbers: list[str], command: Json) -> Json:
        if missing := [it for it in phone_numbers if self._inventory.find_active(it) is None]:
            raise web.HTTPNotFound(text=f"not ours: {', '.join(missing)}")
        wanted_on = datetime.now(UTC) + timedelta(days=3)
        order = new_order(str(uuid.uuid4()), phone_numbers, command.get("carrier") or "Other Carrier", wanted_on)
        self._records.orders[order["id"]] = order
        if command.get("pin"):
            self._records.pins[order["id"]] = str(command["pin"])
        return order

    def _move(self, client: ClientSession, order: Json, status: str) -> None:
        order |= {"status": status, "updated_at": datetime.now(UTC).isoformat()}
        if status == "authorized":
            order["foc_date"] = order["foc_date"] or order["requested_foc_date"]
        if status == "ported":
            for number in map(self._inventory.find_active, order["phone_numbers"]):
                if number:
                    number["status"] = PORTED_OUT
        said = payload(order, self._records.pins.get(order["id"]))
        self._records.events.append(event_row(order, said))
        self._deliveries.start(self._deliver(client, said))

    async def _deliver(self, client: ClientSession, said: Json) -> None:
        """Send a webhook; crossed ones each after the next."""
        if self._behavior.crossed:
            self._records.held_back.append(said)
            if len(self._records.held_back) < 2:
                return
            waiting, self._records.held_back = self._records.held_back, []
            for one in reversed(waiting):
                await self._send(client, one)
            return
        await self._send(client, said)

    async def _send(self, client: ClientSession, said: Json) -> None:
        await asyncio.sleep(0)
        if self._behavior.webhook:
            await self._deliveries.send(client, "portout.status_changed", said, self._behavior.webhook)

    async def _set_behavior(self, request: web.Request) -> web.Response:
        self._behavior = PortOutBehavior(**(await request.json()))
        if self._behavior.objections not in _OBJECTIONS:
            raise web.HTTPBadRequest(text=f"objections is one of: {', '.join(_OBJECTIONS)}")
        return web.json_response(asdict(self._behavior))

    async def _show(self, request: web.Request) -> web.Response:
        del request
        return web.json_response({"orders": list(self._records.orders.values())})

    def _obstacle(self, request: web.Request) -> web.Response | None:
        return check_key(request) or (answers.unavailable() if self._behavior.down else None)


def _page(request: web.Request, rows: list[dict[str, Any]]) -> web.Response:
    size, page = int(request.query.get("page[size]", 20)), int(request.query.get("page[number]", 1))
    meta = {"total_pages": -(-len(rows) // size), "total_results": len(rows), "page_number": page, "page_size": size}
    return web.json_response({"data": rows[(page - 1) * size : page * size], "meta": meta})
