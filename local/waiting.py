"""Waiting for something to become true, always with a limit."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TooLongError(Exception):
    """It did not happen in time; the message says what was waited for."""


def wait_until(what: str, happened: Callable[[], T | None], *, limit: float = 45.0, every: float = 0.05) -> T:
    """What `happened` returns, as soon as that is true. Raises TooLongError after `limit` seconds."""
    deadline = time.monotonic() + limit
    while not (result := happened()):
        if time.monotonic() > deadline:
            raise TooLongError(f"waited {limit:.0f} s for {what}")
        time.sleep(every)
    return result
