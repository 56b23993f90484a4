"""The source that is deployed: without docstrings and comments, which nothing reads in the cloud.

They are a third of a zip. Each statement stays on its line, so that a traceback names the line of the repository.
"""

import ast
import io
import tokenize

_EMPTY = '""'


def without_docs(source: str) -> str:
    """Return a module's source with each docstring empty and without comments, every statement on its own line."""
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    for first, last, column in _docstrings(source):
        lines[first - 1 : last] = [lines[first - 1][:column] + _EMPTY, *[""] * (last - first)]
    return "\n".join([*lines, ""])


def _docstrings(source: str) -> list[tuple[int, int, int]]:
    """Return the first line, the last line and the column of each docstring."""
    found: list[tuple[int, int, int]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            doc = node.body[0] if node.body else None
            if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str):
                found.append((doc.lineno, doc.end_lineno or doc.lineno, doc.col_offset))
    return found
