"""Tests that the generated pages of docs/ match the code."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from docs.limits_page import COUNTED
from docs.pages import DOCS, ROOT, SERVICES, log_events, pages
from kernel.limits import Limit

MODULES = [path for package in ("kernel", "services") for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("file", pages(), ids=lambda file: file.name)
def test_a_page_is_up_to_date(file: Path) -> None:
    """Each generated page is up to date; `make docs` writes it."""
    assert file.read_text(encoding="utf-8") == pages()[file]


_MAKES_LIMITS = re.compile(r"^from kernel.limits import .*\bLimit\b", re.MULTILINE)


def test_every_limit_of_the_code_is_in_the_table() -> None:
    """Each `Limit` that a service makes is in its `domain/limits.py`, under LIMITS, and so in the table."""
    for service in SERVICES:
        made = [path for path in (ROOT / "services" / service).rglob("*.py") if _MAKES_LIMITS.search(path.read_text())]
        assert made == ([ROOT / "services" / service / "domain" / "limits.py"] if service in COUNTED else [])
    for service in COUNTED:
        module = import_module(f"services.{service}.domain.limits")
        groups = [value for name, value in vars(module).items() if name.isupper() and name != "LIMITS"]
        assert [
            limit for group in groups if isinstance(group, tuple) for limit in group if isinstance(limit, Limit)
        ] == list(module.LIMITS)
        keys = [(limit.name, limit.scope) for limit in module.LIMITS]
        assert len(keys) == len(set(keys))


def test_log_events_are_stable_dotted_names() -> None:
    """The name of a log event is words joined by dots, so that a runbook can refer to it."""
    names = {name for path in MODULES for name, _, _ in log_events(path)}
    assert len(names) > 20
    assert [name for name in sorted(names) if not re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", name)] == []


def test_the_page_of_events_knows_every_door() -> None:
    """What a service takes by a door of its own, such as billing's for notices, is shown as taken by it."""
    rows = [row.split(" | ") for row in pages()[DOCS / "events.md"].splitlines() if "'s consumer" in row]
    assert len(rows) > 20
    assert [row[1] for row in rows if row[0].strip("| ") not in row[-1]] == []
