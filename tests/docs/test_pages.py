"""The pages of docs/ that are made from the code say what the code does."""

import re
from pathlib import Path

import pytest

from docs.pages import ROOT, log_events, pages

MODULES = [path for package in ("kernel", "services") for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("file", pages(), ids=lambda file: file.name)
def test_a_page_is_what_the_code_makes(file: Path) -> None:
    """Who publishes what, and which log events there are, is a fact of the code; `make docs` writes it down."""
    assert file.read_text(encoding="utf-8") == pages()[file]


def test_log_events_are_stable_dotted_names() -> None:
    """A runbook can name a log event, because its name is words with dots and never a sentence or a value."""
    names = {name for path in MODULES for name, _, _ in log_events(path)}
    assert len(names) > 20
    assert [name for name in sorted(names) if not re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", name)] == []
