"""The control of the simulated PayPal: what payers decide, the outcome of charges, how webhooks are delivered."""

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from aiohttp import web

from simulators.paypal import bodies
from simulators.paypal.approval import decide
from simulators.paypal.behavior import CHARGES, Behavior, ChargeBehavior, WebhookDelivery
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.events import EventTriggers
from simulators.paypal.state import Capture, Json, Movement, PayPalState, make_id


class Control:
    """The routes below /_control/paypal."""

    def __init__(
        self, state: PayPalState, behavior: Behavior, deliveries: Deliveries, base: str, reset: Callable[[], None]
    ) -> None:
        self._state = state
        self._behavior = behavior
        self._deliveries = deliveries
        self._triggers = EventTriggers(state, deliveries, base)
        self._reset_all = reset

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        return [
            web.post("/_control/paypal/approvals/{setup_token}", self._decide),
            web.post("/_control/paypal/behaviour", self._set_charges),
            web.post("/_control/paypal/delivery", self._set_delivery),
            web.post("/_control/paypal/events", self._trigger_event),
            web.post("/_control/paypal/movements", self._move),
            web.get("/_control/paypal/movements", self._list_movements),
            web.get("/_control/paypal/captures", self._list_captures),
            web.get("/_control/paypal/deliveries", self._list_deliveries),
            web.post("/_control/paypal/reset", self._reset),
        ]

    async def _decide(self, request: web.Request) -> web.Response:
        approval = self._state.approval(request.match_info["setup_token"])
        if approval is None:
            raise web.HTTPNotFound(text="there is no such setup token")
        command = await request.json()
        decision = command.get("decision")
        if decision not in ("approve", "cancel"):
            raise web.HTTPBadRequest(text="decision is one of: approve, cancel")
        redirect = decide(
            self._state, approval, approves=decision == "approve", payer_id=str(command.get("payer_id", ""))
        )
        return web.json_response({"status": approval.status, "redirect": redirect})

    async def _set_charges(self, request: web.Request) -> web.Response:
        command = await request.json()
        if command.get("charge", "completed") not in CHARGES:
            raise web.HTTPBadRequest(text=f"charge is one of: {', '.join(CHARGES)}")
        if command.pop("forget_requests", False):
            self._state.forget_requests()
        if command.pop("forget_tokens", False):
            self._state.bearers.clear()
        self._behavior.charges = _parse(ChargeBehavior, {"times": 1} | command)
        return web.json_response(asdict(self._behavior.charges))

    async def _set_delivery(self, request: web.Request) -> web.Response:
        self._behavior.delivery = _parse(WebhookDelivery, await request.json())
        return web.json_response(asdict(self._behavior.delivery))

    async def _trigger_event(self, request: web.Request) -> web.Response:
        command = await request.json()
        trigger = self._triggers.by_type(command.get("type"))
        if trigger is None:
            raise web.HTTPBadRequest(text=f"type is one of: {', '.join(self._triggers.types)}")
        try:
            event = trigger(request, command)
        except (KeyError, ValueError, InvalidOperation) as fault:
            raise web.HTTPBadRequest(text=f"this cannot happen: {fault}") from fault
        return web.json_response(event)

    async def _move(self, request: web.Request) -> web.Response:
        command = await request.json()
        amount, fee = (Decimal(command.get(name, "0")) for name in ("amount", "fee"))
        at = datetime.fromisoformat(command["at"]) if "at" in command else self._state.at()
        movement = Movement(
            make_id(), command["code"], amount, fee, at, command.get("status", "S"), command.get("reference", "")
        )
        self._state.movements.append(movement)
        return web.json_response({"transaction_id": movement.id})

    async def _list_movements(self, request: web.Request) -> web.Response:
        return web.json_response({"items": [_movement_body(movement) for movement in self._state.movements]})

    async def _list_captures(self, request: web.Request) -> web.Response:
        moved = [_capture_body(capture) for capture in self._state.captures.values() if capture.took_money]
        return web.json_response({"items": moved})

    async def _list_deliveries(self, request: web.Request) -> web.Response:
        return web.json_response({"items": [asdict(one) for one in self._deliveries.transmissions]})

    async def _reset(self, request: web.Request) -> web.Response:
        self._reset_all()
        return web.json_response({"status": "forgotten"})


def _parse(kind: type[Any], command: Json) -> Any:
    known = {one.name for one in fields(kind)}
    unknown = command.keys() - known
    if unknown:
        raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    return kind(**command)


def _movement_body(of: Movement) -> Json:
    said = {"transaction_id": of.id, "code": of.code, "status": of.status, "reference": of.reference}
    return said | {"amount": f"{of.amount:.2f}", "fee": f"{of.fee:.2f}"}


def _capture_body(capture: Capture) -> Json:
    net = capture.left - capture.held
    return {
        "capture_id": capture.id,
        "order_id": capture.order_id,
        "payment_id": capture.custom_id,
        "status": capture.status,
        "amount": f"{capture.amount:.2f}",
        "refunded": f"{capture.refunded:.2f}",
        "held": f"{capture.held:.2f}",
        "net": f"{net:.2f}",
        "fee": f"{bodies.fee_of(Decimal(capture.amount)):.2f}",
        "at": bodies.instant(capture.made),
    }
