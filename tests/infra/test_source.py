"""Tests of the deployed source: it does what ours does, on the same lines, without docstrings and comments."""

import ast
import io
import tokenize

import pytest

from infra.source import without_docs
from tests.infra.assembly import ROOT


def _statements(source: str) -> list[tuple[int, str]]:
    """Return each statement's line and its code, with empty docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node, clean=False
        ):
            node.body[0].value.value = ""  # type: ignore[attr-defined]
    return [(node.lineno, ast.dump(node)) for node in ast.walk(tree) if isinstance(node, ast.stmt)]


@pytest.mark.parametrize("folder", ["services", "kernel", "contracts"])
def test_the_deployed_source_is_the_same_code_on_the_same_lines(folder: str) -> None:
    """Of every module: only docstrings and comments differ."""
    modules = sorted((ROOT / folder).rglob("*.py"))
    assert modules
    for path in modules:
        source = path.read_text(encoding="utf-8")
        deployed = without_docs(source)
        assert _statements(deployed) == _statements(source), path
        tokens = tokenize.generate_tokens(io.StringIO(deployed).readline)
        assert not [token for token in tokens if token.type == tokenize.COMMENT], path


def test_what_looks_like_a_comment_or_docstring_stays() -> None:
    """A # in a string, a string that is a value, and the line of what follows a long docstring."""
    source = '''"""Module.

More.
"""
LINK = "https://a.example/#top"  # where


class Refused(Exception):
    """Only a docstring."""


def text() -> str:
    """Say it."""
    return """kept # kept"""
'''
    space: dict[str, object] = {}
    exec(compile(without_docs(source), "module", "exec"), space)  # noqa: S102
    assert space["LINK"] == "https://a.example/#top"
    assert space["text"]() == "kept # kept"  # type: ignore[operator]
    assert without_docs(source).splitlines()[4] == 'LINK = "https://a.example/#top"'
