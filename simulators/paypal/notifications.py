"""Webhooks v1: listing events, resending one, and verifying a delivery."""

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from aiohttp import web

from simulators.paypal.bodies import link
from simulators.paypal.certificates import CERT_ID, Certificates
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.requests import refuse, require_token, respond
from simulators.paypal.state import Json, PayPalState

_PATH = "/v1/notifications/webhooks-events"
_ALWAYS = {"start_time": "2000-01-01T00:00:00Z", "end_time": "2999-12-31T00:00:00Z"}


class Notifications:
    """The routes below /v1/notifications."""

    def __init__(self, state: PayPalState, deliveries: Deliveries, certificates: Certificates, base: str) -> None:
        self._state = state
        self._deliveries = deliveries
        self._certificates = certificates
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        events = f"/paypal{_PATH}"
        return [
            web.get(events, require_token(self._state, self._list)),
            web.get(events + "/{id}", require_token(self._state, self._get)),
            web.post(events + "/{id}/resend", require_token(self._state, self._resend)),
            web.post("/paypal/v1/notifications/verify-webhook-signature", require_token(self._state, self._verify)),
            web.get("/paypal/v1/notifications/certs/{id}", self._certificate),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        query = dict(request.query)
        size, page = int(query.get("page_size", "10")), int(query.pop("page", "1"))
        matches = _filter(query)
        found = [event for event in reversed(self._state.events) if matches(event)]
        shown = found[(page - 1) * size : page * size]
        links = [link(self._base, f"{_PATH}?{urlencode(query | {'page': page})}", "self")]
        if len(found) > page * size:
            links.append(link(self._base, f"{_PATH}?{urlencode(query | {'page': page + 1})}", "next"))
        return respond({"events": shown, "count": len(shown), "links": links})

    async def _get(self, request: web.Request) -> web.Response:
        return respond(self._event(request))

    def _event(self, request: web.Request) -> Json:
        event = next((one for one in self._state.events if one["id"] == request.match_info["id"]), None)
        if event is None:
            refuse(404, "INVALID_RESOURCE_ID")
        return event

    async def _resend(self, request: web.Request) -> web.Response:
        event = self._event(request)
        self._deliveries.resend(request, event)
        return respond(event, 202)

    async def _certificate(self, request: web.Request) -> web.Response:
        if request.match_info["id"] != CERT_ID:
            raise web.HTTPNotFound
        return web.Response(body=self._certificates.chain, content_type="application/x-pem-file")

    async def _verify(self, request: web.Request) -> web.Response:
        text = (await request.read()).decode()
        try:
            request_body, event = json.loads(text), member_text(text, "webhook_event")
            signed = self._certificates.is_signed(
                request_body["transmission_id"],
                request_body["transmission_time"],
                request_body["webhook_id"],
                event.encode(),
                request_body["transmission_sig"],
            )
        except (ValueError, KeyError):
            refuse(400, "INVALID_PARAMETER_VALUE")
        return respond({"verification_status": "SUCCESS" if signed else "FAILURE"})


def _filter(query: dict[str, str]) -> Callable[[Json], bool]:
    """Return whether an event is one of those that are asked for."""
    start, end = (datetime.fromisoformat(query.get(name, at)) for name, at in _ALWAYS.items())
    event_type = query.get("event_type")

    def matches(event: Json) -> bool:
        wanted = event_type in (None, event["event_type"])
        return wanted and start <= datetime.fromisoformat(event["create_time"]) <= end

    return matches


def member_text(text: str, wanted: str) -> str:
    """Return one member of a JSON object exactly as it is written. Raises ValueError if there is none."""
    decoder, at = json.JSONDecoder(), text.index("{") + 1
    while True:
        at = _past(text, at, ",")
        name, at = decoder.raw_decode(text, at)
        start = _past(text, at, ":")
        _, at = decoder.raw_decode(text, start)
        if name == wanted:
            return text[start:at]


def _past(text: str, at: int, mark: str) -> int:
    while at < len(text) and text[at] in f" \t\r\n{mark}":
        at += 1
    return at
