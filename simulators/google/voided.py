"""The list of voided purchases: 30 days back, subscriptions only where they are asked for."""

from datetime import timedelta

from aiohttp import web

from simulators.google import bodies
from simulators.google.callers import Callers, refuse
from simulators.google.publisher import check_package
from simulators.google.state import GooglePlayState, Json
from simulators.stores.instants import now, to_ms

_LISTED_FOR = timedelta(days=30)
_LONGEST_PAGE = 1000
_WITH_SUBSCRIPTIONS = "1"
_KNOWN = {"startTime", "endTime", "token", "maxResults", "type", "includeQuantityBasedPartialRefund"}


class VoidedPurchases:
    """The route below /purchases that lists them."""

    def __init__(self, state: GooglePlayState, callers: Callers) -> None:
        self._state = state
        self._callers = callers

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return it."""
        return [web.get(f"{base}/purchases/voidedpurchases", self._callers.admit(self._list))]

    async def _list(self, request: web.Request) -> web.Response:
        check_package(request)
        if not set(request.query) <= _KNOWN:
            refuse(400, "INVALID_ARGUMENT", "invalid", "Unknown query parameter.")
        size, begins = _number(request, "maxResults", _LONGEST_PAGE), _number(request, "token", 0)
        found = self._voided(request) if request.query.get("type") == _WITH_SUBSCRIPTIONS else []
        shown = found[begins : begins + min(size, _LONGEST_PAGE)]
        more = begins + len(shown) < len(found)
        pages = {"tokenPagination": {"nextPageToken": str(begins + len(shown))}} if more else {}
        return web.json_response(({"voidedPurchases": shown} if shown else {}) | pages)

    def _voided(self, request: web.Request) -> list[Json]:
        oldest = to_ms(now() - _LISTED_FOR)
        start = _number(request, "startTime", oldest)
        end = _number(request, "endTime", to_ms(now()))
        if start < oldest - 60_000 or start > end:
            refuse(400, "INVALID_ARGUMENT", "invalid", "startTime is more than 30 days ago, or after endTime.")
        listed = [
            (to_ms(order.voided_at), one, order)
            for one in self._state.purchases
            for order in one.orders
            if order.voided_at and start <= to_ms(order.voided_at) <= end
        ]
        return [bodies.voided(one, order) for _, one, order in sorted(listed, key=lambda voided: voided[0])]


def _number(request: web.Request, name: str, otherwise: int) -> int:
    text = request.query.get(name, str(otherwise))
    if not text.isdigit():
        refuse(400, "INVALID_ARGUMENT", "invalid", f"Invalid value for {name}.")
    return int(text)
