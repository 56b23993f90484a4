"""The count of a program's instructions by Valgrind's cachegrind, which is the same on a busy machine."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

AT_ONCE = 2
_TOTAL = re.compile(r"I +refs: +([\d,]+)")


class NoValgrindError(Exception):
    """Valgrind is not installed; the message says how to get it."""


def require_valgrind() -> str:
    """Return the path of Valgrind; raise NoValgrindError if it is not installed."""
    found = shutil.which("valgrind")
    if not found:
        raise NoValgrindError("valgrind is needed to count instructions (on Debian: apt-get install valgrind)")
    return found


def count_all(programs: Mapping[str, tuple[str, Mapping[str, str]]], folder: Path) -> dict[str, int]:
    """Count the instructions of Python programs, each with its environment, run in `folder`; two run at a time.

    Each runs once before, uncounted, so that its imports are compiled. Hashes of strings are fixed, so the figure
    varies only by the random keys of TLS: under 0.1 %.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        counts = pool.map(lambda name: _count(*programs[name], folder), programs)
        return dict(zip(programs, counts, strict=True))


def _count(program: str, environment: Mapping[str, str], folder: Path) -> int:
    python = [sys.executable, "-c", program]
    counting = [require_valgrind(), "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    settings = {**environment, "PYTHONHASHSEED": "0"}
    subprocess.run(python, cwd=folder, env=settings, check=True)
    counted = subprocess.run([*counting, *python], cwd=folder, env=settings, check=True, stderr=subprocess.PIPE)
    total = _TOTAL.search(counted.stderr.decode())
    if not total:
        raise NoValgrindError(f"valgrind gave no total: {counted.stderr[-500:]!r}")
    return int(total[1].replace(",", ""))
