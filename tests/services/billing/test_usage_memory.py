"""A CSV file of any number of calls and texts takes the memory of a page (B12); the bench reads many more rows."""

import gc
import tracemalloc

from bench.usage_csv import made_up, read_pages
from tests.services.billing.harness import BillingHarness

LIMIT = 1_000  # rows of a page


def peak_of(harness: BillingHarness, rows: int) -> int:
    """Return the most memory that reading a file of so many rows takes."""
    lines = 0
    with made_up(rows), harness.world.inside("billing"):
        gc.collect()
        tracemalloc.start()
        for page in read_pages(LIMIT):
            lines += page.count(b"\n")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert lines == rows + 1
    return peak


def test_a_file_takes_the_memory_of_a_page(harness: BillingHarness) -> None:
    """Five pages take no more than two."""
    peak_of(harness, LIMIT)  # what is loaded once
    few, many = (peak_of(harness, pages * LIMIT) for pages in (2, 5))
    assert many < few * 1.1
