"""How a simulated provider sends what it has to say to its one listener: beside each other, overtaken, and timed."""

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession

LONGEST_PAUSE = 60.0  # seconds between two tries
NOTED = 2000  # transmissions
_HELD_AT_MOST = 2.0  # seconds that one waits for another to overtake it


@dataclass(frozen=True)
class Answer:
    """What the listener answered, and how soon; status 0 if it did not."""

    status: int
    milliseconds: float


class Sending:
    """Sends to the listener; what is under way can be canceled."""

    def __init__(self, listener: str) -> None:
        self._listener = listener
        self._held: asyncio.Event | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Start to send something, beside all that is under way."""
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def reset(self) -> None:
        """Cancel what is under way."""
        for task in self._under_way:
            task.cancel()
        self._under_way.clear()
        self._held = None

    async def let_another_overtake(self) -> None:
        """Wait for the next one that comes here, which goes first; it does not wait."""
        if self._held:
            asyncio.get_running_loop().call_later(0.05, self._held.set)
            self._held = None
            return
        self._held = mine = asyncio.Event()
        try:
            await asyncio.wait_for(mine.wait(), _HELD_AT_MOST)
        except TimeoutError:
            self._held = None

    async def post(self, client: ClientSession, body: bytes, headers: dict[str, str]) -> Answer:
        """Post to the listener once, and return its answer."""
        began, status = time.perf_counter(), 0
        try:
            async with client.post(self._listener, data=body, headers=headers) as answer:
                status = answer.status
        except (ClientError, TimeoutError):
            pass
        return Answer(status, round((time.perf_counter() - began) * 1000, 1))
