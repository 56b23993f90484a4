"""The TypeScript SDK: its types, and its own tests, by the portal's packages."""

import subprocess
from pathlib import Path

import pytest

_SDK = Path(__file__).parents[2] / "sdk" / "typescript"


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    tool = _SDK / "node_modules/.bin" / command[0]
    return subprocess.run([tool, *command[1:]], cwd=_SDK, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.browser
def test_its_types_hold() -> None:
    """Strictly, also in its tests."""
    checked = _run("tsc")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.browser
def test_its_own_tests_pass() -> None:
    """One refresh at a time for requests and tabs, nothing twice, every page, and problems as exceptions."""
    ran = _run("vitest", "run")
    assert ran.returncode == 0, ran.stdout + ran.stderr
