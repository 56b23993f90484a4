"""The words of a letter of authorization: the same facts make the same words, other facts another letter (N7)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.bill import Address, Bill
from services.numbers.domain.letter import write_letter
from services.numbers.domain.port_request import MainNumbers

NUMBERS = ["+12125550143", "+12125550144", "+12125550145"]
MAIN = MainNumbers(NUMBERS[0], "", is_partial=False)
BILL = Bill("Rosa's Bakery", "Rosa Diaz", Address("600 Congress Avenue", "Austin", "TX", "78701"), "sealed", "4521")
WORDS = st.text(st.characters(blacklist_categories=["C"]), min_size=1, max_size=30)
HOLDERS = st.builds(
    lambda name, person, street, city: replace(
        BILL, name=name, authorized_person=person, address=Address(street, city, "TX", "78701")
    ),
    *[WORDS] * 4,
)


def test_a_letter_names_each_number_that_moves() -> None:
    """The carrier wants all of them in one letter; the sentences speak of one or of several."""
    one, three = (write_letter(NUMBERS[:count], BILL, MAIN, is_toll_free=False) for count in (1, 3))
    assert three.facts[0].lines == ("(212) 555-0143", "(212) 555-0144", "(212) 555-0145")
    assert (one.facts[0].label, three.facts[0].label) == (
        "Telephone number to be transferred",
        "Telephone numbers to be transferred",
    )
    assert "the telephone numbers above" in three.paragraphs[0]
    assert "only one carrier can serve this number" in one.paragraphs[1]


@given(one=HOLDERS, other=HOLDERS)
def test_letters_have_the_same_digests_if_their_facts_are_the_same(one: Bill, other: Bill) -> None:
    """And only then: no words of one field can be taken for those of another."""
    letters = [write_letter(NUMBERS[:1], it, MAIN, is_toll_free=False) for it in (one, other)]
    is_same = (one.name, one.authorized_person, one.address) == (other.name, other.authorized_person, other.address)
    assert (letters[0].facts_digest == letters[1].facts_digest) is is_same
    assert (letters[0].words_digest == letters[1].words_digest) is is_same


@given(bill=HOLDERS)
def test_what_is_secret_or_not_in_the_letter_changes_nothing(bill: Bill) -> None:
    """The PIN, and an account number with the same last digits."""
    other = replace(bill, sealed_pin="another", sealed_account_number="sealed anew")
    letters = [write_letter(NUMBERS, it, MAIN, is_toll_free=True) for it in (bill, other)]
    assert letters[0] == letters[1]
