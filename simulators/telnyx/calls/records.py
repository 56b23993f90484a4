"""What the simulated carrier remembers of calls: events, records, deliveries, recordings."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from aiohttp import web

from simulators.telnyx import answers
from simulators.telnyx.calls import bodies
from simulators.telnyx.calls.audio import Recording
from simulators.telnyx.calls.behavior import CallBehavior
from simulators.telnyx.calls.clock import SECOND, written
from simulators.telnyx.calls.legs import Leg
from simulators.telnyx.calls.switch import Switch
from simulators.telnyx.calls.webhooks import CallWebhooks
from simulators.telnyx.text_records import list_text_records

Json = dict[str, Any]
_EVENTS_HOURS = 24
_DOWNLOAD_SECONDS = 600
_EVENT_FILTERS = {"leg_id": "call_leg_id", "application_session_id": "call_session_id", "name": "name", "type": "type"}
_OTHER_EVENT_FILTERS = {"connection_id", "failed", "from", "product", "status", "to", "occurred_at"}
_RECORD_TYPES = ("call-control", "sip-trunking", "messaging", "recording", "verify", "webrtc")
_RECORD_FILTERS = {"record_type", "telnyx_session_id", "started_at][gte", "started_at][gt", "started_at][lte"} | {
    "started_at][lt"
}
_DELIVERY_FILTERS = {"status][eq", "event_type", "started_at][gte", "started_at][lte"}
_BOUNDS: dict[str, Callable[[str, str], bool]] = {
    "gte": lambda at, bound: at >= bound,
    "gt": lambda at, bound: at > bound,
    "lte": lambda at, bound: at <= bound,
    "lt": lambda at, bound: at < bound,
}


class CallRecords:
    """The routes that ask for what was."""

    def __init__(self, switch: Switch, webhooks: CallWebhooks, behavior: CallBehavior, texts: dict[str, Json]) -> None:
        self._switch, self._webhooks, self._behavior, self._texts = switch, webhooks, behavior, texts

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
        """List the records of ended legs, at most 50 a page, by when they began; an unknown filter is refused."""
        if refused := await self._behavior.find_obstacle(request, "records"):
            return refused
        wanted = _filters(request)
        kind = wanted.get("record_type")
        if kind not in _RECORD_TYPES:
            return answers.error(400, "10015", "Bad Request", "filter[record_type] is missing or unknown.")
        if kind == "messaging":
            return list_text_records(request, self._texts)
        if wanted.keys() - _RECORD_FILTERS or request.query.get("sort", "started_at") != "started_at":
            return _bad_request("There is no such filter, or no such order.", 400)
        if kind in self._behavior.records_refused:
            return _bad_request("No matching record type was found.", 400)
        found = [_record(leg, kind) for leg in self._recorded() if kind in bodies.RATES]
        session = wanted.get("telnyx_session_id")
        found = [it for it in found if session in (None, it["telnyx_session_id"]) and _is_within(it, wanted)]
        return _page(request, sorted(found, key=lambda it: (it["started_at"], it["id"])), 50, status=400)

    def _recorded(self) -> list[Leg]:
        """Return the ended legs, with what the carrier is to have measured wrongly; none if it has lost them."""
        legs = [] if self._behavior.loses_records else [it for it in self._switch.legs.values() if not it.is_alive]
        added = self._behavior.records_add_seconds
        return [_longer(leg, added) if added and leg.is_answered else leg for leg in legs]

    async def _list_deliveries(self, request: web.Request) -> web.StreamResponse:
        if refused := await self._behavior.find_obstacle(request, "deliveries"):
            return refused
        wanted = _filters(request)
        status, kinds = wanted.get("status][eq"), wanted.get("event_type")
        if status not in (None, "delivered", "failed") or wanted.keys() - _DELIVERY_FILTERS:
            return _bad_request("filter[status][eq] is delivered or failed; or there is no such filter.")
        found = [
            delivery
            for delivery in reversed(self._webhooks.deliveries)
            if "status" in delivery
            and status in (None, delivery["status"])
            and (kinds is None or delivery["webhook"]["event_type"] in kinds.split(","))
            and _is_within(delivery, wanted)
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


def _is_within(row: Json, wanted: dict[str, str]) -> bool:
    """Return whether a row began within the bounds of the filters."""
    bounds = {name.partition("][")[2]: text for name, text in wanted.items() if name.startswith("started_at][")}
    return all(_BOUNDS[name](row["started_at"], text) for name, text in bounds.items())


def _longer(leg: Leg, seconds: float) -> Leg:
    return replace(leg, ended_at=(leg.ended_at or 0) + int(seconds * SECOND))


def _record(leg: Leg, kind: str) -> Json:
    """Describe an ended leg as the real carrier was seen to: its document has no schema for these."""
    return {
        "record_type": kind,
        "id": str(uuid5(NAMESPACE_OID, f"{leg.leg_id} {kind}")),
        "telnyx_leg_id": leg.leg_id,
        "telnyx_session_id": leg.session.id,
        "connection_id": leg.connection_id,
        "direction": {"incoming": "inbound", "outgoing": "outbound"}[leg.direction],
        "cli": leg.from_number,
        "cld": leg.to,
        "started_at": written(leg.started_at),
        "finished_at": written(leg.ended_at or leg.started_at),
        "call_sec": int(leg.seconds),
        "billed_sec": bodies.billed_seconds(leg),
        "attempted": True,
        "connected": leg.is_answered,
        "completed": leg.is_answered,
        "hangup_cause": leg.cause,
        "rate": f"{bodies.RATES[kind]:.4f}",
        "rate_measured_in": "minutes",
        "cost": bodies.part_cost(leg, kind),
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
