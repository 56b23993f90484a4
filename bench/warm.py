"""The time of a warm request: a handler from API event to response, around a DynamoDB that responds at once."""

import contextlib
import io
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any


class UnexpectedStatusError(Exception):
    """The handler's status is not the expected one, so that the measured time is of something else."""


Handler = Callable[[dict[str, Any], object], dict[str, Any]]
_ROUNDS = 300
_WARM_UP = 30
_CONTEXT = SimpleNamespace(
    function_name="bench", memory_limit_in_mb=1024, invoked_function_arn="arn:aws:lambda:bench", aws_request_id="req_1"
)


@contextmanager
def recording(client: Any) -> Iterator[list[dict[str, Any]]]:
    """Record DynamoDB's responses within the context."""
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
    """Replay these responses repeatedly in this order, without a request to DynamoDB."""
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
    """Return the median time of a call; raise UnexpectedStatusError if a status is not `expected`."""
    taken: list[float] = []
    with contextlib.redirect_stdout(io.StringIO()):
        for _ in range(_WARM_UP + _ROUNDS):
            began = time.perf_counter()
            response = handler(event, _CONTEXT)
            taken.append(time.perf_counter() - began)
            if response["statusCode"] != expected:
                raise UnexpectedStatusError(f"answered {response['statusCode']}: {response.get('body')}")
    return round(statistics.median(taken[_WARM_UP:]) * 1000, 2)
