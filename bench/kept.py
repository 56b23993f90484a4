"""The figures in docs/benchmarks.md, one table for each section, written and read back for comparison."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_HEAD = """# Benchmarks

Written by `make bench`: a row that has a bar is within it if its ratio is not higher. What is measured, and over what,
is said by the docstrings of the modules in `bench/`. Starts are compared with this page by `make check`.
"""


def keep(section: str, rows: list[dict[str, Any]]) -> None:
    """Replace the section's table with these rows."""
    sections = _sections() | {section: f"Measured on {datetime.now(UTC):%Y-%m-%d}.\n\n{_table(rows)}"}
    PAGE.write_text(_HEAD + "".join(f"\n## {name}\n\n{text.strip()}\n" for name, text in sections.items()))


def column(section: str, key: str, value: str) -> dict[str, float]:
    """Return a section's column of numbers by the text of another column, or an empty dict without the section."""
    lines = [line for line in _sections().get(section, "").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    if not cells:
        return {}
    at, of = cells[0].index(key), cells[0].index(value)
    return {row[at]: float(row[of]) for row in cells[2:]}


def _sections() -> dict[str, str]:
    """Return the text of each section by its name, in order."""
    if not PAGE.exists():
        return {}
    _, *parts = PAGE.read_text().split("\n## ")
    return {name: text for name, _, text in (part.partition("\n") for part in parts)}


def _table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as a Markdown table."""
    if not rows:
        return "Nothing was measured."
    lines = [list(rows[0]), ["---"] * len(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    text = "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
    return text.replace("|", "\\|").replace("\n", " ")
