"""The control of ports: their next status, and faults; `simulators/README.md` describes it."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime, time
from typing import Any

from aiohttp import ClientSession, web

from simulators.base_urls import CLIENT
from simulators.telnyx.porting.behavior import FAULTS, Pace, PortingBehavior, RequestFault, WebhookDelivery
from simulators.telnyx.porting.documents import Documents
from simulators.telnyx.porting.exceptions import details
from simulators.telnyx.porting.records import STATUSES, PortingOrder, PortingRecords
from simulators.telnyx.porting.transitions import Transitions
from simulators.telnyx.porting.windows import next_day

Json = dict[str, Any]
_PRODUCT_WORDS = {
    "in_review": "submitted",
    "needs_info": "exception",
    "scheduled": "foc-date-confirmed",
    "completed": "ported",
    "canceled": "cancelled",
}
_FAULT_MEMBERS = ("fault", "times", "only", "seconds", "code")
_MOVES = ("split", "take_out")
_OPERATIONS = ("check", "create", "list", "read", "change", "delete", "confirm", "cancel", "comment", "document")


class PortingControl:
    """The routes below /_control/telnyx that are about ports."""

    def __init__(
        self, ports: PortingRecords, documents: Documents, behavior: PortingBehavior, transitions: Transitions
    ) -> None:
        self._ports = ports
        self._documents = documents
        self._behavior = behavior
        self._transitions = transitions

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        return [
            web.post("/_control/telnyx/ports/behaviour", self._set_behavior),
            web.post("/_control/telnyx/ports/{port}", self._set_status),
            web.get("/_control/telnyx/ports", self._list),
            web.post("/_control/telnyx/portability", self._set_portability),
        ]

    async def _set_status(self, request: web.Request) -> web.Response:
        order = self._ports.find(request.match_info["port"])
        if order is None:
            raise web.HTTPNotFound(text="there is no port with this id, customer_reference or phone number")
        command, client = await request.json(), request.app[CLIENT]
        _check_members(command, ("status", "code", "description", "foc_date", "comment", "messaging", *_MOVES))
        status = _status(command)
        if any(it in command for it in _MOVES):
            order = self._move_numbers(client, order, command)
        if "comment" in command:
            self._transitions.comment(client, order, command["comment"], "admin")
        if "messaging" in command:
            self._transitions.move_messaging(client, order, command["messaging"])
        if status == "deleted":
            self._transitions.delete(client, order)
        elif status:
            _set_date(order, status, command.get("foc_date"))
            self._transitions.move(client, order, status, _details(command) if status == "exception" else None)
        return web.json_response(_order_body(order))

    def _move_numbers(self, client: ClientSession, order: PortingOrder, command: Json) -> PortingOrder:
        """Do as the staff: split numbers off into an order of their own, which is returned, or take them out."""
        ((how, numbers),) = ((it, command[it]) for it in _MOVES if it in command)
        if not set(numbers) < set(order.phone_numbers):
            raise web.HTTPBadRequest(text=f"{how} names some of the order's numbers, not all")
        if how == "split":
            return self._transitions.split(client, order, numbers)
        self._transitions.take_out(order, numbers)
        return order

    async def _set_behavior(self, request: web.Request) -> web.Response:
        command = await request.json()
        _check_members(command, (*_FAULT_MEMBERS, "delivery", "pace"))
        request_fault = {name: command[name] for name in _FAULT_MEMBERS if name in command}
        only = [request_fault["only"]] if isinstance(request_fault.get("only"), str) else request_fault.get("only", [])
        if request_fault.get("fault", "ok") not in FAULTS or not set(only) <= set(_OPERATIONS):
            raise web.HTTPBadRequest(text=f"fault is one of: {', '.join(FAULTS)}; only: {', '.join(_OPERATIONS)}")
        if request_fault:
            self._behavior.request_fault = RequestFault(**(request_fault | {"only": only}))
        if "delivery" in command:
            self._behavior.delivery = WebhookDelivery(**_members_of(WebhookDelivery, command["delivery"]))
        if "pace" in command:
            self._behavior.pace = Pace(**_members_of(Pace, command["pace"]))
        return web.json_response(asdict(self._behavior))

    async def _set_portability(self, request: web.Request) -> web.Response:
        command = await request.json()
        _check_members(command, ("phone_number", "portable", "reason"))
        reason = "" if command["portable"] else command.get("reason") or "No coverage"
        self._ports.immobile[command["phone_number"]] = reason
        return web.json_response({"phone_number": command["phone_number"], "not_portable_reason": reason})

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "orders": [_order_body(it) for it in self._ports.orders.values()],
                "deleted": self._ports.deleted,
                "documents": [it.shown() | {"linked": it.linked} for it in self._documents.all()],
            }
        )


def _status(command: Json) -> str:
    usual = "exception" if "code" in command else "foc-date-confirmed" if "foc_date" in command else ""
    wanted = str(command.get("status", usual))
    status = _PRODUCT_WORDS.get(wanted, wanted)
    if status and status not in (*STATUSES, "deleted"):
        raise web.HTTPBadRequest(text=f"status is one of: {', '.join((*STATUSES, *_PRODUCT_WORDS, 'deleted'))}")
    return status


def _details(command: Json) -> list[Json]:
    codes = command.get("code") or "OTHER"
    return [*details([codes] if isinstance(codes, str) else codes, command.get("description", ""))]


def _set_date(order: PortingOrder, status: str, day: str | None) -> None:
    """Set the agreed date: the given one, else the requested one, else the first possible one."""
    if day:
        order.foc_datetime_actual = _moment(day).isoformat()
    elif status == "foc-date-confirmed":
        wanted = order.form["activation_settings"]["foc_datetime_requested"]
        order.foc_datetime_actual = wanted or next_day().isoformat()


def _moment(day: str) -> datetime:
    try:
        at = datetime.fromisoformat(day)
    except ValueError:
        raise web.HTTPBadRequest(text="foc_date is a day or a moment, such as 2026-12-01") from None
    at = datetime.combine(at, time(15), UTC) if len(day) == len("2026-12-01") else at
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _order_body(order: PortingOrder) -> Json:
    return order.shown() | {"comments": order.comments}


def _members_of(kind: type[Any], command: Json) -> Json:
    return _check_members(command, [it.name for it in fields(kind)])


def _check_members(command: Json, names: Sequence[str]) -> Json:
    if unknown := command.keys() - set(names):
        raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return command
