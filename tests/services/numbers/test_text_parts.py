"""The number of parts of a text: GSM 03.38 for every possible text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.text_parts import choose_encoding, count_parts

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400)
BASIC = st.text("abc ÄÖÑ0£@", min_size=1, max_size=700)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 1530, 10),
        ("a" * 1531, 11),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("ж" * 134, 2),
        ("ж" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ж" * 66 + "😀" + "ж" * 66, 3),
        ("a", 1),
        ("`", 1),
    ],
)
def test_parts_are_counted_as_the_networks_count(text: str, parts: int) -> None:
    """A part holds 160 or 153 septets, 70 or 67 units; a character of two units moves to the next part whole."""
    assert count_parts(text) == parts


@pytest.mark.parametrize("char", ["`", "ç", "ж", "😀", "\t", "“"])
def test_one_character_outside_of_the_alphabet_makes_a_text_ucs2(char: str) -> None:
    """One character outside of the GSM alphabet changes the encoding of the whole text."""
    assert (choose_encoding("a" * 100), choose_encoding("a" * 100 + char)) == ("gsm7", "ucs2")
    assert (count_parts("a" * 100), count_parts("a" * 100 + char)) == (1, 2)


@given(ANY, ANY)
def test_more_text_is_never_fewer_parts(one: str, other: str) -> None:
    """A longer text never has fewer parts, and one text never has more parts than its halves sent apart."""
    both = count_parts(one + other)
    assert both >= max(count_parts(one), count_parts(other)) or choose_encoding(one) != choose_encoding(other)
    assert both <= 2 * len(one + other)


@given(ANY)
def test_no_part_is_overfull_or_needlessly_short(text: str) -> None:
    """No part holds more than its limit, and only a character that did not fit leaves room in one."""
    room, units = (153, 1) if choose_encoding(text) == "gsm7" else (67, len(text.encode("utf-16-le")) // 2)
    length = units if room == 67 else sum(2 if char in "\f^{}\\[~]|€" else 1 for char in text)
    parts = count_parts(text)
    assert parts == 1 or length <= parts * room
    assert parts == 1 or length > (parts - 1) * (room - 1)


@given(BASIC)
def test_plain_text_is_counted_by_its_length(text: str) -> None:
    """In plain text every character takes one septet."""
    assert count_parts(text) == (1 if len(text) <= 160 else -(-len(text) // 153))
