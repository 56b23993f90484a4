"""The source that is deployed: without docstrings, comments and types of functions, which nothing reads in the cloud.

They are four tenths of a zip. Each statement stays on its line, so that a traceback names the line of the repository;
its indentation is one space for each four.
"""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

_EMPTY = b'""'
_OF_A_CLASS = b'"."'  # dataclasses make up a docstring where there is none, from a signature that takes long to make
_PLAIN = ("property", "classmethod", "staticmethod", "contextmanager")  # decorators that read no types


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of the source, by lines counted from 0 and columns in bytes, and what replaces it."""

    first: int
    column: int
    last: int
    end: int
    instead: bytes = b""


def without_docs(source: str) -> str:
    """Return a module's source without docstrings and without what only readers and checkers use.

    The types of a function stay if a decorator may read them: a route's declare what it takes and returns.
    """
    lines = [line.encode() for line in source.splitlines()]
    tree = ast.parse(source)
    cuts = [*_comments(source), *_docstrings(tree), *_types(tree, lines)]
    for cut in sorted(cuts, key=lambda it: (it.first, it.column), reverse=True):
        _cut(lines, cut)
    cut_out = "\n".join([*(line.decode().rstrip() for line in lines), ""])
    return _indented_by_one(cut_out)


def _indented_by_one(source: str) -> str:
    """Return the source indented by one space for each four; what is within a string stays."""
    lines, within = source.split("\n"), set[int]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            within |= {*range(node.lineno, node.end_lineno or node.lineno)}
    return "\n".join(line if at in within else _indented(line) for at, line in enumerate(lines))


def _indented(line: str) -> str:
    text = line.lstrip(" ")
    return " " * ((len(line) - len(text)) // 4) + text


def _cut(lines: list[bytes], cut: _Cut) -> None:
    head, tail = lines[cut.first][: cut.column], lines[cut.last][cut.end :]
    if cut.first == cut.last:
        lines[cut.first] = head + cut.instead + tail
        return
    lines[cut.first : cut.last + 1] = [head + cut.instead, *[b""] * (cut.last - cut.first - 1), tail]


def _comments(source: str) -> Iterator[_Cut]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row = token.start[0] - 1
            column = len(token.line[: token.start[1]].encode())
            yield _Cut(row, column, row, column + len(token.string.encode()))


def _docstrings(tree: ast.Module) -> Iterator[_Cut]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            doc = node.body[0] if node.body else None
            if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str):
                yield _span(doc, _instead_of_docs(node))


def _instead_of_docs(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bytes:
    """Return what replaces a docstring: nothing, unless it is all that a function has."""
    if isinstance(node, ast.ClassDef):
        return _OF_A_CLASS
    return b"" if len(node.body) > 1 or isinstance(node, ast.Module) else _EMPTY


def _types(tree: ast.Module, lines: list[bytes]) -> Iterator[_Cut]:
    """Yield the annotations of functions and in them, and what is imported for type checkers alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            if all(isinstance(it, ast.Name) and it.id in _PLAIN for it in node.decorator_list):
                yield from _signature(node, lines)
            yield from _variables(node)
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield _span(node)


def _signature(function: ast.FunctionDef, lines: list[bytes]) -> Iterator[_Cut]:
    takes = function.args
    for one in [*takes.posonlyargs, *takes.args, *takes.kwonlyargs, takes.vararg, takes.kwarg]:
        if one and one.annotation:
            span = _span(one)
            yield _Cut(span.first, span.column + len(one.arg), span.last, span.end)
    if function.returns:
        span = _span(function.returns)
        yield _Cut(span.first, lines[span.first].rindex(b"->", 0, span.column), span.last, span.end)


def _variables(function: ast.FunctionDef) -> Iterator[_Cut]:
    """Yield the annotations of a function's own variables; those of a class in it are fields."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
            name, type_ = _span(node.target), _span(node.annotation)
            yield _Cut(name.last, name.end, type_.last, type_.end)
        elif not isinstance(node, ast.FunctionDef | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)


def _span(node: ast.stmt | ast.expr | ast.arg, instead: bytes = b"") -> _Cut:
    last = node.end_lineno or node.lineno
    return _Cut(node.lineno - 1, node.col_offset, last - 1, node.end_col_offset or 0, instead)
