"""Packs many texts into one, compressed, for an item that carries them all; it imports nothing that starts slowly."""

import base64
import zlib
from collections.abc import Iterable


def pack(texts: Iterable[str]) -> str:
    """Return texts of one line each as one text."""
    return base64.b64encode(zlib.compress("\n".join(texts).encode(), 9)).decode()


def unpack(packed: str) -> list[str]:
    """Return the texts that were packed."""
    return zlib.decompress(base64.b64decode(packed)).decode().split("\n")
