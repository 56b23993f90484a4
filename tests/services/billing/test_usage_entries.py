"""Usage among a wallet's entries: each quarter of an hour is one, in every window and on every page (B16)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kernel import clock
from kernel.dynamodb.table import Table
from services.billing.domain.ledger import sum_parts
from services.billing.domain.usage import UsageKind
from services.billing.stores import entries, ledger
from tests.moto_tables import empty
from tests.services.billing.harness import MEMBER
from tests.services.billing.using import bought, causes, used, write

MORNING = datetime(2027, 1, 31, 9, tzinfo=UTC)
_MINUTES = st.integers(0, 180)
_slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def at(minutes: float) -> datetime:
    """Return an instant so many minutes after nine."""
    return MORNING + timedelta(minutes=minutes)


def read(table: Table, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Return the member's entries of a window."""
    return list(entries.read_entries(table, MEMBER, clock.to_text(start), clock.to_text(end)))


def pages(table: Table, start: datetime, end: datetime, limit: int) -> list[dict[str, Any]]:
    """Return the entries of a window, page by page."""
    found, cursor = [], None
    while True:
        window = (clock.to_text(start), clock.to_text(end))
        page = entries.list_entries(table, MEMBER, *window, limit=limit, cursor=cursor)
        assert len(page.items) == limit or page.next_cursor is None
        found += page.items
        if (cursor := page.next_cursor) is None:
            return found


def fill(table: Table, purchases: list[int], texts: list[int]) -> None:
    """Write a wallet's purchases and texts at these minutes, after a first purchase."""
    empty(table.name)
    bought(table, at(-30), 1_000_000, cause="first")
    for place, minute in enumerate(purchases):
        bought(table, at(minute), 1_000_000, cause=f"bought-{place}")
    if texts:
        write(table, *(used(at(minute) + timedelta(seconds=1)) for minute in texts))


def test_a_quarter_is_one_entry(table_name: str) -> None:
    """It says how many calls and texts cost what they cost, at the end of the quarter; what is free is not in it."""
    table = Table(table_name)
    bought(table, at(0), 1_000_000)
    write(table, used(at(1)), used(at(2)), used(at(14), 50_000, UsageKind.CALL), used(at(16)))
    write(table, used(at(3), 0, UsageKind.TEXT_RECEIVED), used(at(31), 0, UsageKind.VOICEMAIL))
    _, first, second = read(table, at(0), at(60))
    assert (first["parts"], first["amount"]) == ({"own": -70_000}, -70_000)
    assert first["about"] == {"calls": "1", "texts": "2"}
    assert (first["at"], first["kind"], first["actor"]) == ("2027-01-31T09:14:59.999999Z", "spent", MEMBER)
    assert (second["parts"], second["cause"]) == ({"own": -10_000}, "usage:2027-01-31T09:15Z")


@pytest.mark.parametrize("refunded", [1, 2, 3])
def test_a_refund_in_a_quarter_makes_no_use_of_it_less(table_name: str, refunded: int) -> None:
    """Three texts stay three, whichever are refunded in the same quarter; a refund is no use of its own quarter."""
    table = Table(table_name)
    bought(table, at(0), 1_000_000)
    texts = [used(at(minute)) for minute in range(3)]
    write(table, *texts)
    write(table, *(text.refunded(at(10)) for text in texts[:refunded]), used(at(12), 50_000, UsageKind.CALL))
    write(table, *(text.refunded(at(20)) for text in texts[refunded:]), used(at(21)))
    _, first, second = read(table, at(0), at(60))
    assert (first["amount"], first["about"]) == (-80_000, {"calls": "1", "texts": "3"})
    assert (second["amount"], second["about"]) == (-10_000, {"calls": "0", "texts": "1"})


@_slow
@given(st.lists(_MINUTES, max_size=8), st.lists(_MINUTES, max_size=8), _MINUTES, st.integers(1, 5))
@example([], [0, 15, 30, 45], 30, 1)
@example([44, 45, 46], [0, 15, 30, 45, 60], 45, 2)
def test_windows_adjoin_and_pages_do(
    table_name: str, purchases: list[int], texts: list[int], cut: int, limit: int
) -> None:
    """However a period is cut, at any instant, and however it is paged: each entry is there once, and in order."""
    table = Table(table_name)
    fill(table, purchases, texts)
    everything = list(entries.read_entries(table, MEMBER, ""))
    assert causes(everything) == causes(sorted(everything, key=lambda entry: entry["at"]))
    assert sum_parts(entry["parts"] for entry in everything) == ledger.find(table, MEMBER).parts
    two = [*read(table, at(-60), at(cut)), *read(table, at(cut), at(300))]
    assert Counter(causes(two)) == Counter(causes(everything))
    assert len(set(causes(two))) == len(two)
    assert causes(pages(table, at(-60), at(300), limit)) == causes(everything)
    assert causes(pages(table, at(cut), at(cut + 40), limit)) == causes(read(table, at(cut), at(cut + 40)))


@_slow
@given(st.lists(_MINUTES, min_size=1, max_size=8), st.integers(0, 12))
def test_a_quarter_belongs_to_the_day_that_it_begins_in(table_name: str, texts: list[int], quarter: int) -> None:
    """A window that begins or ends at a quarter, such as midnight in Nepal, has exactly what was used in it."""
    table = Table(table_name)
    fill(table, [], texts)
    cut = at(15 * quarter)
    for start, end in ((at(-60), cut), (cut, at(300))):
        inside = sum(start <= at(minute) < end for minute in texts)
        spent = [entry["amount"] for entry in read(table, start, end) if entry["kind"] == "spent"]
        assert -sum(spent) == 10_000 * inside


def test_the_quarter_of_now_is_listed(table_name: str) -> None:
    """What was used a second ago is in a window that ends now, after all else."""
    table = Table(table_name)
    bought(table, at(-30), 1_000_000)
    write(table, used(at(5)))
    bought(table, at(7), 1_000_000, cause="bought")
    assert causes(read(table, at(0), at(8))) == ["bought", "usage:2027-01-31T09:00Z"]


def test_a_page_of_what_a_reader_may_see_goes_on(table_name: str) -> None:
    """Of a filtered list, pages are full all the same, and usage of other parts is not in it."""
    table = Table(table_name)
    fill(table, [1, 2, 50], [3, 20, 70])
    window = (clock.to_text(at(0)), clock.to_text(at(120)))
    for part, wanted in (("own", 6), ("given:team_2", 0)):
        found, cursor = [], None
        while True:
            page = entries.list_entries(table, MEMBER, *window, limit=4, cursor=cursor, shows=part.__eq__)
            found += page.items
            if (cursor := page.next_cursor) is None:
                break
        assert len(found) == wanted
