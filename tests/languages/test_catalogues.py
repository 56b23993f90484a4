"""Every sentence that the services say is in the catalogue of every language, and says the same there."""

import ast
import string
from pathlib import Path

import pytest

from contracts.languages import DEFAULT, LANGUAGES
from kernel.problems import Problem
from languages.catalogue import NAMES, TRANSLATED, compiled, compiled_file, faults, file_of, merged
from languages.sentences_found import TABLES, everything

ROOT = Path(__file__).parents[2]
_NOT_SAID = {"contracts.sentences", "kernel.notices", "kernel.http.faults", "kernel.languages"}


def test_every_language_but_english_has_catalogues() -> None:
    """A third language is its word in contracts/languages.py, its rule of plurals, and its files."""
    assert set(TRANSLATED) == set(LANGUAGES) - {DEFAULT}
    assert all(file_of(language, name).exists() for language in TRANSLATED for name in NAMES)


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_lacks_is_stale_or_has_other_places(language: str) -> None:
    """Each sentence is translated, with the very places of the English one; what is said no more is gone."""
    assert faults(language) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_files_are_those_that_are_made(language: str) -> None:
    """`make languages` writes the catalogues, and what functions read of them."""
    for name, catalogue in merged(language).items():
        assert file_of(language, name).read_text(encoding="utf-8") == str(catalogue)
    assert compiled_file(language).read_bytes() == compiled(language)


def test_no_words_are_hidden_from_the_catalogues() -> None:
    """What is said or refused is a text that the code knows, or a sentence with values: never a text made at once."""
    _, unreadable = everything()
    assert unreadable == ()


def test_templates_under_a_name_are_in_tables_that_are_looked_through() -> None:
    """What `say` is given by the name of a table is in the list of tables; else its words would lack unnoticed."""
    lacking = [
        f"{module}: {ast.unparse(said)}"
        for module, said in _named_templates()
        if module not in _NOT_SAID and not set(_names_in(said)) & set(TABLES.get(module, ()))
    ]
    assert set(lacking) <= {
        "services.billing.use_cases.payments.use_day: what",
        "services.numbers.domain.text_reasons: it",
        "services.teams.domain.consent: one",
        "services.billing.use_cases.notices.compose_invoice_mail: TITLES[note.kind]",
        "services.billing.domain.printed_invoice: TITLES[invoice.kind]",
        "services.numbers.use_cases.voicemails.notify_user: notice.as_text",
    }, lacking


def test_every_problem_has_a_title_that_is_translated() -> None:
    """No refusal is without words in any language, whichever module has its problem."""
    known = {it.text for it in everything()[0]}
    assert {problem.title for problem in _problems(Problem) if problem.__module__.startswith("services")} <= known


def test_places_are_named() -> None:
    """A translation may put values in another order: no place is empty or a number."""
    places = [name for it in everything()[0] for _, name, _, _ in string.Formatter().parse(it.text) if name is not None]
    assert all(name.isidentifier() for name in places)


def _problems(of: type[Problem]) -> set[type[Problem]]:
    return {of, *(it for one in of.__subclasses__() for it in _problems(one))}


def _named_templates() -> list[tuple[str, ast.expr]]:
    found = []
    for part in ("contracts", "kernel", "services"):
        for file in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                    said = node.args[0]
                    if not isinstance(said, ast.Constant | ast.JoinedStr) and "title" not in ast.unparse(said):
                        found.append((".".join(file.relative_to(ROOT).with_suffix("").parts), said))
    return found


def _names_in(said: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(said) if isinstance(node, ast.Name)]
