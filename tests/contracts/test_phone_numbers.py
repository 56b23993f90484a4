"""Phone numbers as people have them: every spelling of a number is one number, and no input becomes another's."""

from functools import partial

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from contracts.phone_numbers import (
    as_texted,
    country_of,
    is_served,
    kind_of,
    read_phone_number,
    read_sender,
)
from kernel.problems import Invalid

read = partial(read_phone_number, refuse=partial(Invalid, field="phone_number"))
SERVED = frozenset(["US", "CA", "GB"])
# Spellings of one number each; the first is E.164.
SPELLINGS = [
    ["+14155550132", "(415) 555-0132", "415.555.0132", "1-415-555-0132", "00 1 415 555 0132", "0014155550132",
     "011 1 415 555 0132", "tel:+1-415-555-0132", "\u202a+1 (\u0664\u0661\u0665) 555\u20110132\u202c",
     "\uff0b\uff11 \uff14\uff11\uff15 \uff15\uff15\uff15 \uff10\uff11\uff13\uff12", "415\u00a0555\u20130132"],
    ["+442079460958", "+44 (0)20 7946 0958", "0044 20 7946 0958", "+4402079460958"],
    ["+525512345678", "+52 55 1234 5678", "+5215512345678", "+52 1 55 1234 5678", "00 52 1 55 1234 5678",
     "+52 044 55 1234 5678", "+52 045 55 1234 5678", "+52 01 55 1234 5678"],
    ["+5491123456789", "+54 9 11 2345-6789", "+54 11 15 2345-6789", "+54 9 11 15 2345-6789", "0054 9 11 2345 6789"],
]  # fmt: skip


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_all_spellings_of_a_number_are_one_number(spellings: list[str]) -> None:
    """Each spelling is stored as the same E.164, which is read as itself (I1)."""
    assert {read(spelling) for spelling in spellings} == {spellings[0]}


@pytest.mark.parametrize(
    "typed",
    ["+49 30 12345O7", "+49 30 123456 abc", "+49 30 1234567 priv", "415555O132", "4155550l32", "4155550132 home",
     "+1 800 FLOWERS", "1-800-GO-FEDEX", "+1 415 555 0132 \u0441", "415555\u041e132", "call 4155550132",
     "+1-415-555-0132;phone-context=x", "4155550132, 4155550133", "4155550132\u00bd", "4155550132*9", "415555\u24ea132",
     "tel:415555O132", "41555501\u00b32"],
)  # fmt: skip
def test_a_number_with_anything_else_in_it_is_refused(typed: str) -> None:
    """Letters are neither dropped nor read as digits: the number would be another person's."""
    with pytest.raises(Invalid):
        read(typed)


def test_the_refusal_of_letters_says_so() -> None:
    """The sentence names what to do, for letters and for an extension."""
    with pytest.raises(Invalid, match="digits"):
        read("+1 800 FLOWERS")
    for typed in ("415 555 0100 ext. 45", "415 555 0100 x45", "+14155550100,,12", "12124567890#5"):
        with pytest.raises(Invalid, match="extension"):
            read(typed)


_subscriber = st.integers(2_200_000, 9_099_999).map(str)


@given(_subscriber)
def test_a_new_area_code_is_left_to_the_carrier(subscriber: str) -> None:
    """A number of +1 whose area code is newer than the library's table is a number of the country that prices it."""
    assume(subscriber[1:3] != "11")
    number = f"+1436{subscriber}"
    assert read(f"(436) {subscriber[:3]}-{subscriber[3:]}") == number
    assert (kind_of(number), country_of(number), is_served(number, SERVED)) == ("ordinary", "US", True)


@pytest.mark.parametrize("typed", ["+14361345678", "+14369112345", "+19112345678", "+14112345678", "+10362345678"])
def test_what_cannot_be_a_number_of_plus_one_is_refused(typed: str) -> None:
    """Area code and exchange begin with 2 to 9, and neither is a service code such as 911."""
    with pytest.raises(Invalid):
        read(typed)


@pytest.mark.parametrize(("number", "kind"), [("+17002345678", "other"), ("+17102345678", "other")])
def test_a_range_that_the_deck_closes_is_not_ordinary(number: str, kind: str) -> None:
    """A number that only its form makes possible is not ordinary in a range that is neither called nor texted (N6)."""
    assert kind_of(read(number)) == kind


@pytest.mark.parametrize(
    ("number", "country", "served"),
    [
        ("+17872341234", "PR", True),
        ("+19392341234", "PR", True),
        ("+13406421234", "VI", True),
        ("+16716421234", "GU", True),
        ("+16702341234", "MP", True),
        ("+16846331234", "AS", True),
        ("+16842341234", "AS", True),
        ("+447797712345", "JE", True),
        ("+447781123456", "GG", True),
        ("+447624369230", "IM", True),
        ("+18094441234", "DO", False),
        ("+18764441234", "JM", False),
        ("+12844441234", "VG", False),
        ("+14734441234", "GD", False),
        ("+14414441234", "BM", False),
    ],
)
def test_territories_are_served_with_their_country(number: str, country: str, served: bool) -> None:
    """Territories come with the US, crown dependencies with GB; the other islands behind +1 stay closed."""
    assert (country_of(read(number)), is_served(number, SERVED)) == (country, served)


def test_a_territory_can_be_served_alone() -> None:
    """Serving Puerto Rico does not serve the United States."""
    assert is_served("+17872341234", frozenset(["PR"]))
    assert not is_served("+14155550132", frozenset(["PR"]))
    assert not is_served("+447797712345", frozenset(["US"]))


@pytest.mark.parametrize(
    ("reported", "stored"),
    [
        ("+5215512345678", "+525512345678"),
        ("+541123456789", "+5491123456789"),
        ("+5491123456789", "+5491123456789"),
        ("+14155550132", "+14155550132"),
        ("+14361345678", "+14361345678"),
        ("72975", "72975"),
        ("TEAMLINE", "TEAMLINE"),
    ],
)
def test_a_sender_is_stored_as_the_number_that_answers_them(reported: str, stored: str) -> None:
    """Each spelling in which a carrier reports a sender is one; what is no number stays as it was reported."""
    assert read_sender(reported) == stored


def test_an_argentine_number_is_texted_as_a_mobile() -> None:
    """Only mobiles receive texts, and the network knows Argentine ones by a 9; a landline is called without it."""
    assert as_texted(read("+54 11 2345-6789")) == as_texted("+5491123456789") == "+5491123456789"
    assert as_texted("+14155550132") == "+14155550132"
    assert read("+54 11 2345-6789") == "+541123456789"


_digits = st.integers(0, 10**13).map(str)
_code = st.sampled_from(["", "+", "00", "1", "+1", "+52", "+521", "+54", "+549", "+54 0", "+44", "+49", "+55", "+39"])
_signs = st.lists(st.sampled_from(["", " ", "-", ".", "(", ")", "\u2011", "\u200e"]), min_size=14, max_size=14)


@given(_code, _digits, _signs)
@example("+54", "91123456789", [""] * 14)
@example("+52", "15512345678", [""] * 14)
def test_reading_is_idempotent_and_blind_to_punctuation(code: str, digits: str, signs: list[str]) -> None:
    """What was read is read as itself, in E.164, in its country's notation, and with any signs between its digits."""
    try:
        number = read(code + digits)
    except Invalid:
        return
    spelt = number[0] + "".join(digit + sign for digit, sign in zip(number[1:], signs, strict=False))
    for again in (number, "00" + number[1:], spelt + number[1 + len(signs) :]):
        assert read(again[:40]) == number
    assert read_sender(number) == as_texted(number) == as_texted(as_texted(number))
