"""Sentences: English by themselves, and said whole in another language."""

import json
from datetime import date
from pathlib import Path

import pytest

from contracts.sentences import as_sentence, joined, known, listed, say, say_count, say_day
from kernel.languages import _catalogue, in_language


def test_a_sentence_is_english_text() -> None:
    """Code that knows no languages reads it as any text: it is compared, joined and stored as one."""
    sentence = say("There is no webhook {id}.", id="evt_1")
    assert sentence == "There is no webhook evt_1."
    assert json.dumps({"detail": sentence}) == '{"detail": "There is no webhook evt_1."}'
    assert in_language(sentence, "en") == sentence


def test_it_is_translated_as_a_whole() -> None:
    """The template is translated, and its values are put into that; a value that is a name stays as it is."""
    sentence = say('{name}, and their team "{team}",', name="Call credits", team="Mar")
    assert in_language(sentence, "es") == 'Call credits, y su equipo "Mar",'


def test_what_is_said_in_a_place_is_translated_too() -> None:
    """A sentence within a sentence is, however deep; so are the words of a date."""
    said = say("{number} is yours to use now. See it: {portal}/numbers", number="N", portal="P")
    assert in_language(joined("\n", [said, say("Hello,")]), "es") == "Ya puedes usar N. Consúltalo: P/numbers\nHola:"
    assert in_language(say_day(date(2027, 5, 4)), "es") == "4 de mayo de 2027"
    assert say_day(date(2027, 5, 4)) == "May 4, 2027"


@pytest.mark.parametrize(
    ("count", "english", "spanish"),
    [(1, "1 member", "1 miembro"), (2, "2 members", "2 miembros"), (0, "0 members", "0 miembros"),
     (1200, "1,200 members", "1,200 miembros")],
)  # fmt: skip
def test_counts_have_plurals(count: int, english: str, spanish: str) -> None:
    """One is singular; numbers are written as in the US, in both languages."""
    sentence = say_count("{count:,} member", "{count:,} members", count)
    assert (sentence, in_language(sentence, "es")) == (english, spanish)


def test_a_clause_becomes_a_sentence_in_each_language() -> None:
    """The capital is made after the translation."""
    clause = say("the number has moved to another carrier")
    assert as_sentence(clause) == "The number has moved to another carrier."
    assert in_language(as_sentence(clause), "es") == "El número se cambió a otro operador."


def test_names_are_listed_as_people_do() -> None:
    """Commas, and a word before the last."""
    assert [listed("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert in_language(listed(["a", "b", "c"]), "es") == "a, b y c"


def test_values_are_no_templates() -> None:
    """Braces in a name change nothing."""
    assert in_language(say("Hello {name},", name="{0} {x}"), "es") == "Hola, {0} {x}:"


def test_what_is_in_no_catalogue_stays_english() -> None:
    """Words of a carrier, for one; and everything, should the catalogue be missing."""
    assert in_language("No such sentence.", "es") == "No such sentence."
    assert in_language("", "es") == ""


def test_a_missing_catalogue_is_no_fault_of_the_request(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """English is said, and the log has the reason."""
    monkeypatch.setenv("LANGUAGES", str(tmp_path))
    _catalogue.cache_clear()
    assert in_language(say("Hello {name},", name="Ana"), "es") == "Hello Ana,"
    _catalogue.cache_clear()


def test_words_that_were_stored_in_english_are_found() -> None:
    """Whole, sentence by sentence, or by what is before a colon; a carrier's own words stay as they are."""
    stored = "The signed authorization is missing. Your old carrier has a different ZIP code on file."
    spanish = "Falta la autorización firmada. Tu operador anterior tiene registrado otro código postal."
    assert in_language(known(stored), "es") == in_language(stored, "es") == spanish
    assert in_language(known("US local number, monthly: +14155550100"), "es") == (
        "Número local de EE. UU., mensual: +14155550100"
    )
    assert in_language(known("The signed authorization is missing. {ZIP} 5-4"), "es") == (
        "Falta la autorización firmada. {ZIP} 5-4"
    )


@pytest.mark.parametrize("text", ["The signed authorization is missing. ", ": 5", ". ", "5 of 6: ", ". : "])
def test_an_empty_piece_is_not_the_header_of_the_catalogue(text: str) -> None:
    """A catalogue keeps its metadata under the empty text; people never read them."""
    said = in_language(known(text), "es")
    assert "charset" not in said
    assert in_language(text, "es") == said
