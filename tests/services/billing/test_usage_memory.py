"""A CSV file of any number of calls and texts takes the memory of a page (B12); the bench reads a million rows."""

import gc
import tracemalloc

import pytest

from bench.usage_csv import made_up, read_pages
from tests.services.billing.harness import BillingHarness

LIMIT = 1_000  # rows of a page


def peak_of(harness: BillingHarness, rows: int, *, keeps: bool = False) -> int:
    """Return the most memory that reading a file of so many rows takes; one who `keeps` it has all of its pages."""
    kept: list[bytes] = []
    with made_up(rows), harness.world.inside("billing"):
        gc.collect()
        tracemalloc.start()
        for page in read_pages(LIMIT):
            kept = [*kept, page] if keeps else [page]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    lines = sum(page.count(b"\n") for page in kept)
    assert (lines == rows + 1) is keeps
    return peak


@pytest.mark.parametrize("keeps", [False, True])
def test_a_file_takes_the_memory_of_a_page(harness: BillingHarness, keeps: bool) -> None:
    """Six pages take no more than two; the figure grows where a reader keeps them all."""
    peak_of(harness, LIMIT)  # what is loaded once
    few, many = (peak_of(harness, pages * LIMIT, keeps=keeps) for pages in (2, 6))
    assert (many < few * 1.1) is not keeps
