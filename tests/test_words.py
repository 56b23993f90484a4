"""Tests that docstrings use the words of docs/glossary.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
BANNED = re.split(r",\s*", GLOSSARY.partition("## Words that mean nothing here\n")[2].strip())


def docstrings() -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every docstring of the project."""
    for path in sorted(ROOT.glob("**/*.py")):
        if path.relative_to(ROOT).parts[0].startswith((".", "node_modules", "build", "cdk.out")):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (text := ast.get_docstring(node)):
                yield f"{path.relative_to(ROOT)}: {getattr(node, 'name', 'module')}", text


def test_no_docstring_uses_a_word_that_means_nothing_here() -> None:
    """No docstring has a word of the glossary's last list."""
    assert len(BANNED) > 10
    banned = re.compile(rf"\b({'|'.join(map(re.escape, BANNED))})\b", re.IGNORECASE)
    found = [f"{place}: {match[0]!r}" for place, text in docstrings() for match in banned.finditer(text)]
    assert found == []


def test_the_glossary_gives_each_term_one_meaning() -> None:
    """No term has two rows."""
    terms = [term for row in re.findall(r"^\| ([^|]+) \|", GLOSSARY, re.MULTILINE) for term in row.split(", ")]
    rows = [term for term in terms if term not in ("term", "---")]
    assert len(rows) > 60
    assert len(rows) == len(set(rows))
