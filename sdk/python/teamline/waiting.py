"""Waits for what arrives a moment later: what one part of the API knows of another, and what happens at a carrier."""

import time
from collections.abc import Callable, Collection
from typing import TypeVar

from .problems import Problem

T = TypeVar("T")
NOT_FOUND = 404  # with a code of its own in each part of the API
NOT_YET = ("account_not_ready", "user_not_on_team", "wallet_pending")


def eventually(
    ask: Callable[[], T],
    until: Callable[[T], bool] = lambda answer: True,
    *,
    also: Collection[str] = (),
    seconds: float = 30,
    every: float = 0.25,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """Ask until the answer is as wanted. A refusal by a part that does not know yet is no end, nor are those of `also`.

    Raises the last Problem, or TimeoutError, after so many seconds.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            answer = ask()
            if until(answer):
                return answer
            late: Exception = TimeoutError(f"not so after {seconds:.0f} seconds: {answer}")
        except Problem as problem:
            if problem.status != NOT_FOUND and problem.code not in (*NOT_YET, *also):
                raise
            late = problem
        if time.monotonic() > deadline:
            raise late
        sleep(every)
