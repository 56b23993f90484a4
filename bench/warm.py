"""Warm request: time of a handler from API event to response, around a DynamoDB that answers at once."""

import contextlib
import io
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any


class AnsweredOtherwiseError(Exception):
    """The handler did not do what is measured."""


Handler = Callable[[dict[str, Any], object], dict[str, Any]]
_ROUNDS = 300
_WARM_UP = 30


@contextmanager
def recording(client: Any) -> Iterator[list[dict[str, Any]]]:
    """Keep what DynamoDB answers."""
    answers: list[dict[str, Any]] = []

    def note(parsed: dict[str, Any], **_: Any) -> None:
        answers.append(parsed)

    client.meta.events.register("after-call.dynamodb", note)
    try:
        yield answers
    finally:
        client.meta.events.unregister("after-call.dynamodb", note)


@contextmanager
def replaying(client: Any, answers: list[dict[str, Any]]) -> Iterator[None]:
    """Give these answers, over and over in this order, without asking anybody."""
    turn = 0

    def answer(**_: Any) -> tuple[SimpleNamespace, dict[str, Any]]:
        nonlocal turn
        turn += 1
        return SimpleNamespace(status_code=200), answers[(turn - 1) % len(answers)]

    client.meta.events.register("before-call.dynamodb", answer)
    try:
        yield
    finally:
        client.meta.events.unregister("before-call.dynamodb", answer)


def milliseconds(handler: Handler, event: dict[str, Any], expected: int) -> float:
    """The median time of a call. Raises AnsweredOtherwiseError if an answer is another."""
    taken: list[float] = []
    with contextlib.redirect_stdout(io.StringIO()):
        for _ in range(_WARM_UP + _ROUNDS):
            began = time.perf_counter()
            response = handler(event, SimpleNamespace())
            taken.append(time.perf_counter() - began)
            if response["statusCode"] != expected:
                raise AnsweredOtherwiseError(f"answered {response['statusCode']}: {response.get('body')}")
    return round(statistics.median(taken[_WARM_UP:]) * 1000, 2)
