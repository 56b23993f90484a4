"""Tests of how dataclasses are stored as DynamoDB items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.transact_items import decode, encode


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Part:
    part_id: str
    colour: Colour
    made_at: datetime


@dataclass(frozen=True)
class Whole:
    whole_id: str
    amount: int
    made_at: datetime
    words: tuple[str, ...] = ()
    teams: frozenset[str] = frozenset()
    parts: Mapping[str, Part] = field(default_factory=dict)
    first: Part | None = None
    is_over: bool = False


EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
instants = st.integers(0, 10**15).map(lambda microseconds: EPOCH + timedelta(microseconds=microseconds))
parts = st.builds(Part, st.text(), st.sampled_from(Colour), instants)
wholes = st.builds(
    Whole,
    st.text(),
    st.integers(-(10**15), 10**15),
    instants,
    words=st.lists(st.text()).map(tuple),
    teams=st.frozensets(st.text()),
    parts=st.dictionaries(st.text(min_size=1), parts, max_size=3),
    first=st.none() | parts,
    is_over=st.booleans(),
)


@settings(deadline=None)
@given(wholes)
def test_a_stored_record_is_read_back_equal(whole: Whole) -> None:
    """A record with any field values is read back equal after it passed through DynamoDB's types."""
    assert from_item(Whole, decode(encode({"pk": "W", "sk": "W"} | to_item(whole)))) == whole


@given(instants, instants)
def test_the_order_of_stored_times_is_their_order(one: datetime, other: datetime) -> None:
    """Stored times sort as text in the order of time, so that a range of keys is a range of time."""
    one_text, other_text = (to_item(Part("p", Colour.RED, at))["made_at"] for at in (one, other))
    assert (one_text < other_text) == (one < other)


def test_a_time_of_another_zone_is_stored_in_utc() -> None:
    """One instant has one stored text."""
    at = datetime(2026, 11, 29, 12, tzinfo=timezone(timedelta(hours=1)))
    assert to_item(Part("p", Colour.RED, at))["made_at"] == "2026-11-29T11:00:00.000000Z"


def test_none_is_not_stored() -> None:
    """None is left out, because DynamoDB indexes no item without the attribute."""
    assert "first" not in to_item(Whole("w", 1, datetime(2026, 1, 1, tzinfo=UTC)))
