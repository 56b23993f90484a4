"""The simulated PayPal's webhooks: listed, signed, and delivered as the control has set it."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from uuid import uuid4

from aiohttp import ClientSession, web

from simulators.base_urls import CLIENT
from simulators.paypal.behavior import Behavior
from simulators.paypal.bodies import link
from simulators.paypal.certificates import CERT_ID, Certificates
from simulators.paypal.state import Json, PayPalState, make_id
from simulators.sending import LONGEST_PAUSE, NOTED, Sending

WEBHOOK_ID = "51MU1A7EDWEBH00K1"
_MOST_TRIES = 25


@dataclass(frozen=True)
class Transmission:
    """One attempt to deliver, and how soon it was answered; status 0 if it was not."""

    event_id: str
    event_type: str
    status: int
    milliseconds: float


class Deliveries:
    """Publishes events: puts them into the list at once, and sends them to the listener."""

    def __init__(
        self, state: PayPalState, behavior: Behavior, certificates: Certificates, base: str, listener: str
    ) -> None:
        self._state = state
        self._behavior = behavior
        self._certificates = certificates
        self._base = base
        self._sending = Sending(listener)
        self.transmissions: deque[Transmission] = deque(maxlen=NOTED)

    def publish(self, request: web.Request, event_type: str, resource: Json) -> Json:
        """Create an event, list it, start to deliver it, and return it."""
        event = self._event(event_type, resource)
        self._state.events.append(event)
        if not self._behavior.delivery.drop:
            self._sending.start(self._deliver(request.app[CLIENT], event))
        return event

    def resend(self, request: web.Request, event: Json) -> None:
        """Start to deliver an event once more."""
        self._sending.start(self._send_until_accepted(request.app[CLIENT], event))

    def reset(self) -> None:
        """Cancel all deliveries in progress, and forget the past ones."""
        self._sending.reset()
        self.transmissions.clear()

    def _event(self, event_type: str, resource: Json) -> Json:
        event_id = f"WH-{make_id()}-{make_id()}"
        at = self._state.at().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        path = f"/v1/notifications/webhooks-events/{event_id}"
        event: Json = {
            "id": event_id,
            "event_version": "1.0",
            "create_time": at,
            "resource_type": _resource_type(event_type),
            "resource_version": "3.0" if event_type.startswith("VAULT") else "2.0",
            "event_type": event_type,
            "summary": f"{event_type.replace('.', ' ').capitalize()} – für alle",
            "resource": resource,
            "links": [link(self._base, path, "self"), link(self._base, f"{path}/resend", "resend", "POST")],
        }
        if event_type.startswith("CUSTOMER.DISPUTE"):
            del event["resource_version"]
        return event

    async def _deliver(self, client: ClientSession, event: Json) -> None:
        delivery = self._behavior.delivery
        await asyncio.sleep(delivery.delay_seconds)
        if delivery.reorder:
            await self._sending.let_another_overtake()
        lanes = asyncio.Semaphore(delivery.at_once)
        await asyncio.gather(*(self._in_lane(lanes, client, event) for _ in range(1 + delivery.duplicate)))

    async def _in_lane(self, lanes: asyncio.Semaphore, client: ClientSession, event: Json) -> None:
        async with lanes:
            await self._send_until_accepted(client, event)

    async def _send_until_accepted(self, client: ClientSession, event: Json) -> None:
        pause = self._behavior.delivery.retry_seconds
        for _ in range(_MOST_TRIES):
            if await self._send(client, event):
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _send(self, client: ClientSession, event: Json) -> bool:
        answer = await self._sending.post(client, *self.signed(event))
        self.transmissions.append(Transmission(event["id"], event["event_type"], answer.status, answer.milliseconds))
        return 200 <= answer.status < 300

    def signed(self, event: Json) -> tuple[bytes, dict[str, str]]:
        """Return the bytes and the headers of one transmission."""
        body = serialize(event, odd=self._behavior.delivery.odd_bytes)
        transmission_id, at = str(uuid4()), self._state.at().strftime("%Y-%m-%dT%H:%M:%SZ")
        return body, {
            "content-type": "application/json",
            "PAYPAL-TRANSMISSION-ID": transmission_id,
            "PAYPAL-TRANSMISSION-TIME": at,
            "PAYPAL-TRANSMISSION-SIG": self._certificates.sign(transmission_id, at, WEBHOOK_ID, body),
            "PAYPAL-CERT-URL": f"{self._base}/v1/notifications/certs/{CERT_ID}",
            "PAYPAL-AUTH-ALGO": "SHA256withRSA",
            "PAYPAL-AUTH-VERSION": "v2",
        }


def serialize(event: Json, *, odd: bool) -> bytes:
    """Return an event as bytes; odd ones change when they are parsed and serialized again."""
    if not odd:
        return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    text = json.dumps(event | {"odd": "ODD"}, ensure_ascii=False, separators=(" , ", ":  "))
    return text.replace('"ODD"', '{"one": 1.0, "ten": 1e1, "nothing": {}, "none": [], "accent": "\\u00e9é"}').encode()


def _resource_type(event_type: str) -> str:
    if event_type in ("PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED"):
        return "refund"
    if event_type.startswith("VAULT"):
        return "payment_token"
    return "dispute" if event_type.startswith("CUSTOMER.DISPUTE") else "capture"
