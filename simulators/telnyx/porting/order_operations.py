"""The operations that create, change, confirm, cancel, list and comment on porting orders."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import phonenumbers
from aiohttp import web

from simulators.base_urls import CLIENT
from simulators.telnyx import answers
from simulators.telnyx.lines import is_valid
from simulators.telnyx.order_bodies import kind_of
from simulators.telnyx.porting import form
from simulators.telnyx.porting.documents import Documents
from simulators.telnyx.porting.errors import Objection, RefusedError, impossible, missing
from simulators.telnyx.porting.listing import list_orders
from simulators.telnyx.porting.records import FINAL, PortingOrder, PortingRecords, old_carrier_of
from simulators.telnyx.porting.request_checks import read_members, read_object
from simulators.telnyx.porting.transitions import Transitions

Json = dict[str, Any]


class OrderOperations:
    """The operations on orders."""

    def __init__(
        self, ports: PortingRecords, transitions: Transitions, documents: Documents, obstacle: Callable[[str], str]
    ) -> None:
        self._ports = ports
        self._transitions = transitions
        self._documents = documents
        self._obstacle = obstacle  # why a number cannot come, or ""

    async def check(self, request: web.Request) -> web.StreamResponse:
        """Answer POST /portability_checks."""
        members = await read_members(request, phone_numbers=list)
        rows = [_check_row(it, self._obstacle(it)) for it in _numbers(members)]
        return web.json_response({"data": rows}, status=201)

    async def create(self, request: web.Request) -> web.StreamResponse:
        """Answer POST /porting_orders: one order for each kind of number and each old carrier."""
        text = str | None
        members = await read_members(request, phone_numbers=list, customer_reference=text, customer_group_reference=str)
        numbers = _numbers(members)
        self._refuse_if_immobile(numbers)
        filled = form.amend_form(
            form.blank_form(), {name: it for name, it in members.items() if name != "phone_numbers"}
        )
        together: dict[tuple[str, str], list[str]] = {}
        for phone_number in dict.fromkeys(numbers):
            together.setdefault((kind_of(phone_number), old_carrier_of(phone_number)), []).append(phone_number)
        orders = [PortingOrder(it, deepcopy(filled)) for it in together.values()]
        for order in orders:
            self._transitions.begin(order)
        return web.json_response({"data": [it.shown() for it in orders]}, status=201)

    async def list_all(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /porting_orders."""
        return list_orders(request.query, list(self._ports.orders.values()))

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /porting_orders/{id}."""
        order = self._order(request)
        return _answer(order, with_numbers=request.query.get("include_phone_numbers") != "false")

    async def change(self, request: web.Request) -> web.StreamResponse:
        """Answer PATCH /porting_orders/{id}."""
        order, members = self._order(request), await read_object(request)
        if order.status in (*FINAL, "cancel-pending"):
            raise RefusedError(impossible(f"A porting order that is {order.status} cannot be changed."))
        filled = form.amend_form(order.form, members)
        self._documents.link(filled["documents"])
        order.form = filled
        self._transitions.resubmit(request.app[CLIENT], order)
        return _answer(order)

    async def delete(self, request: web.Request) -> web.StreamResponse:
        """Answer DELETE /porting_orders/{id}: drafts only."""
        order = self._order(request)
        if order.status != "draft":
            raise RefusedError(impossible("Only a draft can be deleted."))
        self._transitions.delete(request.app[CLIENT], order)
        return web.Response(status=204)

    async def confirm(self, request: web.Request) -> web.StreamResponse:
        """Answer POST /porting_orders/{id}/actions/confirm."""
        order = self._order(request)
        if order.status != "draft":
            raise RefusedError(impossible("Only a draft can be confirmed."))
        if gaps := form.find_gaps(order.form):
            raise RefusedError(*gaps)
        self._refuse_if_immobile(order.phone_numbers)
        if gaps := form.find_partial_gaps(order.form, order.phone_numbers):
            raise RefusedError(*gaps)
        self._transitions.confirm(request.app[CLIENT], order)
        return _answer(order)

    async def cancel(self, request: web.Request) -> web.StreamResponse:
        """Answer POST /porting_orders/{id}/actions/cancel."""
        order = self._order(request)
        if not self._transitions.can_cancel(order):
            raise RefusedError(impossible("This porting order cannot be cancelled any more."))
        self._transitions.cancel(request.app[CLIENT], order)
        return _answer(order)

    async def comment(self, request: web.Request) -> web.StreamResponse:
        """Answer POST /porting_orders/{id}/comments."""
        order, members = self._order(request), await read_members(request, body=str)
        if not members.get("body"):
            raise RefusedError(missing("/body"))
        comment = self._transitions.comment(request.app[CLIENT], order, members["body"], "user")
        self._transitions.resubmit(request.app[CLIENT], order)
        return answers.data(comment, status=201)

    def _order(self, request: web.Request) -> PortingOrder:
        return self._ports.order(request.match_info["id"])

    def _refuse_if_immobile(self, numbers: list[str]) -> None:
        for place, phone_number in enumerate(numbers):
            pointer = f"/phone_numbers/{place}" if len(numbers) > 1 else "/phone_numbers"
            if self._ports.is_under_way(phone_number):
                detail = "One or more numbers are already part of another port request."
                raise RefusedError(Objection("80003", "Pending order", detail, pointer))
            if why := self._obstacle(phone_number):
                raise RefusedError(Objection("80012", "Unsupported carrier", why, pointer))


def _numbers(members: Json) -> list[str]:
    found: list[str] = members.get("phone_numbers") or []
    if not found:
        raise RefusedError(missing("/phone_numbers"))
    for phone_number in found:
        if not isinstance(phone_number, str) or not is_valid(phone_number):
            title = "Phone number must be in +E.164 format"
            raise RefusedError(Objection("10016", title, f"{title}.", "/phone_numbers"))
    return found


def _check_row(phone_number: str, obstacle: str) -> Json:
    kind = phonenumbers.number_type(phonenumbers.parse(phone_number))
    return {
        "phone_number": phone_number,
        "portable": not obstacle,
        "not_portable_reason": obstacle,
        "fast_portable": not obstacle and kind != phonenumbers.PhoneNumberType.TOLL_FREE,
        "record_type": "portability_check_result",
    }


def _answer(order: PortingOrder, *, with_numbers: bool = True) -> web.Response:
    url = f"/v2/porting_phone_numbers?filter[porting_order_id]={order.id}"
    return web.json_response({"data": order.shown(with_numbers=with_numbers), "meta": {"phone_numbers_url": url}})
