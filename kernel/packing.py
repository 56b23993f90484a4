"""Packs many texts into one, compressed, for an item that carries them all; it imports nothing that starts slowly."""

import zlib
from collections.abc import Iterable


def pack(texts: Iterable[str]) -> bytes:
    """Return texts of one line each, compressed."""
    return zlib.compress("\n".join(texts).encode(), 9)


def unpack(packed: bytes) -> list[str]:
    """Return the texts that were packed."""
    return zlib.decompress(packed).decode().split("\n")
