"""How a text is written on its way, and in how many parts it travels: GSM 03.38. Pure.

One part holds 160 septets, or 70 units of UCS-2; in more parts than one each gives up room for its place in the row.
What takes two units is never cut in two.
"""

from typing import Literal

Encoding = Literal["gsm7", "ucs2"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
_ROOM: dict[Encoding, tuple[int, int]] = {"gsm7": (160, 153), "ucs2": (70, 67)}  # alone, and as one of several
_LAST_OF_TWO_BYTES = "\uffff"


def encoding_of(text: str) -> Encoding:
    """The alphabet that a text needs: seven bits if they hold every character of it."""
    return "gsm7" if all(char in _BASIC or char in _EXTENSION for char in text) else "ucs2"


def parts_of(text: str) -> int:
    """In how many parts a text travels."""
    encoding = encoding_of(text)
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
