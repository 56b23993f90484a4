"""Tests that the generated pages of docs/ match the code."""

import re
from pathlib import Path

import pytest

from docs.pages import ROOT, log_events, pages

MODULES = [path for package in ("kernel", "services") for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("file", pages(), ids=lambda file: file.name)
def test_a_page_is_up_to_date(file: Path) -> None:
    """Each generated page is up to date; `make docs` writes it."""
    assert file.read_text(encoding="utf-8") == pages()[file]


def test_log_events_are_stable_dotted_names() -> None:
    """The name of a log event is words joined by dots, so that a runbook can refer to it."""
    names = {name for path in MODULES for name, _, _ in log_events(path)}
    assert len(names) > 20
    assert [name for name in sorted(names) if not re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", name)] == []
