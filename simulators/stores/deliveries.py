"""The delivery of a store's notifications: signed anew each time, sent again until it is accepted."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from aiohttp import ClientSession

from simulators.sending import LONGEST_PAUSE, NOTED, Sending
from simulators.stores.behavior import Behavior

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
        self._sending = Sending(listener)
        self.transmissions: deque[Transmission] = deque(maxlen=NOTED)

    def start(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        """Start to deliver a notification, unless they are dropped; `sign` makes the bytes and headers of each try."""
        if self._behavior.delivery.drop:
            notification.note(0)
            return
        self._sending.start(self._deliver(client, notification, sign))

    def send_forged(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        """Start to send it one more time, forged; the store itself knows nothing of that."""
        self._sending.start(self._send_one(client, notification, sign))

    def reset(self) -> None:
        """Cancel all deliveries in progress, and forget the past ones."""
        self._sending.reset()
        self.transmissions.clear()

    async def _deliver(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        delivery = self._behavior.delivery
        await asyncio.sleep(delivery.delay_seconds)
        if delivery.reorder:
            await self._sending.let_another_overtake()
        copies = range(1 + delivery.duplicate)
        await asyncio.gather(*(self._send_until_accepted(client, notification, sign) for _ in copies))

    async def _send_until_accepted(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        pause = self._behavior.delivery.retry_seconds
        for attempt in range(notification.tries):
            if attempt:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            status = await self._send(client, notification, sign)
            notification.note(status)
            if not notification.comes_again(status):
                return

    async def _send_one(self, client: ClientSession, notification: Notification, sign: Signed) -> None:
        await self._send(client, notification, sign)

    async def _send(self, client: ClientSession, notification: Notification, sign: Signed) -> int:
        answer = await self._sending.post(client, *sign())
        self.transmissions.append(Transmission(notification.id, notification.kind, answer.status, answer.milliseconds))
        return answer.status
