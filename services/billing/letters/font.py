"""The font: its outlines as they go into a PDF, and which glyph and width each letter has."""

import lzma
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("letters.ttf.xz")
MISSING = "□"


@dataclass(frozen=True)
class Font:
    """A TrueType font with widths in thousandths of its size."""

    outlines: bytes
    glyphs: dict[str, int]
    widths: tuple[int, ...]
    ascent: int
    descent: int
    box: tuple[int, ...]

    def width(self, text: str) -> int:
        """How wide a text is, in thousandths of the font's size."""
        return sum(self.widths[self.glyphs.get(letter, 0)] for letter in text)


@cache
def font() -> Font:
    """The font, read once."""
    data = lzma.decompress(_FILE.read_bytes())
    tables = {}
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        tables[tag.decode()] = data[start : start + length]
    scale = 1000 / struct.unpack_from(">H", tables["head"], 18)[0]
    ascent, descent = struct.unpack_from(">hh", tables["hhea"], 4)
    box = struct.unpack_from(">4h", tables["head"], 36)
    return Font(
        outlines=data,
        glyphs=_glyphs(tables["cmap"]),
        widths=_widths(tables, scale),
        ascent=round(ascent * scale),
        descent=round(descent * scale),
        box=tuple(round(edge * scale) for edge in box),
    )


def _widths(tables: dict[str, bytes], scale: float) -> tuple[int, ...]:
    glyphs = struct.unpack_from(">H", tables["maxp"], 4)[0]
    measured = struct.unpack_from(">H", tables["hhea"], 34)[0]
    widths = [round(struct.unpack_from(">H", tables["hmtx"], 4 * glyph)[0] * scale) for glyph in range(measured)]
    return tuple(widths + widths[-1:] * (glyphs - measured))  # the last width holds for all that follow


def _glyphs(cmap: bytes) -> dict[str, int]:
    start = struct.unpack_from(">L", cmap, 8)[0]  # the first subtable; ours all say the same
    segments = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", cmap, start + at) for at in
        (14, 16 + 2 * segments, 16 + 4 * segments, 16 + 6 * segments)
    )  # fmt: skip
    found = {}
    for segment in range(segments):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                at = start + 16 + 6 * segments + 2 * segment + offsets[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", cmap, at)[0]
            found[chr(code)] = (glyph + deltas[segment]) & 0xFFFF
    return {letter: glyph for letter, glyph in found.items() if glyph}
