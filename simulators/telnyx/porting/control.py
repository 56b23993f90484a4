"""The hand on ports: what becomes of them, and what goes wrong; `simulators/README.md` says how it is asked."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime, time
from typing import Any

from aiohttp import web

from simulators.surroundings import CLIENT
from simulators.telnyx.porting.documents import Documents
from simulators.telnyx.porting.exceptions import details
from simulators.telnyx.porting.moods import MOODS, Delivery, Moods, Pace, Trouble
from simulators.telnyx.porting.orders import STATUSES, PortingBooks, PortingOrder
from simulators.telnyx.porting.progress import Progress
from simulators.telnyx.porting.windows import next_day

Json = dict[str, Any]
_PLAIN = {"in_review": "submitted", "needs_info": "exception", "scheduled": "foc-date-confirmed",
          "completed": "ported", "canceled": "cancelled"}  # fmt: skip
_OPERATIONS = ("check", "create", "list", "read", "change", "delete", "confirm", "cancel", "comment", "document")


class PortingControl:
    """The paths below /_control/telnyx that are about ports."""

    def __init__(self, ports: PortingBooks, documents: Documents, moods: Moods, progress: Progress) -> None:
        self._ports = ports
        self._documents = documents
        self._moods = moods
        self._progress = progress

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.post("/_control/telnyx/ports/behaviour", self._behave),
            web.post("/_control/telnyx/ports/{port}", self._happen),
            web.get("/_control/telnyx/ports", self._look),
            web.post("/_control/telnyx/portability", self._decide),
        ]

    async def _happen(self, request: web.Request) -> web.Response:
        order = self._ports.meant(request.match_info["port"])
        if order is None:
            raise web.HTTPNotFound(text="there is no port with this id, customer_reference or phone number")
        asked, client = await request.json(), request.app[CLIENT]
        _known(asked, ("status", "code", "description", "foc_date", "comment", "messaging"))
        status = _status(asked)
        if "comment" in asked:
            self._progress.comment(client, order, asked["comment"], "admin")
        if "messaging" in asked:
            self._progress.move_messaging(client, order, asked["messaging"])
        if status == "deleted":
            self._progress.delete(client, order)
        elif status:
            _agree(order, status, asked.get("foc_date"))
            self._progress.move(client, order, status, _details(asked) if status == "exception" else None)
        return web.json_response(_truth(order))

    async def _behave(self, request: web.Request) -> web.Response:
        asked = await request.json()
        _known(asked, ("mood", "times", "only", "seconds", "delivery", "pace"))
        trouble = {name: asked[name] for name in ("mood", "times", "only", "seconds") if name in asked}
        only = [trouble["only"]] if isinstance(trouble.get("only"), str) else trouble.get("only", [])
        if trouble.get("mood", "ok") not in MOODS or not set(only) <= set(_OPERATIONS):
            raise web.HTTPBadRequest(text=f"mood is one of: {', '.join(MOODS)}; only: {', '.join(_OPERATIONS)}")
        if trouble:
            self._moods.trouble = Trouble(**(trouble | {"only": only}))
        if "delivery" in asked:
            self._moods.delivery = Delivery(**_known(asked["delivery"], [it.name for it in fields(Delivery)]))
        if "pace" in asked:
            self._moods.pace = Pace(**_known(asked["pace"], [it.name for it in fields(Pace)]))
        return web.json_response(asdict(self._moods))

    async def _decide(self, request: web.Request) -> web.Response:
        asked = await request.json()
        _known(asked, ("phone_number", "portable", "reason"))
        reason = "" if asked["portable"] else asked.get("reason") or "No coverage"
        self._ports.immobile[asked["phone_number"]] = reason
        return web.json_response({"phone_number": asked["phone_number"], "not_portable_reason": reason})

    async def _look(self, request: web.Request) -> web.Response:
        return web.json_response({
            "orders": [_truth(it) for it in self._ports.orders.values()], "deleted": self._ports.deleted,
            "documents": [it.shown() | {"linked": it.linked} for it in self._documents.all()],
        })  # fmt: skip


def _status(asked: Json) -> str:
    usual = "exception" if "code" in asked else "foc-date-confirmed" if "foc_date" in asked else ""
    said = str(asked.get("status", usual))
    status = _PLAIN.get(said, said)
    if status and status not in (*STATUSES, "deleted"):
        raise web.HTTPBadRequest(text=f"status is one of: {', '.join((*STATUSES, *_PLAIN, 'deleted'))}")
    return status


def _details(asked: Json) -> list[Json]:
    codes = asked.get("code") or "OTHER"
    return [*details([codes] if isinstance(codes, str) else codes, asked.get("description", ""))]


def _agree(order: PortingOrder, status: str, day: str | None) -> None:
    """The losing carrier's day: what is said, else what was asked for, else the first possible one."""
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


def _truth(order: PortingOrder) -> Json:
    return order.shown() | {"comments": order.comments}


def _known(asked: Json, names: Sequence[str]) -> Json:
    if strange := asked.keys() - set(names):
        raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(strange))}; there are {', '.join(names)}")
    return asked
