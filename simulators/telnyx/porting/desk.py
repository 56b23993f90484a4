"""Porting orders as customers handle them: made, changed, confirmed, cancelled, listed, talked about."""

from collections.abc import Callable
from typing import Any

import phonenumbers
from aiohttp import web

from simulators.surroundings import CLIENT
from simulators.telnyx import answers
from simulators.telnyx.lines import is_valid
from simulators.telnyx.porting import form
from simulators.telnyx.porting.documents import Documents
from simulators.telnyx.porting.guard import asked, asked_for
from simulators.telnyx.porting.listing import listed
from simulators.telnyx.porting.orders import FINAL, PortingBooks, PortingOrder
from simulators.telnyx.porting.progress import Progress
from simulators.telnyx.porting.refusals import Objection, RefusedError, impossible, missing

Json = dict[str, Any]


class Desk:
    """The operations on orders."""

    def __init__(
        self, ports: PortingBooks, progress: Progress, documents: Documents, obstacle: Callable[[str], str]
    ) -> None:
        self._ports = ports
        self._progress = progress
        self._documents = documents
        self._obstacle = obstacle  # why a number cannot come, or ""

    async def check(self, request: web.Request) -> web.StreamResponse:
        """POST /portability_checks."""
        said = await asked_for(request, phone_numbers=list)
        rows = [_checked(it, self._obstacle(it)) for it in _numbers(said)]
        return web.json_response({"data": rows}, status=201)

    async def create(self, request: web.Request) -> web.StreamResponse:
        """POST /porting_orders: one order for each number."""
        text = str | None
        said = await asked_for(request, phone_numbers=list, customer_reference=text, customer_group_reference=str)
        numbers = _numbers(said)
        self._refuse_if_immobile(numbers)
        filled = form.amended(form.blank(), {name: it for name, it in said.items() if name != "phone_numbers"})
        orders = [PortingOrder(phone_number, filled) for phone_number in numbers]
        for order in orders:
            self._progress.begin(order)
        return web.json_response({"data": [it.shown() for it in orders]}, status=201)

    async def find(self, request: web.Request) -> web.StreamResponse:
        """GET /porting_orders."""
        return listed(request.query, list(self._ports.orders.values()))

    async def one(self, request: web.Request) -> web.StreamResponse:
        """GET /porting_orders/{id}."""
        order = self._meant(request)
        return _answer(order, with_numbers=request.query.get("include_phone_numbers") != "false")

    async def change(self, request: web.Request) -> web.StreamResponse:
        """PATCH /porting_orders/{id}."""
        order, said = self._meant(request), await asked(request)
        if order.status in (*FINAL, "cancel-pending"):
            raise RefusedError(impossible(f"A porting order that is {order.status} cannot be changed."))
        filled = form.amended(order.form, said)
        self._documents.link(filled["documents"])
        order.form = filled
        self._progress.mended(request.app[CLIENT], order)
        return _answer(order)

    async def delete(self, request: web.Request) -> web.StreamResponse:
        """DELETE /porting_orders/{id}: drafts only."""
        order = self._meant(request)
        if order.status != "draft":
            raise RefusedError(impossible("Only a draft can be deleted."))
        self._progress.delete(request.app[CLIENT], order)
        return web.Response(status=204)

    async def confirm(self, request: web.Request) -> web.StreamResponse:
        """POST /porting_orders/{id}/actions/confirm."""
        order = self._meant(request)
        if order.status != "draft":
            raise RefusedError(impossible("Only a draft can be confirmed."))
        if gaps := form.gaps(order.form):
            raise RefusedError(*gaps)
        self._refuse_if_immobile([order.phone_number])
        self._progress.confirm(request.app[CLIENT], order)
        return _answer(order)

    async def cancel(self, request: web.Request) -> web.StreamResponse:
        """POST /porting_orders/{id}/actions/cancel."""
        order = self._meant(request)
        if not self._progress.can_cancel(order):
            raise RefusedError(impossible("This porting order cannot be cancelled any more."))
        self._progress.cancel(request.app[CLIENT], order)
        return _answer(order)

    async def say(self, request: web.Request) -> web.StreamResponse:
        """POST /porting_orders/{id}/comments."""
        order, said = self._meant(request), await asked_for(request, body=str)
        if not said.get("body"):
            raise RefusedError(missing("/body"))
        comment = self._progress.comment(request.app[CLIENT], order, said["body"], "user")
        self._progress.mended(request.app[CLIENT], order)
        return answers.data(comment, status=201)

    def _meant(self, request: web.Request) -> PortingOrder:
        return self._ports.order(request.match_info["id"])

    def _refuse_if_immobile(self, numbers: list[str]) -> None:
        for phone_number in numbers:
            if self._ports.under_way(phone_number):
                detail = "One or more numbers are already part of another port request."
                raise RefusedError(Objection("80003", "Pending order", detail, "/phone_numbers"))
            if why := self._obstacle(phone_number):
                raise RefusedError(Objection("80012", "Unsupported carrier", why, "/phone_numbers"))


def _numbers(said: Json) -> list[str]:
    found: list[str] = said.get("phone_numbers") or []
    if not found:
        raise RefusedError(missing("/phone_numbers"))
    for phone_number in found:
        if not isinstance(phone_number, str) or not is_valid(phone_number):
            title = "Phone number must be in +E.164 format"
            raise RefusedError(Objection("10016", title, f"{title}.", "/phone_numbers"))
    return found


def _checked(phone_number: str, obstacle: str) -> Json:
    kind = phonenumbers.number_type(phonenumbers.parse(phone_number))
    return {
        "phone_number": phone_number, "portable": not obstacle, "not_portable_reason": obstacle,
        "fast_portable": not obstacle and kind != phonenumbers.PhoneNumberType.TOLL_FREE,
        "record_type": "portability_check_result",
    }  # fmt: skip


def _answer(order: PortingOrder, *, with_numbers: bool = True) -> web.Response:
    url = f"/v2/porting_phone_numbers?filter[porting_order_id]={order.id}"
    return web.json_response({"data": order.shown(with_numbers=with_numbers), "meta": {"phone_numbers_url": url}})
