"""Transaction Search v1: the movements of the merchant's balance, as PayPal's documents describe them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from aiohttp import web

from simulators.paypal.bodies import fee_of, instant, link, money
from simulators.paypal.requests import RefusalError, refuse, require_token, respond
from simulators.paypal.state import Capture, Json, Movement, PayPalState, Refund

_PATH = "/v1/reporting/transactions"
_MOST, _MOST_A_PAGE = 10_000, 500
_LONGEST = timedelta(days=31)
_LISTED_AFTER = timedelta(hours=3)


@dataclass(frozen=True)
class _Listed:
    """A transaction of the list."""

    at: datetime
    info: Callable[[], Json]


class Reporting:
    """The routes below /v1/reporting."""

    def __init__(self, state: PayPalState, base: str) -> None:
        self._state = state
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        return [web.get(f"/paypal{_PATH}", require_token(self._state, self._list))]

    async def _list(self, request: web.Request) -> web.Response:
        start, end = (datetime.fromisoformat(request.query[name]) for name in ("start_date", "end_date"))
        size, page = int(request.query.get("page_size", "100")), int(request.query.get("page", "1"))
        refreshed = self._state.at() - _LISTED_AFTER
        if end - start > _LONGEST or not 1 <= size <= _MOST_A_PAGE:
            refuse(400, "INVALID_REQUEST")
        if start > refreshed:
            refuse(400, "INVALID_REQUEST", "Data for the given start date is not available.")
        found = sorted(self._listed(start, min(end, refreshed)), key=lambda it: it.at)
        if len(found) > _MOST:
            raise RefusalError(400, _too_large())
        shown = found[(page - 1) * size : page * size]
        return respond(
            {
                "transaction_details": [{"transaction_info": it.info()} for it in shown],
                "account_number": "XZXSPECPDZHZU",
                "start_date": instant(start),
                "end_date": instant(end),
                "last_refreshed_datetime": instant(refreshed),
                "page": page,
                "total_items": len(found),
                "total_pages": max(1, -(-len(found) // size)),
                "links": [link(self._base, f"{_PATH}?{request.query_string}", "self")],
            }
        )

    def _listed(self, start: datetime, end: datetime) -> Iterator[_Listed]:
        for capture in self._state.captures.values():
            if capture.took_money and start <= capture.made <= end:
                yield _Listed(capture.made, partial(_payment, capture))
            for refund in capture.refunds:
                if start <= refund.made <= end:
                    yield _Listed(refund.made, partial(_refund, refund, capture))
        for movement in self._state.movements:
            if start <= movement.made <= end:
                yield _Listed(movement.made, partial(_movement, movement))


def _movement(of: Movement) -> Json:
    info: Json = {
        "transaction_id": of.id,
        "transaction_event_code": of.code,
        "transaction_initiation_date": instant(of.made),
        "transaction_updated_date": instant(of.made),
        "transaction_amount": money(of.amount),
        "transaction_status": of.status,
    }
    info |= {"fee_amount": money(of.fee)} if of.fee else {}
    return info | (_refers_to(of.reference) if of.reference else {})


def _payment(of: Capture) -> Json:
    return _of_capture(of, Movement(of.id, "T0003", of.amount, -fee_of(of.amount), of.made))


def _refund(of: Refund, capture: Capture) -> Json:
    return _of_capture(capture, Movement(of.id, "T1107", -of.amount, Decimal(0), of.made, reference=capture.id))


def _of_capture(of: Capture, movement: Movement) -> Json:
    ours = (("custom_field", of.custom_id), ("invoice_id", of.invoice_id))
    return _movement(movement) | {name: value for name, value in ours if value}


def _refers_to(transaction_id: str) -> Json:
    return {"paypal_reference_id": transaction_id, "paypal_reference_id_type": "TXN"}


def _too_large() -> Json:
    message = "Result set size is greater than the maximum limit. Change the filter criteria and try again."
    return {"name": "RESULTSET_TOO_LARGE", "message": message, "debug_id": "0", "details": [], "links": []}
