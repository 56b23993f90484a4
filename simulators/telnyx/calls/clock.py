"""The time of a call: it may pass faster than ours while people ring or talk, so that ten minutes take a moment."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECOND = 1_000_000


@dataclass(order=True)
class Timer:
    """An action that is due at a time of the call, in microseconds, unless it is canceled."""

    due: int
    order: int
    act: Callable[[], None] = field(compare=False)
    is_canceled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Have it never act."""
        self.is_canceled = True


class CallClock:
    """The time of one call in microseconds since 1970, and what is due at which time.

    `flow` says how many seconds of the call pass in a second of ours; at 0 no time passes. What is due happens at its
    exact time, so that a call of 600 seconds has 600.
    """

    def __init__(self, flow: Callable[[], float], is_over: Callable[[], bool]) -> None:
        self._flow, self._is_over, self._pace = flow, is_over, 1.0
        self._base, self._since = int(time.time() * SECOND), time.monotonic()
        self._timers: list[Timer] = []
        self._orders = itertools.count()
        self._changed = asyncio.Event()
        self._standing: int | None = None
        self.skipped = 0.0  # seconds that the control has moved it on by

    @property
    def now(self) -> int:
        """Return the time of the call; it never passes an action that is due."""
        if self._standing is not None:
            return self._standing
        passed = self._base + int((time.monotonic() - self._since) * self._pace * SECOND)
        return min(passed, self._next_due() or passed)

    @contextmanager
    def standing(self, at: int | None = None) -> Iterator[None]:
        """Stand still while something happens, so that all of it happens at one time."""
        if self._standing is not None:
            yield
            return
        self._standing = self.now if at is None else at
        try:
            yield
        finally:
            self._base, self._since = self._standing, time.monotonic()
            self._standing = None
            self.adjust()

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Have something happen after so many seconds of the call."""
        timer = Timer(self.now + round(seconds * SECOND), next(self._orders), act)
        heapq.heappush(self._timers, timer)
        self.adjust()
        return timer

    def adjust(self) -> None:
        """Let time flow as the state of the call now has it."""
        if self._standing is None:
            self._base, self._since = self.now, time.monotonic()
            self._pace = self._flow()
            self._changed.set()

    def skip(self, seconds: float) -> None:
        """Move on by so many seconds at once; what is due in between happens, each at its time."""
        until = self.now + round(seconds * SECOND)
        self.skipped += seconds
        while (due := self._next_due()) is not None and due <= until:
            self._act()
        self._base, self._since = until, time.monotonic()
        self.adjust()

    async def run(self) -> None:
        """Let everything happen when it is due, until the call is over."""
        while not self._is_over():
            self._changed.clear()
            due = self._next_due()
            if due is not None and due <= self.now:
                self._act()
                continue
            wait = None if due is None or not self._pace else (due - self.now) / SECOND / self._pace
            try:
                await asyncio.wait_for(self._changed.wait(), wait)
            except TimeoutError:
                continue

    def _act(self) -> None:
        timer = heapq.heappop(self._timers)
        with self.standing(timer.due):
            timer.act()

    def _next_due(self) -> int | None:
        while self._timers and self._timers[0].is_canceled:
            heapq.heappop(self._timers)
        return self._timers[0].due if self._timers else None


def written(moment: int) -> str:
    """Return a time of a call as the carrier writes it."""
    at = datetime.fromtimestamp(moment // SECOND, UTC).replace(microsecond=moment % SECOND)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
