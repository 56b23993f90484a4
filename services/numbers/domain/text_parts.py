"""The encoding of a text and the number of parts it travels in: GSM 03.38. Pure.

One part holds 160 septets, or 70 units of UCS-2; several parts hold 153 or 67 each, since each needs room for its
position in the sequence. A character that takes two units is never split.

The carrier takes ten parts (1,530 plain characters or 670 others), so a longer text is refused, although up to 1,600
characters are read. The alphabet is sent along, so that the carrier makes as many parts as were paid for.
"""

from typing import Literal

Encoding = Literal["gsm7", "ucs2"]
MOST_PARTS = 10  # the carrier accepts no more

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
_ROOM: dict[Encoding, tuple[int, int]] = {"gsm7": (160, 153), "ucs2": (70, 67)}  # alone, and as one of several
_LAST_OF_TWO_BYTES = "\uffff"


def choose_encoding(text: str) -> Encoding:
    """Return the encoding that a text needs: gsm7 if that holds every character of it, else ucs2."""
    return "gsm7" if all(char in _BASIC or char in _EXTENSION for char in text) else "ucs2"


def count_parts(text: str) -> int:
    """Return the number of parts that a text travels in, at least 1."""
    encoding = choose_encoding(text)
    sizes = [_size(char, encoding) for char in text]
    alone, of_several = _ROOM[encoding]
    if sum(sizes) <= alone:
        return 1
    parts, filled = 1, 0
    for size in sizes:
        if filled + size > of_several:
            parts, filled = parts + 1, 0
        filled += size
    return parts


def _size(char: str, encoding: Encoding) -> int:
    if encoding == "gsm7":
        return 2 if char in _EXTENSION else 1
    return 2 if char > _LAST_OF_TWO_BYTES else 1
