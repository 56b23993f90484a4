"""Two requests at the same moment: one runs in the middle of the other, the worst interleaving and always the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kernel import aws


@contextmanager
def run_before_writes(*others: Callable[[], Any], operation: str = "TransactWriteItems") -> Iterator[None]:
    """Run the others just before the next calls of an operation, one before each."""
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
