"""Two requests at the same moment, one run in the middle of the other: the worst interleaving, the same each time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kernel import aws


@contextmanager
def meanwhile(*others: Callable[[], Any], operation: str = "TransactWriteItems") -> Iterator[None]:
    """Just before the next calls of an operation are done, the others do their part: one each time."""
    waiting = list(others)

    def interrupt(model: Any, **_: Any) -> None:
        if model.name == operation and waiting:
            waiting.pop(0)()

    events = aws.client("dynamodb").meta.events
    events.register("before-call", interrupt)
    try:
        yield
    finally:
        events.unregister("before-call", interrupt)
    assert not waiting, f"{operation} was not called {len(others)} times"
