"""Render a document as a PDF that can be archived (PDF/A-2a) and read aloud (PDF/UA-1), with all fonts embedded."""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts.languages import DEFAULT, Language
from contracts.sentences import known
from kernel.languages import spoken

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

_ROOT = Path(__file__).parents[2]  # templates name what they import from here, such as /kernel/pdf/document.typ
_FONT_PACKAGES = ("fontpkg_amiri", "manimgx_fonts", "noto_cjk_sans_otc")
_STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]  # both require that every character has a glyph
_BOX = "□"
_PAGE = known("Page [page] of [pages]")
_BOXES = known("□ is a character that cannot be printed here. The page in the portal shows it.")
_ROUNDS = 4  # a box in place of one character can part others that were one glyph
_JOINERS = "\u200c\u200d"  # Persian and the Indic scripts are misspelled without them
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def render_pdf(template: Path, data: dict[str, Any], *, at: datetime, language: Language = DEFAULT) -> bytes:
    """Fill a template, a `.typ` file of a service, with data, in a language, and return the PDF's bytes.

    `at` is its creation date. The same arguments always give the same bytes. A character that no font has is printed
    as a box, and `has_boxes` in the template's data is true then. Raises typst.TypstError if the template is wrong.
    """
    from typst import TypstError

    said = data | {"language": language, "page": _PAGE, "boxes": _BOXES}
    text = _each_text(said, lambda it: _printable(spoken(it, language)))
    for _ in range(_ROUNDS):
        try:
            return _compile(template, text, at)
        except TypstError as error:
            missing = [_unescape(found) for found in _NO_GLYPH.findall(error.diagnostic)]
            if not missing:
                raise
            text = _each_text(text, partial(_with_boxes, missing)) | {"has_boxes": True}
    return _compile(template, text, at)


def _compile(template: Path, data: dict[str, Any], at: datetime) -> bytes:
    pdf = _compiler(template).compile(
        format="pdf",
        sys_inputs={"data": json.dumps({"has_boxes": False} | data)},
        pdf_standards=_STANDARDS,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template.name}: one PDF was expected")
    return pdf


@cache
def _compiler(template: Path) -> "Compiler":
    from typst import Compiler, Fonts

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_font_folders())
    return Compiler(input=template, root=_ROOT, font_paths=fonts)


def _font_folders() -> list[Path]:
    """The folders of the font packages, in whichever place they are installed; their modules are not run."""
    specs = [find_spec(name) for name in _FONT_PACKAGES]
    return [Path(place) for spec in specs if spec for place in spec.submodule_search_locations or []]


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    """The data with each text in it changed; keys, numbers and flags stay."""
    if isinstance(data, dict):
        return {name: _each_text(value, change) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_each_text(value, change) for value in data]
    return change(data) if isinstance(data, str) else data


def _printable(text: str) -> str:
    """The text without controls, private and unassigned characters; composed, as fonts want it."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter in _JOINERS or unicodedata.category(letter)[0] != "C"
    )


def _with_boxes(missing: list[str], text: str) -> str:
    """The text with a box for each that is missing; no font puts an accent on a box."""
    for found in missing:
        text = text.replace(found, _BOX)
    return "".join(
        letter for at, letter in enumerate(text) if text[at - 1 : at] != _BOX or unicodedata.category(letter)[0] != "M"
    )


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
