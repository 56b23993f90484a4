"""What the simulated carrier remembers of calls: events, records, deliveries, recordings."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from simulators.telnyx import answers
from simulators.telnyx.calls import bodies
from simulators.telnyx.calls.audio import Recording
from simulators.telnyx.calls.behavior import CallBehavior
from simulators.telnyx.calls.clock import written
from simulators.telnyx.calls.switch import Switch
from simulators.telnyx.calls.webhooks import CallWebhooks

Json = dict[str, Any]
_EVENTS_HOURS = 24
_DOWNLOAD_SECONDS = 600
_EVENT_FILTERS = {"leg_id": "call_leg_id", "application_session_id": "call_session_id", "name": "name", "type": "type"}
_OTHER_EVENT_FILTERS = {"connection_id", "failed", "from", "product", "status", "to", "occurred_at"}
_RECORD_TYPES = ("call-control", "sip-trunking", "messaging", "recording", "verify", "webrtc")


class CallRecords:
    """The routes that ask for what was."""

    def __init__(self, switch: Switch, webhooks: CallWebhooks, behavior: CallBehavior) -> None:
        self._switch, self._webhooks, self._behavior = switch, webhooks, behavior

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        v2 = "/telnyx/v2"
        return [
            web.get(f"{v2}/call_events", self._list_events),
            web.get(f"{v2}/detail_records", self._list_records),
            web.get(f"{v2}/webhook_deliveries", self._list_deliveries),
            web.get(f"{v2}/recordings/{{id}}", self._get_recording),
            web.delete(f"{v2}/recordings/{{id}}", self._delete_recording),
            web.get("/telnyx/downloads/{id}.{kind:mp3|wav}", self._download),
        ]

    async def _list_events(self, request: web.Request) -> web.StreamResponse:
        """List events of a leg or a call, or else those of the last 24 hours."""
        if refused := await self._behavior.find_obstacle(request, "events"):
            return refused
        wanted = _filters(request)
        if unknown := {name.partition("]")[0] for name in wanted} - _EVENT_FILTERS.keys() - _OTHER_EVENT_FILTERS:
            return _bad_request(f"Unknown filters: {', '.join(sorted(unknown))}.")
        found = [event for event in self._webhooks.events if _is_wanted(event, wanted)]
        if not {"leg_id", "application_session_id"} & wanted.keys():
            since = (datetime.now(UTC) - timedelta(hours=_EVENTS_HOURS)).isoformat()
            found = [event for event in found if event["event_timestamp"] >= since]
        return _page(request, found, 250)

    async def _list_records(self, request: web.Request) -> web.StreamResponse:
        """List the records of ended legs, at most 50 a page."""
        if refused := await self._behavior.find_obstacle(request, "records"):
            return refused
        kind = request.query.get("filter[record_type]")
        if kind not in _RECORD_TYPES:
            return answers.error(400, "10015", "Bad Request", "filter[record_type] is missing or unknown.")
        session = request.query.get("filter[call_session_id]")
        found = [
            _record(leg)
            for leg in self._switch.legs.values()
            if kind == "call-control" and not leg.is_alive and session in (None, leg.session.id)
        ]
        return _page(request, found, 50, status=400)

    async def _list_deliveries(self, request: web.Request) -> web.StreamResponse:
        if refused := await self._behavior.find_obstacle(request, "deliveries"):
            return refused
        status, kind = request.query.get("filter[status][eq]"), request.query.get("filter[event_type]")
        if status not in (None, "delivered", "failed"):
            return _bad_request("filter[status][eq] is delivered or failed.")
        found = [
            delivery
            for delivery in reversed(self._webhooks.deliveries)
            if "status" in delivery
            and status in (None, delivery["status"])
            and kind in (None, delivery["webhook"]["event_type"])
        ]
        return _page(request, found, 250)

    async def _get_recording(self, request: web.Request) -> web.StreamResponse:
        recording = self._find(request.match_info["id"])
        if refused := await self._behavior.find_obstacle(request, "recordings"):
            return refused
        return answers.data(_recording(recording)) if recording else answers.not_found()

    async def _delete_recording(self, request: web.Request) -> web.StreamResponse:
        if refused := await self._behavior.find_obstacle(request, "recordings"):
            return refused
        recording = self._find(request.match_info["id"])
        if recording is None:
            return answers.not_found()
        recording.is_deleted = True
        return answers.data(_recording(recording) | {"status": "deleted"})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Serve the file to whoever has its URL, for some minutes after the recording was last asked for."""
        recording = self._find(request.match_info["id"])
        if recording is None or request.match_info["kind"] != recording.kind:
            raise web.HTTPNotFound
        if request.query.get("signature") not in recording.keys_at(time.monotonic() - _DOWNLOAD_SECONDS):
            raise web.HTTPForbidden
        return web.Response(body=recording.file(), content_type=f"audio/{recording.kind.replace('mp3', 'mpeg')}")

    def _find(self, recording_id: str) -> Recording | None:
        found = (recording for leg in self._switch.legs.values() for recording in leg.recordings)
        return next((it for it in found if it.id == recording_id and it.ended_at and not it.is_deleted), None)


def _page(request: web.Request, rows: list[Json], largest: int, *, status: int = 422) -> web.Response:
    """Return a page of rows, 20 unless asked otherwise."""
    try:
        size, number = int(request.query.get("page[size]", 20)), int(request.query.get("page[number]", 1))
    except ValueError:
        return _bad_request("page[size] and page[number] are numbers.", status)
    if not 1 <= size <= largest or number < 1:
        return _bad_request(f"page[size] is 1 to {largest}.", status)
    pages = -(-len(rows) // size)
    meta = {"total_pages": pages, "total_results": len(rows), "page_number": number, "page_size": size}
    return web.json_response({"data": rows[(number - 1) * size : number * size], "meta": meta})


def _bad_request(detail: str, status: int = 422) -> web.Response:
    return answers.error(status, "10015", "Bad Request", detail)


def _filters(request: web.Request) -> dict[str, str]:
    return {
        name.removeprefix("filter[").removesuffix("]"): value
        for name, value in request.query.items()
        if name.startswith("filter[")
    }


def _is_wanted(event: Json, wanted: dict[str, str]) -> bool:
    same = {name: value for name, value in wanted.items() if name in _EVENT_FILTERS}
    tests: dict[str, Callable[[str], bool]] = {
        "occurred_at][gte": lambda at: event["event_timestamp"] >= at,
        "occurred_at][lte": lambda at: event["event_timestamp"] <= at,
    }
    is_then = all(test(wanted[name]) for name, test in tests.items() if name in wanted)
    return is_then and all(event[_EVENT_FILTERS[name]] == value for name, value in same.items())


def _record(leg: Any) -> Json:
    return {
        "record_type": "call-control",
        "id": leg.leg_id,
        "call_leg_id": leg.leg_id,
        "call_session_id": leg.session.id,
        "connection_id": leg.connection_id,
        "direction": leg.direction,
        "from": leg.from_number,
        "to": leg.to,
        "started_at": written(leg.started_at),
        "answered_at": leg.answered_at and written(leg.answered_at),
        "ended_at": written(leg.ended_at),
        "call_sec": int(leg.seconds),
        "billed_sec": bodies.billed_seconds(leg),
        "hangup_cause": leg.cause,
        "cost": bodies.total_cost(leg),
        "currency": "USD",
        "is_telnyx_billable": True,
    }


def _recording(recording: Recording) -> Json:
    leg = recording.leg
    at = written(recording.ended_at or recording.started_at)
    return {
        "id": recording.id,
        "record_type": "recording",
        "status": "completed",
        "source": "call",
        "channels": recording.channels,
        "call_control_id": leg.control_id,
        "call_leg_id": leg.leg_id,
        "call_session_id": leg.session.id,
        "connection_id": leg.connection_id,
        "from": leg.from_number,
        "to": leg.to,
        "duration_millis": round(recording.seconds * 1000),
        "download_urls": {recording.kind: recording.sign()},
        "recording_started_at": written(recording.started_at),
        "recording_ended_at": at,
        "created_at": at,
        "updated_at": at,
    }
