"""The browser of the browser tests: a Chromium of this computer, or one that `make test` installs; and axe.

`python -m tests.browser` finds one or installs it, and fails with one sentence where neither is possible.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).parent.parent / "web/node_modules/axe-core/axe.min.js"
VARIABLE = "BROWSER_PATH"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SENTENCE = (
    "The browser tests need Chromium, and none was found or could be installed: install it "
    f"(on Debian: apt-get install chromium), or name one with {VARIABLE}=/path/to/chromium."
)
_DOWNLOAD_PATH = (
    "from playwright.sync_api import sync_playwright\nwith sync_playwright() as p: print(p.chromium.executable_path)"
)
_VERSION_SECONDS, _INSTALL_SECONDS = 30, 900


class NoBrowserError(LookupError):
    """There is no browser that runs; the message is one sentence with the way out."""


@dataclass(frozen=True)
class Installer:
    """A program that can install Chromium, and its commands, run one after the other until one fails."""

    program: str
    commands: tuple[str, ...]
    needs_root: bool = True


# Tried in this order: Playwright's download changes nothing but the cache of the user.
INSTALLERS = (
    Installer("playwright", ("install --no-shell chromium",), needs_root=False),
    Installer("apt-get", ("update -qq", "install -y -qq --no-install-recommends chromium")),
    Installer("dnf", ("install -y -q chromium",)),
    Installer("apk", ("add --quiet chromium",)),
    Installer("pacman", ("-Sy --noconfirm chromium",)),
    Installer("zypper", ("--non-interactive install chromium",)),
    Installer("brew", ("install --cask --quiet chromium",), needs_root=False),
)


def find(environment: Mapping[str, str]) -> Path:
    """Return the first Chromium that runs: the named one, one on the PATH, or Playwright's. Raises NoBrowserError."""
    if named := environment.get(VARIABLE):
        if not _runs(Path(named), environment):
            raise NoBrowserError(f"{VARIABLE} is {named}, which does not run as a browser: correct it or unset it.")
        return Path(named)
    for path in _candidates(environment):
        if _runs(path, environment):
            return path
    raise NoBrowserError(SENTENCE)


def find_or_install(environment: Mapping[str, str], *, is_root: bool) -> Path:
    """Return a Chromium that runs; install one where there is none, by the first installer that can.

    Raises NoBrowserError.
    """
    try:
        return find(environment)
    except NoBrowserError:
        if environment.get(VARIABLE):
            raise
    for installer in INSTALLERS:
        if _install(installer, environment, is_root=is_root):
            try:
                return find(environment)
            except NoBrowserError:
                continue
    raise NoBrowserError(SENTENCE)


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    for command in COMMANDS:
        if found := shutil.which(command, path=environment["PATH"]):
            yield Path(found)
    yield downloaded(environment)


def downloaded(environment: Mapping[str, str]) -> Path:
    """Return where Playwright's own Chromium is, or would be after its download."""
    # in a process of its own: Playwright's API cannot be started twice in one
    asked = subprocess.run(
        [sys.executable, "-c", _DOWNLOAD_PATH], env=dict(environment), capture_output=True, text=True, check=True
    )
    return Path(asked.stdout.strip())


def _runs(path: Path, environment: Mapping[str, str]) -> bool:
    """Whether it starts: a download without the libraries of the system does not."""
    try:
        return _run([str(path), "--version"], environment, seconds=_VERSION_SECONDS)
    except OSError:
        return False


def _install(installer: Installer, environment: Mapping[str, str], *, is_root: bool) -> bool:
    program = shutil.which(installer.program, path=environment["PATH"])
    sudo = [] if is_root or not installer.needs_root else [shutil.which("sudo", path=environment["PATH"]), "-n"]
    if program is None or None in sudo:
        return False
    print(f"Installing Chromium with {installer.program}", flush=True)  # noqa: T201 (this is a command)
    quietly = dict(environment) | {"DEBIAN_FRONTEND": "noninteractive"}
    prefix = [*map(str, sudo), program]
    return all(_run([*prefix, *line.split()], quietly, seconds=_INSTALL_SECONDS) for line in installer.commands)


def _run(command: list[str], environment: Mapping[str, str], *, seconds: float) -> bool:
    try:
        done = subprocess.run(command, env=dict(environment), capture_output=True, check=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def launch_arguments() -> dict[str, Any]:
    """Return how Playwright starts the browser. Raises NoBrowserError: a test is not skipped in silence."""
    return {"executable_path": str(find(os.environ)), "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


def axe_violations(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it is now, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})")
    return [f"{fault['id']}: {node['html']}" for fault in found["violations"] for node in fault["nodes"]]


def main() -> None:
    """Find a browser or install one; exit with one sentence if that is impossible."""
    own_programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # Playwright's command is here
    try:
        find_or_install(dict(os.environ) | {"PATH": own_programs}, is_root=os.geteuid() == 0)
    except NoBrowserError as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
