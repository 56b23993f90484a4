"""A text to a group reaches each of our numbers in it, once, however often the carrier reports it (N15)."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.numbers.domain.group_text import GroupText, fingerprint_of
from tests.moto_tables import items_in
from tests.services.numbers.harness import MEMBER, OTHER
from tests.services.numbers.texts_harness import FRIEND, TextsHarness

_CUSTOMER = "+14155550123"


@pytest.fixture
def second(texts: TextsHarness) -> str:
    """Return the phone number of another number of the team, which another member uses."""
    return str(texts.harness.has(user_id=OTHER)["phone_number"])


@pytest.mark.parametrize("reports", ["once", "each"])
def test_it_reaches_each_of_our_numbers(texts: TextsHarness, second: str, reports: str) -> None:
    """One report that names both, or one for each: each user has the text once, with the others of the group."""
    for words in ("Lunch?", "Lunch?", "At noon"):
        texts.hears_from(text=words, cc=[second, _CUSTOMER], reports=reports)
    ours = {MEMBER: texts.phone_number, OTHER: second}
    for who, own in ours.items():
        listed = texts.lists(who)
        assert Counter(it["text"] for it in listed) == {"Lunch?": 2, "At noon": 1}
        others = {*ours.values(), _CUSTOMER} - {own}
        assert all(set(it["group"]) == others and it["from"] == FRIEND and it["to"] == own for it in listed)


def test_a_group_without_our_other_numbers_is_one_text(texts: TextsHarness) -> None:
    """The others of the group are shown, and get nothing from us."""
    texts.hears_from(text="Hello all", cc=[_CUSTOMER])
    (text,) = texts.lists()
    assert text["group"] == [_CUSTOMER]


def test_a_text_to_one_has_no_group(texts: TextsHarness) -> None:
    """A text to one number is no group's."""
    texts.hears_from(text="Hello")
    assert texts.lists()[0]["group"] == []


def test_nothing_of_a_group_is_readable_in_its_notes(texts: TextsHarness, second: str) -> None:
    """What is stored to compare reports is a hash, for a day."""
    texts.hears_from(text="Secret plans", cc=[second])
    notes = [it for it in items_in(texts.harness.table.name) if it["pk"].startswith("GROUPTEXT#")]
    assert len(notes) == 2
    assert all("ttl" in it and "Secret" not in str(it) and FRIEND not in str(it) for it in notes)


@settings(max_examples=300, deadline=None)
@given(
    texts=st.integers(1, 4),
    through=st.lists(st.sampled_from(["+1a", "+1b", "+1c"]), min_size=1, max_size=3, unique=True),
    order=st.randoms(use_true_random=False),
    again=st.integers(0, 5),
)
def test_each_text_is_kept_once_whatever_the_reports(texts: int, through: list[str], order: object, again: int) -> None:
    """The same words n times, reported through any of our numbers, in any order and again: n texts are kept."""
    reports = [(via, f"{via}-{n}") for via in through for n in range(texts)]
    reports += reports[:again]
    order.shuffle(reports)  # type: ignore[attr-defined]
    state, kept = GroupText("f", "num_1"), 0
    for via, carrier_id in reports:
        state, is_new = state.take(via, carrier_id)
        kept += is_new
    assert kept == state.kept == texts


def test_other_words_people_or_files_are_another_text() -> None:
    """Only the same words and files by the same sender to the same people may be one text; their order is none."""
    one = fingerprint_of("+1a", ("+1b", "+1c"), "Hi", ("image/png:3",))
    assert one == fingerprint_of("+1a", ("+1c", "+1b"), "Hi", ("image/png:3",))
    others = [
        fingerprint_of("+1b", ("+1a", "+1c"), "Hi", ("image/png:3",)),
        fingerprint_of("+1a", ("+1b",), "Hi", ("image/png:3",)),
        fingerprint_of("+1a", ("+1b", "+1c"), "Hi!", ("image/png:3",)),
        fingerprint_of("+1a", ("+1b", "+1c"), "Hi", ()),
    ]
    assert one not in others
