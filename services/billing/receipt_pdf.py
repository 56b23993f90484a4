"""Drawing a receipt as a PDF: one column on letter paper, as many pages as it takes."""

from collections.abc import Iterator
from io import BytesIO

import pydyf  # type: ignore[import-untyped]

from services.billing.letters import Font, Piece, font, pieces
from services.billing.receipts import Receipt, written_amount

_WIDTH, _HEIGHT, _MARGIN = 612, 792, 64
_VALUES, _ROW = 190, 20  # where the values of facts stand, and how high a row is
_EASTERN = {
    "japanese": ("HeiseiKakuGo-W5", "Japan1", "UniJIS-UTF16-H"),
    "korean": ("HYGoThic-Medium", "Korea1", "UniKS-UTF16-H"),
    "chinese": ("STSong-Light", "GB1", "UniGB-UTF16-H"),
}
_BOXES = "□ stands for a letter that cannot be printed here. The receipt in the portal shows it."
_BORROWED = "Chinese, Japanese and Korean letters are drawn by your reader, if it has any."


def drawn(receipt: Receipt) -> bytes:
    """The bytes of the PDF."""
    paper = _Paper(f"Receipt {receipt.number}", font())
    paper.text(_MARGIN, "Receipt", 20)
    paper.down(2)
    for label, value in receipt.facts():
        paper.text(_MARGIN, label, 10, grey=0.4)
        paper.block(_VALUES, value, 10)
    paper.down(1)
    paper.row("For", "Amount", grey=0.4)
    for line in receipt.lines:
        paper.row(line.what, written_amount(line.micros))
    paper.row("Total paid", written_amount(receipt.total), size=13)
    paper.down(1)
    for note in paper.notes():
        paper.block(_MARGIN, note, 9)
    return paper.finished()


class _Paper:
    """Where the pen is, and what has been drawn."""

    def __init__(self, title: str, letters: Font) -> None:
        self._letters = letters
        self._pdf = pydyf.PDF()
        self._pages: list[pydyf.Stream] = []
        self._used: set[str] = set()
        self._is_whole, self._borrows = True, False
        self._pdf.info["Title"] = pydyf.String(title)
        self._pdf.catalog |= {
            "Lang": pydyf.String("en"),
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
        }
        self._turn()

    def _turn(self) -> None:
        self._pages.append(pydyf.Stream(compress=True))
        self._y = _HEIGHT - _MARGIN

    def notes(self) -> list[str]:
        """What a reader should know who misses letters."""
        return [note for note, holds in ((_BOXES, not self._is_whole), (_BORROWED, self._borrows)) if holds]

    def down(self, rows: int) -> None:
        """Move the pen; onto a new page if this one is full."""
        self._y -= rows * _ROW
        if self._y < _MARGIN:
            self._turn()

    def row(self, what: str, amount: str, size: int = 10, grey: float = 0.0) -> None:
        """A line of the receipt: what on the left, how much on the right, a rule below."""
        first, *more = self._broken(what, size, _WIDTH - 2 * _MARGIN - 120)
        self.text(_MARGIN, first, size, grey)
        self.text(_WIDTH - _MARGIN - self._wide(amount, size), amount, size, grey)
        self.down(1)
        for line in more:
            self.text(_MARGIN, line, size, grey)
            self.down(1)
        page = self._pages[-1]
        page.set_line_width(0.5)
        page.set_color_rgb(0.8, 0.8, 0.8, stroke=True)
        page.move_to(_MARGIN, self._y + _ROW - 6)
        page.line_to(_WIDTH - _MARGIN, self._y + _ROW - 6)
        page.stroke()

    def block(self, x: float, text: str, size: int) -> None:
        """A text that is broken into lines where it is too long, and the pen below it."""
        for line in self._broken(text, size, _WIDTH - _MARGIN - x):
            self.text(x, line, size)
            self.down(1)

    def text(self, x: float, text: str, size: int, grey: float = 0.0) -> None:
        """A text on one line. Whoever copies it or has it read aloud gets the very words."""
        parts, whole = pieces(text)
        self._is_whole &= whole
        self._borrows |= any(part.script != "letters" for part in parts)
        page = self._pages[-1]
        page.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))
        page.begin_text()
        page.set_color_rgb(grey, grey, grey)
        page.set_text_matrix(1, 0, 0, 1, x, self._y)
        for part in parts:
            page.set_font_size(part.script, size)
            page.stream.append(b"<" + self._codes(part).hex().encode() + b"> Tj")
        page.end_text()
        page.end_marked_content()

    def _codes(self, part: Piece) -> bytes:
        if part.script != "letters":
            return part.text.encode("utf-16-be")
        self._used.update(part.text)
        return b"".join(self._letters.glyphs[letter].to_bytes(2, "big") for letter in part.text)

    def _wide(self, text: str, size: int) -> float:
        thousandths = sum(self._letters.width(part.text) if part.script == "letters" else 1000 * len(part.text)
                          for part in pieces(text)[0])  # fmt: skip
        return thousandths * size / 1000

    def _broken(self, text: str, size: int, width: float) -> Iterator[str]:
        line = ""
        for word in text.split() or [""]:
            longer = f"{line} {word}".strip()
            if self._wide(longer, size) <= width:
                line = longer
                continue
            if line:
                yield line
            line = word
            while self._wide(line, size) > width:
                fits = max(1, next(end for end in range(len(line)) if self._wide(line[: end + 1], size) > width))
                yield line[:fits]
                line = line[fits:]
        yield line

    def finished(self) -> bytes:
        """All pages and fonts, as a file."""
        fonts = pydyf.Dictionary({"letters": self._our_font()} | {name: self._their_font(name) for name in _EASTERN})
        for page in self._pages:
            self._pdf.add_object(page)
            self._pdf.add_page(pydyf.Dictionary({
                "Type": "/Page",
                "Parent": self._pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, _WIDTH, _HEIGHT]),
                "Resources": pydyf.Dictionary({"Font": fonts}),
                "Contents": page.reference,
            }))  # fmt: skip
        output = BytesIO()
        self._pdf.write(output, identifier=False)
        return output.getvalue()

    def _added(self, thing: pydyf.Object) -> bytes:
        self._pdf.add_object(thing)
        reference: bytes = thing.reference
        return reference

    def _our_font(self) -> bytes:
        ours = self._letters
        outlines = self._added(pydyf.Stream([ours.outlines], {"Length1": len(ours.outlines)}, compress=True))
        metrics = {"FontBBox": pydyf.Array(list(ours.box)), "Ascent": ours.ascent, "Descent": ours.descent}
        descriptor = self._descriptor("Letters", metrics | {"FontFile2": outlines})
        widths = [part for letter in sorted(self._used) for part in
                  (ours.glyphs[letter], pydyf.Array([ours.widths[ours.glyphs[letter]]]))]  # fmt: skip
        descendant = self._descendant("Letters", "Identity", 0, descriptor)
        descendant |= {"Subtype": "/CIDFontType2", "W": pydyf.Array(widths), "CIDToGIDMap": "/Identity"}
        return self._composite("Letters", "Identity-H", descendant, {"ToUnicode": self._added(self._words())})

    def _their_font(self, script: str) -> bytes:
        name, collection, encoding = _EASTERN[script]
        metrics = {"FontBBox": pydyf.Array([0, -200, 1000, 900]), "Ascent": 880, "Descent": -120}
        descendant = self._descendant(name, collection, 2, self._descriptor(name, metrics))
        return self._composite(name, encoding, descendant | {"Subtype": "/CIDFontType0"}, {})

    def _descriptor(self, name: str, metrics: dict[str, object]) -> bytes:
        usual = {"Type": "/FontDescriptor", "FontName": f"/{name}", "Flags": 4, "ItalicAngle": 0, "CapHeight": 730,
                 "StemV": 80}  # fmt: skip
        return self._added(pydyf.Dictionary(usual | metrics))

    def _descendant(self, name: str, ordering: str, supplement: int, descriptor: bytes) -> dict[str, object]:
        system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String(ordering), "Supplement": supplement}
        return {"Type": "/Font", "BaseFont": f"/{name}", "CIDSystemInfo": pydyf.Dictionary(system),
                "FontDescriptor": descriptor, "DW": 1000}  # fmt: skip

    def _composite(self, name: str, encoding: str, descendant: dict[str, object], more: dict[str, bytes]) -> bytes:
        below = pydyf.Array([self._added(pydyf.Dictionary(descendant))])
        said = {"Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{name}", "Encoding": f"/{encoding}",
                "DescendantFonts": below}  # fmt: skip
        return self._added(pydyf.Dictionary(said | more))

    def _words(self) -> pydyf.Stream:
        """Which letter each glyph is, so that the text can be searched."""
        known = [f"<{self._letters.glyphs[letter]:04x}> <{letter.encode('utf-16-be').hex()}>" for letter in self._used]
        chunks = [known[at : at + 100] for at in range(0, len(known), 100)]
        told = [line for chunk in chunks for line in (f"{len(chunk)} beginbfchar", *chunk, "endbfchar")]
        head = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CMapName /Letters def",
                "/CMapType 2 def", "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange"]  # fmt: skip
        return pydyf.Stream([*head, *told, "endcmap", "end", "end"], compress=True)
