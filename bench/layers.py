"""Sizes of the layers as they are deployed: unpacked, which a cold start reads of, and packed, which is uploaded.

Modules that the runtime's own Python has compiled are counted apart: they are built only where that is installed.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from infra.config import Runtime
from infra.dependencies import layer
from infra.stores import APPLE_DOORS

_MB = 1_000_000
BARS = {"": 25 * _MB, "app-store": 4 * _MB, "documents": 115 * _MB, "factors": 6 * _MB}  # unpacked, not compiled
_DOORS = {
    "app-store": [f"billing-{door}" for door in APPLE_DOORS],
    "documents": ["billing-documents", "numbers-letters"],
    "factors": ["identity-security"],
}


@dataclass(frozen=True)
class Size:
    """A layer, the functions that have it, and its sizes; the bar is for what is unpacked and not compiled."""

    layer: str
    functions: str
    unpacked_mb: float
    bar_mb: float
    compiled_mb: float
    packed_mb: float


def measure() -> Iterator[Size]:
    """Measure each layer, built for the runtime that is deployed by default."""
    for group, bar in BARS.items():
        folder = layer(Runtime(), group)
        files = [path for path in folder.rglob("*") if path.is_file()]
        compiled = _mb(path for path in files if path.suffix == ".pyc")
        functions = ", ".join(_DOORS[group]) if group else "every function"
        unpacked = round(_mb(files) - compiled, 2)
        yield Size(group or "dependencies", functions, unpacked, bar / _MB, round(compiled, 2), _packed(folder, files))


def _mb(files: Iterable[Path]) -> float:
    return sum(path.stat().st_size for path in files) / _MB


def _packed(folder: Path, files: list[Path]) -> float:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.relative_to(folder))
    return round(len(held.getvalue()) / _MB, 2)
