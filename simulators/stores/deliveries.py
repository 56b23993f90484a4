"""The delivery of a store's notifications: signed anew each time, sent again until it is accepted."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Protocol

from aiohttp import ClientError, ClientSession

from simulators.stores.behavior import Behavior

_LONGEST_PAUSE = 60.0
_HELD_AT_MOST = 2.0  # seconds that a notification waits for another to overtake it
_NOTED = 2000  # transmissions
Signed = Callable[[], tuple[bytes, dict[str, str]]]


class Notification(Protocol):
    """What a store has to say."""

    @property
    def id(self) -> str:
        """Return its id, the same whenever it comes."""

    @property
    def kind(self) -> str:
        """Return its type."""

    @property
    def tries(self) -> int:
        """Return how often it is sent at most."""

    def comes_again(self, status: int) -> bool:
        """Return whether it is sent again after this answer; 0 is none."""

    def note(self, status: int) -> None:
        """Remember an attempt to send it."""


@dataclass(frozen=True)
class Transmission:
    """One attempt to deliver, and how soon it was answered; status 0 if it was not."""

    notification_id: str
    kind: str
    status: int
    milliseconds: float


class Deliveries:
    """Sends notifications to the listener, as the control has set it."""

    def __init__(self, behavior: Behavior, listener: str) -> None:
        self._behavior = behavior
        self._listener = listener
        self._held: asyncio.Event | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self.transmissions: deque[Transmission] = deque(maxlen=_NOTED)

    def start(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        """Start to deliver a notification, unless they are dropped; `sign` makes the bytes and headers of each try."""
        if self._behavior.delivery.drop:
            notification.note(0)
            return
        self._begin(self._deliver(client, notification, sign))

    def send_forged(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        """Start to send it one more time, forged; the store itself knows nothing of that."""
        self._begin(self._send_one(client, notification, sign))

    def reset(self) -> None:
        """Cancel all deliveries in progress, and forget the past ones."""
        for task in self._under_way:
            task.cancel()
        self._under_way.clear()
        self.transmissions.clear()
        self._held = None

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _deliver(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        delivery = self._behavior.delivery
        await asyncio.sleep(delivery.delay_seconds)
        if delivery.reorder:
            await self._let_another_overtake()
        copies = range(1 + delivery.duplicate)
        await asyncio.gather(*(self._send_until_accepted(client, notification, sign) for _ in copies))

    async def _let_another_overtake(self) -> None:
        if self._held:
            asyncio.get_running_loop().call_later(0.05, self._held.set)
            self._held = None
            return
        self._held = mine = asyncio.Event()
        try:
            await asyncio.wait_for(mine.wait(), _HELD_AT_MOST)
        except TimeoutError:
            self._held = None

    async def _send_until_accepted(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        pause = self._behavior.delivery.retry_seconds
        for attempt in range(notification.tries):
            if attempt:
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            status = await self._send(client, notification, sign)
            notification.note(status)
            if not notification.comes_again(status):
                return

    async def _send_one(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        await self._send(client, notification, sign)

    async def _send(self, client: ClientSession, notification: Notification, sign: Signed) -> int:
        body, headers = sign()
        began, status = time.perf_counter(), 0
        try:
            async with client.post(self._listener, data=body, headers=headers) as answer:
                status = answer.status
        except (ClientError, TimeoutError):
            pass
        taken = round((time.perf_counter() - began) * 1000, 1)
        self.transmissions.append(Transmission(notification.id, notification.kind, status, taken))
        return status
