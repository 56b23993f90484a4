"""Which browser the browser tests take, which installer is tried when, and what is said where there is none.

The programs are tiny scripts in a folder that is the whole PATH.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests import browser

_ROOT = Path(__file__).parents[2]
_STARTS, _FAILS = "exit 0", "exit 1"
Program = Callable[[str, str], Path]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the variables of a machine without any program, whose cache of Playwright is empty."""
    (tmp_path / "bin").mkdir()
    return {"PATH": str(tmp_path / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "cache")}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return a function that puts a script on the PATH; it notes each of its calls in `calls`."""

    def put(name: str, script: str) -> Path:
        path = tmp_path / "bin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\nPATH=/usr/bin:/bin\necho "{path.name} $*" >>"{tmp_path}/calls"\n{script}\n')
        path.chmod(0o755)
        return path

    return put


def _calls(tmp_path: Path) -> list[str]:
    file = tmp_path / "calls"
    return file.read_text().splitlines() if file.exists() else []


def _creates(path: Path) -> str:
    """Return a script that creates a browser which starts."""
    return f'mkdir -p "{path.parent}"; printf "#!/bin/sh\\nexit 0\\n" >"{path}"; chmod +x "{path}"'


def test_the_named_browser_comes_first(environment: dict[str, str], program: Program, tmp_path: Path) -> None:
    """BROWSER_PATH wins over what is on the PATH."""
    program("chromium", _STARTS)
    named = program("another", _STARTS)
    assert browser.find(environment | {browser.VARIABLE: str(named)}) == named
    assert _calls(tmp_path) == ["another --version"]


def test_a_named_browser_that_does_not_run_is_an_error(environment: dict[str, str], program: Program) -> None:
    """No other one is taken silently, and none is installed."""
    program("chromium", _STARTS)
    for path in (program("broken", _FAILS), Path("/nowhere/chromium"), _ROOT):
        named = environment | {browser.VARIABLE: str(path)}
        with pytest.raises(browser.NoBrowserError, match=f"BROWSER_PATH is {path}"):
            browser.find_or_install(named, is_root=True)


@pytest.mark.parametrize("name", browser.COMMANDS)
def test_a_browser_of_this_computer_is_taken(environment: dict[str, str], program: Program, name: str) -> None:
    """Each of the usual names is found on the PATH, and nothing is installed."""
    path = program(name, _STARTS)
    program("apt-get", _FAILS)
    assert browser.find_or_install(environment, is_root=True) == path


def test_a_browser_that_does_not_start_is_passed_over(environment: dict[str, str], program: Program) -> None:
    """The next name is tried."""
    program(browser.COMMANDS[0], _FAILS)
    works = program(browser.COMMANDS[1], _STARTS)
    assert browser.find(environment) == works


def test_playwrights_own_browser_is_found(environment: dict[str, str], program: Program) -> None:
    """An earlier download is used again."""
    path = browser.downloaded(environment)
    subprocess.run(["/bin/sh", "-c", _creates(path)], check=True)
    assert browser.find(environment) == path


def test_the_download_is_tried_before_the_package_manager(
    environment: dict[str, str], program: Program, tmp_path: Path
) -> None:
    """When it succeeds, nothing of the system is changed."""
    path = browser.downloaded(environment)
    program("playwright", _creates(path))
    program("apt-get", _FAILS)
    assert browser.find_or_install(environment, is_root=True) == path
    assert _calls(tmp_path) == ["playwright install --no-shell chromium"]


def test_the_package_manager_follows_when_the_download_fails(
    environment: dict[str, str], program: Program, tmp_path: Path
) -> None:
    """Its commands run in their order, and what they brought is taken."""
    program("playwright", _FAILS)
    chromium = Path(environment["PATH"]) / "chromium"
    program("apt-get", f'[ "$1" = update ] || {{ {_creates(chromium)}; }}')
    assert browser.find_or_install(environment, is_root=True) == chromium
    assert _calls(tmp_path) == [
        "playwright install --no-shell chromium",
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends chromium",
    ]


def test_a_download_that_does_not_start_is_not_enough(environment: dict[str, str], program: Program) -> None:
    """Where the libraries that it needs are missing, the package manager's browser is taken."""
    path = browser.downloaded(environment)
    program("playwright", f'{_creates(path)}; printf "#!/bin/sh\\nexit 127\\n" >"{path}"')
    chromium = Path(environment["PATH"]) / "chromium"
    program("dnf", _creates(chromium))
    assert browser.find_or_install(environment, is_root=True) == chromium


def test_without_root_the_package_manager_needs_sudo(
    environment: dict[str, str], program: Program, tmp_path: Path
) -> None:
    """It runs through `sudo -n`, which never asks for a password; without sudo it is not tried."""
    program("apt-get", _FAILS)
    with pytest.raises(browser.NoBrowserError):
        browser.find_or_install(environment, is_root=False)
    assert _calls(tmp_path) == []
    program("sudo", _FAILS)
    with pytest.raises(browser.NoBrowserError):
        browser.find_or_install(environment, is_root=False)
    assert _calls(tmp_path) == [f"sudo -n {environment['PATH']}/apt-get update -qq"]


def test_where_there_is_no_browser_one_sentence_says_what_to_do(environment: Mapping[str, str]) -> None:
    """The command fails before anything else runs; no stack trace is shown."""
    own = environment | {"PYTHONPATH": str(_ROOT)}
    script = "import sys; from tests import browser; browser.INSTALLERS = (); browser.main()"
    done = subprocess.run([sys.executable, "-c", script], env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == f"{browser.SENTENCE}\n"
    assert browser.SENTENCE.count(". ") == 0


def test_make_test_looks_for_the_browser_first() -> None:
    """`make test` asks for it before set-up of the rest, lint and pytest; CI runs `make test` and nothing else."""
    planned = subprocess.run(["make", "-n", "test"], cwd=_ROOT, capture_output=True, text=True, check=True).stdout
    places = [planned.index(step) for step in ("-m tests.browser", "ruff check", "pytest -q")]
    assert places == sorted(places)
    commands = [line for line in (_ROOT / ".ci/run").read_text().splitlines() if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "make test"]
