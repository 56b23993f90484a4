"""The start of a function: what importing its door may not do, since each cold start pays for it (quality.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOORS = sorted(
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in ROOT.glob("services/*/*.py")
    if "handler" in file.read_text()
)
_BUILT = """
import {door}
from pydantic import BaseModel

def every(kind):
    for each in kind.__subclasses__():
        yield each
        yield from every(each)

def is_built(kind):
    ours = kind.__module__.startswith(("contracts", "kernel", "services"))
    return ours and kind.__pydantic_complete__ and not kind.__pydantic_generic_metadata__["parameters"]

print(*sorted(kind.__qualname__ for kind in every(BaseModel) if is_built(kind)))
"""


@pytest.mark.parametrize("door", DOORS)
def test_no_model_is_built_at_import(door: str) -> None:
    """Every model of ours has `defer_build`: it is built when the first of its kind is read or written.

    A generic model of ours is built by pydantic itself when it gets its argument.
    """
    found = subprocess.run(
        [sys.executable, "-c", _BUILT.format(door=door)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert found.stdout.split() == []
