"""Waits for a condition, always with a limit."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TooLongError(Exception):
    """It did not happen in time; the message names what was expected."""


def wait_until(what: str, condition: Callable[[], T | None], *, limit: float = 45.0, every: float = 0.05) -> T:
    """Return what `condition` returns, as soon as that is true; call it `every` so many seconds.

    Raises TooLongError after `limit` seconds, naming `what`.
    """
    deadline = time.monotonic() + limit
    while not (result := condition()):
        if time.monotonic() > deadline:
            raise TooLongError(f"waited {limit:.0f} s for {what}")
        time.sleep(every)
    return result
