"""Setting names in any script: Arabic letters joined, right-to-left turned, Chinese and the like given to their fonts.

What a letter needs beyond that (Indic scripts, Thai) is not here: it is shown as a box, and the receipt says so.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from services.billing.letters.font import MISSING, font

_RIGHT = ("R", "AL")
_LEFT = ("L",)
_NUMBER = ("EN", "AN")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one font: `letters` (ours), or `japanese`, `korean`, `chinese` (every reader's own)."""

    script: str
    text: str


def pieces(text: str) -> tuple[list[Piece], bool]:
    """The parts of a line from left to right, and whether every letter of it can be shown."""
    clean = "".join(letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter)[0] != "C")
    eastern = _eastern(clean)
    shown = [(eastern if _is_eastern(letter) else "letters", letter) for letter in _turned(_joined(clean))]
    known = [(script, letter if script != "letters" else _known(letter)) for script, letter in shown]
    parts = [Piece(script, "".join(letter for _, letter in run)) for script, run in groupby(known, lambda one: one[0])]
    return parts, all(script != "letters" or letter != MISSING for script, letter in known)


def _known(letter: str) -> str:
    if letter in font().glyphs:
        return letter
    if unicodedata.category(letter) == "Zs":
        return " "
    return "" if unicodedata.category(letter) == "Mn" and _side(letter) in _RIGHT else MISSING


def _is_eastern(letter: str) -> bool:
    code = ord(letter)
    return 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF


def _eastern(text: str) -> str:
    if any(0xAC00 <= ord(letter) <= 0xD7A3 for letter in text):
        return "korean"
    return "japanese" if any(0x3040 <= ord(letter) <= 0x30FF for letter in text) else "chinese"


@cache
def _forms() -> dict[tuple[str, str], str]:
    """The joined forms of Arabic letters, as Unicode itself lists them: (letters, place) to form."""
    found: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFDD0), *range(0xFE70, 0xFEFD)):
        place, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        if place in ("<isolated>", "<initial>", "<medial>", "<final>") and (len(base) == 1 or base[:1] == "ل"):
            found.setdefault((base, place), chr(code))
    return found


def _joined(text: str) -> str:
    forms, written, at = _forms(), "", 0
    while at < len(text):
        letter = text[at]
        pair = text[at : at + 2]
        if (pair, "<isolated>") in forms and pair[1:] in "آأإا":
            letter = pair  # lam and alef are one
        before = bool(at) and _joins(text[at - 1], "<initial>") and _joins(letter, "<final>")
        at += len(letter)
        after = at < len(text) and _joins(letter, "<initial>") and _joins(text[at], "<final>")
        place = ("<medial>" if after else "<final>") if before else "<initial>" if after else "<isolated>"
        written += forms.get((letter, place), letter)
    return written


def _joins(letters: str, place: str) -> bool:
    return (letters, place) in _forms() or letters == "ـ"


def _side(letter: str) -> str:
    return unicodedata.bidirectional(letter)


def _turned(text: str) -> str:
    """The text as it stands on paper from left to right."""
    sides = [_side(letter) for letter in text]
    if not any(side in _RIGHT for side in sides):
        return text
    strong = next(side for side in sides if side in _RIGHT + _LEFT)
    runs = list(_runs(text, sides, from_right=strong in _RIGHT))
    ordered = reversed(runs) if strong in _RIGHT else runs
    return "".join(_mirrored(run) if from_right else run for run, from_right in ordered)


def _runs(text: str, sides: list[str], *, from_right: bool) -> Iterator[tuple[str, bool]]:
    """Parts of one direction. What has none, such as a blank, goes with its neighbours if they agree, else the line."""
    directions = [False if side in _LEFT + _NUMBER else True if side in _RIGHT else None for side in sides]
    for at, direction in enumerate(directions):
        if direction is None:
            after = next((one for one in directions[at:] if one is not None), from_right)
            before = directions[at - 1] if at else from_right
            directions[at] = after if before == after else from_right
    for direction, run in groupby(zip(text, directions, strict=True), lambda one: one[1]):
        yield "".join(letter for letter, _ in run), bool(direction)


_MIRRORS = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def _mirrored(run: str) -> str:
    return run[::-1].translate(_MIRRORS)
