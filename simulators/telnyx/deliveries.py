"""The simulated carrier's webhooks: signed with Ed25519, and sent until the listener answers 200."""

import asyncio
import base64
import json
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from aiohttp import ClientError, ClientSession
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_SEED = b"a key of the simulated carrier: "  # so that the config of the laptop can name the public half
_KEY = Ed25519PrivateKey.from_private_bytes(_SEED)
PUBLIC_KEY = base64.b64encode(_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
_ORGANIZATION = "dbdbc891-dc82-4c39-b9a1-e51e830c4352"
_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class Deliveries:
    """Delivers events to the listener."""

    def __init__(self, listener: str) -> None:
        self._listener = listener
        self._under_way: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start work in the background."""
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    def reset(self) -> None:
        """Cancel all work in progress."""
        for task in self._under_way:
            task.cancel()
        self._under_way.clear()

    async def send(
        self,
        client: ClientSession,
        event_type: str,
        payload: dict[str, Any],
        times: int = 1,
        *,
        to: str | None = None,
        bare: bool = False,
    ) -> None:
        """Send an event `times` times, each until it is answered with 200; `bare` is without the usual envelope."""
        event_id, at = str(uuid4()), datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        event = {"event_type": event_type, "id": event_id, "occurred_at": at, "payload": payload}
        listener = to or self._listener
        for _ in range(times):
            await self._send_until_accepted(client, listener, event, bare=bare)

    async def _send_until_accepted(
        self, client: ClientSession, listener: str, event: dict[str, Any], *, bare: bool
    ) -> None:
        for attempt, pause in enumerate(_PAUSES, start=1):
            body = {"data": event | {"record_type": "event"}, "meta": {"attempt": attempt, "delivered_to": listener}}
            alone = event | {"format": "v2", "organization_id": _ORGANIZATION, "urls": [listener]}
            if await self._send(client, listener, json.dumps(alone if bare else body).encode()):
                return
            await asyncio.sleep(pause)

    async def _send(self, client: ClientSession, listener: str, body: bytes) -> bool:
        try:
            async with client.post(listener, data=body, headers=sign(body)) as answer:
                return answer.status == 200
        except (ClientError, TimeoutError):
            return False


def sign(body: bytes, at: int | None = None) -> dict[str, str]:
    """Return the headers of a delivery of these bytes."""
    timestamp = str(int(time.time()) if at is None else at)
    signature = _KEY.sign(timestamp.encode() + b"|" + body)
    return {
        "content-type": "application/json",
        "telnyx-timestamp": timestamp,
        "telnyx-signature-ed25519": base64.b64encode(signature).decode(),
    }
