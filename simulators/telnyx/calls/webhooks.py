"""The webhooks of calls: signed, sent to the voice application or to the URL of a leg, and kept with every attempt."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from aiohttp import ClientError, ClientSession

from simulators.telnyx.calls import bodies
from simulators.telnyx.calls.behavior import CallBehavior
from simulators.telnyx.calls.clock import written
from simulators.telnyx.calls.legs import Leg
from simulators.telnyx.deliveries import Deliveries, sign

Json = dict[str, Any]
_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_ACCEPTED = 200
_PASSING = (408, 429)
_UNREACHABLE, _REFUSED = 75001, 75499
_AFTER_HANGUP = ("call.answered", "call.bridged")


class CallWebhooks:
    """Reports what happens to legs, as the behavior says. `events` are what happened, whether reported or not."""

    def __init__(self, listener: str, behavior: CallBehavior) -> None:
        self._listener, self._behavior = listener, behavior
        self._tasks = Deliveries(listener)
        self.client: ClientSession | None = None
        self.forget()

    def forget(self) -> None:
        """Forget everything, and stop all that is on its way."""
        self._tasks.reset()
        self.events: list[Json] = []
        self.deliveries: list[Json] = []
        self._kept: dict[str, list[Json]] = {}
        self._late_costs: list[tuple[Leg, Json]] = []

    def start(self, work: Any) -> None:
        """Start work in the background."""
        self._tasks.start(work)

    def report(self, leg: Leg, event_type: str, payload: Json) -> None:
        """Send an event, unless its type is dropped."""
        at = written(leg.session.clock.now)
        self.note(leg, event_type, "webhook", payload)
        if event_type == "call.recording.transcription.saved" and not self._behavior.transcripts:
            return
        event = {"event_type": event_type, "id": str(uuid4()), "occurred_at": at, "payload": payload}
        event |= {"record_type": "event"}
        if self._behavior.drops(event_type, leg.direction):
            self._lose(leg.webhook_url or self._listener, event)
        else:
            self._tasks.start(self._send_in_turn(leg, event))

    def note(self, leg: Leg, name: str, kind: str, metadata: Json) -> None:
        """Keep what happened to a leg, as `GET /call_events` shows it."""
        at = written(leg.session.clock.now)
        self.events.append(
            {
                "record_type": "call_event",
                "type": kind,
                "name": name,
                "call_leg_id": leg.leg_id,
                "call_session_id": leg.session.id,
                "event_timestamp": at,
                "metadata": metadata,
            }
        )

    def report_end(self, leg: Leg) -> None:
        """Send the cost of a leg a moment after its end, or late, or never."""
        costs = self._behavior.costs
        payload = bodies.cost(leg, "error" if costs == "error" else "success", is_null=costs == "null")
        if costs == "late":
            self._late_costs.append((leg, payload))
        elif costs != "missing":
            self._tasks.start(self._send_cost(leg, payload))

    def send_late_costs(self) -> int:
        """Send the costs that are late, and return how many they are."""
        late, self._late_costs = self._late_costs, []
        for leg, payload in late:
            self.report(leg, "call.cost", payload)
        return len(late)

    async def _send_cost(self, leg: Leg, payload: Json) -> None:
        await asyncio.sleep(self._behavior.cost_seconds)
        self.report(leg, "call.cost", payload)

    async def _send_in_turn(self, leg: Leg, event: Json) -> None:
        """Send an event; those that shall come after the leg's hangup wait for it."""
        if self._behavior.crossed and event["event_type"] in _AFTER_HANGUP and leg.is_alive:
            self._kept.setdefault(leg.leg_id, []).append(event)
            return
        await asyncio.sleep(self._behavior.delay(event["event_type"], leg.direction))
        kept = self._kept.pop(leg.leg_id, []) if event["event_type"] == "call.hangup" else []
        for each in (event, *kept):
            for _ in range(1 + self._behavior.duplicate):
                await self._deliver(leg.webhook_url or self._listener, each)

    def _lose(self, listener: str, event: Json) -> None:
        """Keep an event that never arrives, as a delivery that has failed."""
        attempt = _attempt(listener, _now(), 0)
        self.deliveries.append(_delivery(event) | {"attempts": [attempt], "status": "failed", "finished_at": _now()})

    async def _deliver(self, listener: str, event: Json) -> None:
        """Send an event until it is accepted or refused; only 408, 429, 5xx and silence are tried again."""
        delivery = _delivery(event)
        self.deliveries.append(delivery)
        for attempt, pause in enumerate(_PAUSES, start=1):
            body = {"data": event, "meta": {"attempt": attempt, "delivered_to": listener}}
            started, status = _now(), await self._post(listener, json.dumps(body).encode())
            delivery["attempts"].insert(0, _attempt(listener, started, status))
            if status and status < 500 and status not in _PASSING:
                break
            await asyncio.sleep(pause)
        delivery |= {"status": delivery["attempts"][0]["status"], "finished_at": _now()}

    async def _post(self, listener: str, body: bytes) -> int:
        if self.client is None:
            return 0
        try:
            async with self.client.post(listener, data=body, headers=sign(body)) as answer:
                return answer.status
        except (ClientError, TimeoutError):
            return 0


def _delivery(event: Json) -> Json:
    return {
        "id": str(uuid4()),
        "record_type": "webhook_delivery",
        "user_id": str(uuid4()),
        "started_at": _now(),
        "attempts": [],
        "webhook": event,
    }


def _attempt(listener: str, started: str, status: int) -> Json:
    """Describe an attempt that was answered with a status, or with none."""
    outcome = "delivered" if status == _ACCEPTED else "failed"
    attempt: Json = {"started_at": started, "finished_at": _now(), "status": outcome}
    attempt["http"] = {"request": {"url": listener, "headers": [["Accept", "*/*"]]}}
    if status:
        attempt["http"]["response"] = {"status": status, "body": "", "headers": []}
    return attempt if status == _ACCEPTED else attempt | {"errors": [_REFUSED if status else _UNREACHABLE]}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
