"""The control of a simulated store: what happens to subscriptions, faults, deliveries, and the truth to compare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from simulators.stores.behavior import FAULTS, ApiBehavior, Behavior, Delivery
from simulators.stores.commands import Command, Json, parse
from simulators.stores.deliveries import Deliveries
from simulators.stores.instants import parse_instant

Event = Callable[[web.Request, Command], Json]


class Store(Protocol):
    """A store, as its control sees it."""

    name: str
    behavior: Behavior
    deliveries: Deliveries

    @property
    def events(self) -> Mapping[str, Event]:
        """Return each type of event that can happen, with what it changes. They raise ValueError if it cannot."""

    @property
    def forgeries(self) -> Sequence[str]:
        """Return the ways in which a notification can be forged."""

    def due(self, as_of: datetime) -> Command | None:
        """Return what the store itself does next, if it is due by then."""

    def send_forged(self, request: web.Request, forgery: str, notification_id: str) -> Json:
        """Send a notification in a form that must be refused; the newest if no id is given. Raises ValueError."""

    def truth(self) -> list[Json]:
        """Return all subscriptions with what was paid for each."""

    def reset(self) -> None:
        """Forget everything but the keys."""


class Control:
    """The routes below /_control/stores/{name}."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        base = f"/_control/stores/{self._store.name}"
        return [
            web.post(base, self._happen),
            web.post(base + "/behaviour", self._set_behavior),
            web.post(base + "/delivery", self._set_delivery),
            web.post(base + "/clock", self._move_clock),
            web.post(base + "/forgeries", self._forge),
            web.get(base + "/subscriptions", self._list_subscriptions),
            web.get(base + "/deliveries", self._list_deliveries),
            web.post(base + "/reset", self._reset),
        ]

    async def _happen(self, request: web.Request) -> web.Response:
        try:
            return web.json_response(self._run(request, parse(await request.json())))
        except (KeyError, ValueError) as fault:
            raise web.HTTPBadRequest(text=f"this cannot happen: {fault}") from fault

    def _run(self, request: web.Request, command: Command) -> Json:
        happen = self._store.events.get(command.event)
        if happen is None:
            raise ValueError(f"event is one of: {', '.join(self._store.events)}")
        return happen(request, command)

    async def _move_clock(self, request: web.Request) -> web.Response:
        """Let happen what the store would do by itself until then: renewals, expiries, the end of grace periods."""
        try:
            as_of = parse_instant((await request.json())["as_of"])
        except (KeyError, ValueError, TypeError):
            raise web.HTTPBadRequest(text="as_of is an instant") from None
        happened = []
        while command := self._store.due(as_of):
            happened.append({"event": command.event, "at": str(command.at)} | self._run(request, command))
        return web.json_response({"items": happened})

    async def _set_behavior(self, request: web.Request) -> web.Response:
        command = await request.json()
        if command.get("fault", "error") not in FAULTS:
            raise web.HTTPBadRequest(text=f"fault is one of: {', '.join(FAULTS)}")
        self._store.behavior.api = _parse(ApiBehavior, {"times": 1} | command)
        return web.json_response(asdict(self._store.behavior.api))

    async def _set_delivery(self, request: web.Request) -> web.Response:
        self._store.behavior.delivery = _parse(Delivery, await request.json())
        return web.json_response(asdict(self._store.behavior.delivery))

    async def _forge(self, request: web.Request) -> web.Response:
        command = await request.json()
        if command.get("forgery") not in self._store.forgeries:
            raise web.HTTPBadRequest(text=f"forgery is one of: {', '.join(self._store.forgeries)}")
        try:
            return web.json_response(
                self._store.send_forged(request, command["forgery"], str(command.get("notification_id", "")))
            )
        except ValueError as fault:
            raise web.HTTPBadRequest(text=f"this cannot happen: {fault}") from fault

    async def _list_subscriptions(self, request: web.Request) -> web.Response:
        return web.json_response({"items": self._store.truth()})

    async def _list_deliveries(self, request: web.Request) -> web.Response:
        return web.json_response({"items": [asdict(one) for one in self._store.deliveries.transmissions]})

    async def _reset(self, request: web.Request) -> web.Response:
        self._store.reset()
        return web.json_response({"status": "forgotten"})


def _parse(kind: type[Any], members: Json) -> Any:
    unknown = set(members) - {field.name for field in fields(kind)}
    if unknown:
        raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(unknown))}")
    return kind(**members)
