"""Cuts what is to be sent into runs that fit a request."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def runs(of: Iterable[T], weigh: Callable[[T], int], *, most: int, most_bytes: int) -> Iterator[list[T]]:
    """Yield runs of at most so many, and of so many bytes together; what weighs more than that is a run alone."""
    run: list[T] = []
    size = 0
    for one in of:
        weight = weigh(one)
        if run and (len(run) == most or size + weight > most_bytes):
            yield run
            run, size = [], 0
        run.append(one)
        size += weight
    if run:
        yield run
