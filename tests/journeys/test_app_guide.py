"""Each block of the app guide runs, in its order, and prints what the page shows."""

import io
import os
import re
import subprocess
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from local.system import System

_ROOT = Path(__file__).parents[2]
_GUIDE = _ROOT / "docs" / "app-guide.md"
_SDK = _ROOT / "sdk" / "typescript"
_BLOCK = re.compile(r"^```(python|bash|ts)\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)


def _blocks(text: str) -> list[tuple[str, str, str]]:
    """Return the language of each block, its lines, and what it prints."""
    return list(_BLOCK.findall(text))


class _Reader:
    """A person who types the page's blocks one after the other, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, Any] = {}

    def run(self, language: str, source: str) -> str:
        """Return what a block prints."""
        return {"python": self._python, "bash": self._bash, "ts": self._typescript}[language](source)

    def _python(self, source: str) -> str:
        with redirect_stdout(io.StringIO()) as printed:
            exec(compile(source, "docs/app-guide.md", "exec"), self._names)  # noqa: S102 (our own page)
        return printed.getvalue()

    def _bash(self, source: str) -> str:
        return self._command("bash", "-euo", "pipefail", "-c", source)

    def _typescript(self, source: str) -> str:
        subprocess.run([_SDK / "node_modules/.bin/tsc", "-p", "tsconfig.build.json"], cwd=_SDK, check=True, timeout=120)
        (self._folder / "node_modules").mkdir()
        (self._folder / "node_modules" / "teamline-sdk").symlink_to(_SDK)
        (self._folder / "app.mjs").write_text(source, encoding="utf-8")
        return self._command("node", "app.mjs")

    def _command(self, *command: str) -> str:
        done = subprocess.run(command, cwd=self._folder, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _agrees(printed: str, shown: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


def test_every_block_of_the_guide_runs(system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From sign-up to the first call, in Python, with curl and in TypeScript."""
    monkeypatch.syspath_prepend(str(_ROOT / "sdk" / "python"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    reader = _Reader(tmp_path)
    ran = []
    for language, source, shown in _blocks(system.addresses.rewrite(_GUIDE.read_text(encoding="utf-8"))):
        printed = reader.run(language, source)
        assert _agrees(printed, shown), f"{source}\nprinted\n{printed}\nand the page shows\n{shown}"
        ran.append(language)
    assert ran == ["python"] * 7 + ["bash", "ts"]
