"""Transfer codes and search words: how they are generated, read and stored (T4, T7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.teams.domain import search, transfer_code

_CODES = st.text(transfer_code.ALPHABET, min_size=transfer_code.LENGTH, max_size=transfer_code.LENGTH)


def test_codes_are_ten_characters_of_crockfords_alphabet() -> None:
    """Codes have no I, L, O or U, and no two are equal."""
    made = {transfer_code.generate_code() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(code) == 10 and set(code) <= set(transfer_code.ALPHABET) for code in made)
    assert not set("ILOU") & set(transfer_code.ALPHABET)


@given(_CODES)
def test_a_code_is_parsed_as_formatted(code: str) -> None:
    """XXXXX-XXXXX parses back, in either case, with spaces or dashes anywhere."""
    for typed in (
        transfer_code.format_code(code),
        transfer_code.format_code(code).lower(),
        f" {code} ",
        "-".join(code),
        " ".join(code),
    ):
        assert transfer_code.parse_code(typed) == code


_COPIED = [
    *(f"7K3QD{dash}X0M2B" for dash in "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"),
    "7K3QD X0M2B.",
    "7k3qd - xom2b",
    "7K3QD\u00a0X0M2B",
    "7K3QD-X0M2B\u200b",
    "\uff17K3QD-X\u0660M\u0662B",
    "7K3Q DX0M 2B\n",
    "https://team.example.com/join?code=7K3QD-X0M2B",
    "https://team.example.com/join#code=7K3QD-X0M2B",
    "teamline://business/transfer?code=7K3QD-X0M2B",
    "https://team.example.com/join?lang=en&code=7K3QD%2DX0M2B.",
    "Your Business Transfer code: 7K3QD-X0M2B (until December 13, 2026).",
    "Smart-Homes invites you to its business account. Your Business Transfer code: 7K3QD\u2013X0M2B (until 1 May",
    "INVITATION of the team, the code is 7K3QDX0M2B, thanks",
    "here it is: 7K3QD-X0M2B",
]


@pytest.mark.parametrize("copied", _COPIED)
def test_a_code_is_read_as_people_copy_it(copied: str) -> None:
    """Any dash, spaces, a full stop, digits of another script, a pasted link or a whole sentence (T4)."""
    assert transfer_code.parse_code(copied) == "7K3QDX0M2B"


@given(_CODES)
def test_a_whole_message_of_ours_holds_its_code(code: str) -> None:
    """Whatever the code, the text as sent is read as it."""
    shown = transfer_code.format_code(code)
    message = f"Smart-Homes invites you. Your Business Transfer code: {shown} (until 1 May 2027)."
    assert transfer_code.parse_code(message) == code
    assert transfer_code.parse_code(f"{message} Or tap to join: https://team.example.com/join#code={shown}") == code


@pytest.mark.parametrize("typed", ["", "hello", "My invitation", "12345", "U3QDX-0M2BU", "7K3QD-X0M2", "7K3QD-X0M2BB"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    """No ten characters of the alphabet: nothing is looked up."""
    assert transfer_code.parse_code(typed) is None


@given(_CODES)
def test_letters_that_look_alike_are_one(code: str) -> None:
    """O is read as 0, I and L as 1 (T4)."""
    for alike in ("O", "o"):
        assert transfer_code.parse_code(code.replace("0", alike)) == code
    for alike in ("I", "i", "L", "l"):
        assert transfer_code.parse_code(code.replace("1", alike)) == code


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    """No text makes parsing fail, and a parsed code is in the alphabet."""
    code = transfer_code.parse_code(typed)
    assert code is None or transfer_code.parse_code(transfer_code.format_code(code)) == code


@given(_CODES, _CODES)
def test_a_stored_code_reveals_nothing(code: str, other: str) -> None:
    """What is stored is a keyed hash: another code or key yields another."""
    kept = transfer_code.hash_code(code, "key")
    assert code not in kept
    assert kept != transfer_code.hash_code(code, "another key")
    assert (kept == transfer_code.hash_code(other, "key")) == (code == other)


def test_a_person_is_found_by_name_mail_and_number() -> None:
    """Words are without case, accents and marks; the email whole and in parts, the number also by its last four."""
    words = search.words_of("Zoë Müller-Lang", "zoe.ml@acme.example", "+14155550100")
    assert words == (
        "14155550100",
        "4155550100",
        "0100",
        "zoeml@acmeexample",
        "mullerlang",
        "lang",
        "acmeexample",
        "ml",
    )


@pytest.mark.parametrize(
    ("q", "beginnings"),
    [
        ("  Ann  SMI ", ("ann", "smi")),
        ("+1 (415) 555-01", ("141555501",)),
        ("a@b.c", ("a@bc",)),
        ("---", ()),
        ("#", ()),
    ],
)
def test_a_query_is_read_like_the_words(q: str, beginnings: tuple[str, ...]) -> None:
    """A query is beginnings of words, longest first; a phone number in any notation."""
    assert search.query_words(q) == beginnings


_NAMES = {
    "Łukasz Żółć": ["lukasz", "zolc", "Żółć", "zolc lukasz"],
    "Bjørn Sørensen": ["bjorn", "Sørensen", "sorensen"],
    "Đorđe Ðuro": ["dorde", "duro"],
    "İbrahim Işık": ["ibrahim", "isik", "IŞIK"],
    "Jürgen Straße": ["strasse", "STRASSE", "jurgen"],
    "Nguyễn Văn Ánh": ["nguyen", "van", "anh"],
    "Mary-Jane O'Brien": [
        "mary",
        "jane",
        "mary jane",
        "mary-jane",
        "maryjane",
        "o'brien",
        "O’Brien",
        "brien",
        "obrien",
    ],
    "李小龍": ["李小", "李小龍"],
    "Maria do Carmo de Oliveira Santos": ["carmo", "santos", "oliveira", "do", "de"],
    "Smith, John (JJ) / Sales": ["smith,", "jj", "sales", "john smith"],
}


@pytest.mark.parametrize(("name", "q"), [(name, q) for name, queries in _NAMES.items() for q in queries])
def test_any_word_of_a_name_is_found_as_it_can_be_typed(name: str, q: str) -> None:
    """Both halves of a double name, and letters that the searcher's keyboard does not have (T7)."""
    words = search.words_of(name, "mj_o'brien+x@mail.acme-corp.co.uk", "+14155550123")
    assert search.matches(words, search.query_words(q))


@pytest.mark.parametrize(
    "q",
    [
        "0123",
        "(415) 555-0123",
        "mary 0123",
        "+1 415 555 0123 Mary",
        "mj_o'brien+x@mail.acme-corp.co.uk",
        "MJ_O'BRIEN",
        "mj_o'b",
        "brien",
        "mail.acme-corp.co.uk",
        "@mail.acme",
        "acme-corp.co.uk",
        "acme",
    ],
)
def test_numbers_emails_and_domains_are_found_whole_and_in_part(q: str) -> None:
    """The last four digits, an email with any sign, and a domain find a person (T7)."""
    words = search.words_of("Mary-Jane", "mj_o'brien+x@mail.acme-corp.co.uk", "+14155550123")
    assert search.matches(words, search.query_words(q))


@given(st.text(min_size=1, max_size=100), st.emails(), st.integers(1, 40))
def test_every_word_is_found_by_each_of_its_beginnings(name: str, email: str, length: int) -> None:
    """Every name is found by each beginning of its words, and has few words."""
    words = search.words_of(name, email, "+14155550100")
    assert len(words) <= search.MAX_WORDS
    assert len(set(words)) == len(words)
    for word in words:
        assert 0 < len(word) <= search.MAX_LENGTH
        assert search.matches(words, (word[:length],))
