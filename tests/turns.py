"""Two requests at the same moment: they take turns at each AWS call, in an order that a seed decides."""

import random
import threading
from collections.abc import Callable
from typing import Any

from kernel import aws

_DEADLOCK = 30.0  # seconds


class Turns:
    """Lets exactly one of several threads run at any time, from one AWS call to the next."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._changed = threading.Condition()
        self._waiting: list[int] = []
        self._turn: int | None = None
        self._results: dict[int, Any] = {}

    def play(self, *requests: Callable[[], Any]) -> list[Any]:
        """Run the requests, each in a thread of its own, and return their results in order."""
        threads = [threading.Thread(target=self._run, args=(place, it)) for place, it in enumerate(requests)]
        events = aws.client("dynamodb").meta.events
        events.register("before-call", self._wait)
        try:
            for thread in threads:
                thread.start()
            while len(self._results) < len(requests):
                self._give_turn(len(requests))
            for thread in threads:
                thread.join(_DEADLOCK)
        finally:
            events.unregister("before-call", self._wait)
        return [self._results[place] for place in range(len(requests))]

    def _run(self, place: int, request: Callable[[], Any]) -> None:
        threading.current_thread().name = f"turn-{place}"
        self._wait()
        try:
            result = request()
        except Exception as error:
            result = error
        with self._changed:
            self._results[place] = result
            self._turn = None
            self._changed.notify_all()

    def _wait(self, **_: Any) -> None:
        place = int(threading.current_thread().name.partition("-")[2])
        with self._changed:
            self._waiting.append(place)
            self._turn = None if self._turn == place else self._turn
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: self._turn == place, _DEADLOCK)
            self._waiting.remove(place)

    def _give_turn(self, of: int) -> None:
        with self._changed:
            assert self._changed.wait_for(
                lambda: self._turn is None and len(self._waiting) + len(self._results) == of, _DEADLOCK
            )
            if self._waiting:
                self._turn = self._random.choice(sorted(self._waiting))
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._turn is None, _DEADLOCK)
