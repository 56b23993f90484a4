"""Tests of the deployed source: it does what ours does, on the same lines, without what only readers use."""

import ast
import io
import tokenize

import pytest

from infra.source import without_docs
from tests.infra.assembly import ROOT

_READ_NO_TYPES = {"property", "classmethod", "staticmethod", "contextmanager"}


def _statements(source: str) -> list[tuple[int, str]]:
    """Return each statement's line and its code, without docstrings and types that nothing reads."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and (
            ast.get_docstring(node, clean=False) is not None
        ):
            if isinstance(node, ast.ClassDef) or (len(node.body) == 1 and not isinstance(node, ast.Module)):
                node.body[0].value.value = ""  # type: ignore[attr-defined]
            else:
                del node.body[0]
    tree = _WithoutTypes().visit(tree)
    return [(node.lineno, ast.dump(node)) for node in ast.walk(tree) if isinstance(node, ast.stmt)]


class _WithoutTypes(ast.NodeTransformer):
    """Removes the types of functions whose decorators read none, of their variables, and imports for type checkers."""

    def __init__(self) -> None:
        self._in_function = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Remove the types of a function and in it."""
        if {ast.unparse(it) for it in node.decorator_list} <= _READ_NO_TYPES:
            node.returns = None
            for one in ast.walk(node.args):
                if isinstance(one, ast.arg):
                    one.annotation = None
        return self._visit_within(node, is_function=True)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Keep the types of a class's fields."""
        return self._visit_within(node, is_function=False)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Remove the type of a function's variable."""
        if self._in_function and node.value and isinstance(node.target, ast.Name):
            return ast.copy_location(ast.Assign([node.target], node.value), node)
        return node

    def visit_If(self, node: ast.If) -> ast.AST | None:
        """Remove what is imported for type checkers alone."""
        return None if ast.unparse(node.test) == "TYPE_CHECKING" else self.generic_visit(node)

    def _visit_within(self, node: ast.AST, *, is_function: bool) -> ast.AST:
        before, self._in_function = self._in_function, is_function
        try:
            return self.generic_visit(node)
        finally:
            self._in_function = before


@pytest.mark.parametrize("folder", ["services", "kernel", "contracts"])
def test_the_deployed_source_is_the_same_code_on_the_same_lines(folder: str) -> None:
    """Of every module: only docstrings, comments and types that nothing reads differ."""
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
