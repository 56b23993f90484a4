"""In how many parts a text travels: GSM 03.38 for whatever somebody writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.text_parts import encoding_of, parts_of

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400)
BASIC = st.text("abc ÄÖÑ0£@", min_size=1, max_size=700)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("a" * 1530, 10), ("a" * 1531, 11),
        ("€" * 80, 1), ("€" * 81, 2), ("ж" * 70, 1), ("ж" * 71, 2), ("ж" * 134, 2), ("ж" * 135, 3), ("😀" * 35, 1),
        ("😀" * 36, 2), ("a" * 152 + "€" + "a" * 152, 3), ("ж" * 66 + "😀" + "ж" * 66, 3), ("a", 1), ("`", 1),
    ],
)  # fmt: skip
def test_parts_are_counted_as_the_networks_count(text: str, parts: int) -> None:
    """160 and 153 septets, 70 and 67 units; what takes two of them moves on whole."""
    assert parts_of(text) == parts


@pytest.mark.parametrize("char", ["`", "ç", "ж", "😀", "\t", "“"])
def test_one_strange_character_makes_all_of_it_wide(char: str) -> None:
    """A character outside of the alphabet costs the whole text its seven bits."""
    assert (encoding_of("a" * 100), encoding_of("a" * 100 + char)) == ("gsm7", "ucs2")
    assert (parts_of("a" * 100), parts_of("a" * 100 + char)) == (1, 2)


@given(ANY, ANY)
def test_more_text_is_never_fewer_parts(one: str, other: str) -> None:
    """Adding to a text never makes it cheaper, and two apart never travel in fewer parts than both in one."""
    both = parts_of(one + other)
    assert both >= max(parts_of(one), parts_of(other)) or encoding_of(one) != encoding_of(other)
    assert both <= 2 * len(one + other)


@given(ANY)
def test_parts_hold_what_they_are_said_to_hold(text: str) -> None:
    """No part is over-full, and none but by a character that did not fit is left with room."""
    room, units = (153, 1) if encoding_of(text) == "gsm7" else (67, len(text.encode("utf-16-le")) // 2)
    length = units if room == 67 else sum(2 if char in "\f^{}\\[~]|€" else 1 for char in text)
    parts = parts_of(text)
    assert parts == 1 or length <= parts * room
    assert parts == 1 or length > (parts - 1) * (room - 1)


@given(BASIC)
def test_plain_text_is_counted_by_its_length(text: str) -> None:
    """Seven bits each, and nothing takes two."""
    assert parts_of(text) == (1 if len(text) <= 160 else -(-len(text) // 153))
