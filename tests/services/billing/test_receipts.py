"""Receipts: the same facts on the page, in the PDF and in the mail, with every name in its own script (B13)."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel import pdf as pdf_package
from services.billing.domain.receipt import Line, Receipt, write_as_text, written_amount, written_date
from services.billing.http.receipt_page import receipt_page
from services.billing.pdf.receipt import receipt_pdf

_AT = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
_ROOT = Path(__file__).parents[3]


def _receipt(name: str = "Ada Lovelace", lines: int = 1, **otherwise: str) -> Receipt:
    said = {"number": "R-1", "seller": "Teamline", "payer_email": "ada@example.com", "team": "", "paypal_id": "3B01"}
    rows = tuple(Line(f"Call credits {number}", 12_500_000) for number in range(lines))
    return Receipt(issued_at=_AT, payer_name=name, lines=rows, **(said | otherwise))


def _text(pdf: bytes) -> str:
    """What a reader copies from all pages, as Chrome's reader finds it."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def _seen(pdf: bytes) -> str:
    """The payer's letters in the order of their places on paper, from left to right; without blanks."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    letters = [(*page.get_charbox(at), page.get_text_range(at, 1)) for at in range(page.count_chars())]
    label = letters[page.get_text_range().index("Paid by")]
    value = [letter for letter in letters if letter[0] > 150 and abs(letter[1] - label[1]) < 8]
    return "".join("".join(letter[-1] for letter in sorted(value)).split())


def _fonts(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """Each text's font and whether it is in the file."""
    for page in pypdfium2.PdfDocument(pdf):
        for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = text.get_font()
            yield font.get_base_name(), font.is_embedded


def test_page_pdf_and_mail_say_the_same() -> None:
    """Number, date, seller, payer, account, team, PayPal's id, lines and total."""
    receipt = _receipt(team="The Engines", lines=2)
    expected = ["R-1", "November 23, 2026, 14:05 UTC", "Teamline", "Ada Lovelace", "ada@example.com", "The Engines",
                "3B01", "Call credits 1", "12.50 USD", "25.00 USD"]  # fmt: skip
    said = receipt_page(receipt), _text(receipt_pdf(receipt)), "\n".join(write_as_text(receipt))
    assert [fact for fact in expected for where in said if fact not in where] == []


def test_what_was_returned_is_a_negative_line_in_the_mail_too() -> None:
    """A mail whose lines do not make its total would be wrong."""
    receipt = replace(_receipt(), lines=(Line("Call credits", 12_500_000), Line("Returned by PayPal", -2_500_000)))
    assert write_as_text(receipt)[-3:] == [
        "Call credits: 12.50 USD",
        "Returned by PayPal: \N{MINUS SIGN}2.50 USD",
        "Total paid: 10.00 USD",
    ]


def test_what_is_empty_is_left_out() -> None:
    """A person's own payment names no team."""
    assert not re.search(r"\bTeam\b", _text(receipt_pdf(_receipt())))
    assert re.search(r"\bTeam\b", _text(receipt_pdf(_receipt(team="The Engines"))))
    assert "<dt>Team</dt>" not in receipt_page(_receipt())


def test_names_cannot_write_html() -> None:
    """A name is text, whatever it holds."""
    page = receipt_page(_receipt('<script>alert("x")</script>', team="<b>"))
    assert "<script" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "name", ['#read("/etc/passwd")', "#panic()", "*bold* _it_ $x$ `raw` @label <label>", '\\ // /* "']
)
def test_names_cannot_write_a_template(name: str) -> None:
    """In the PDF as on the page."""
    assert name in _text(receipt_pdf(_receipt(name)))


@pytest.mark.parametrize(
    "name",
    ["Łukasz Žižek", "Nguyễn Văn Đức", "Ελένη Παπαδοπούλου", "Наташа Їжакевич", "שלום כהן", "محمد الأحمد",
     "الآن الإسلام لا عبد الله", "山田太郎", "やまだ たろう", "김철수", "王小明", "李國豪", "(a\\b) \\( )", "José",
     "अनिल कुमार", "สมชาย ใจดี", "রহিম উদ্দিন", "தமிழ்ச்செல்வி", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "ગુજરાતી", "ਪੰਜਾਬੀ", "ଓଡ଼ିଆ",
     "සිංහල", "ខ្មែរ", "ລາວ", "မြန်မာ", "አማርኛ", "ქართული", "Հայերեն", "Ada 😀"],
)  # fmt: skip
def test_names_are_printed_in_their_own_script(name: str) -> None:
    """Every letter is shown, and what is copied from it is the name."""
    words = _text(receipt_pdf(_receipt(name)))
    # A reader may turn the words of a line that has left-to-right and right-to-left text, but never their letters.
    assert [word for word in name.split() if word not in words] == []
    assert "□" not in words


def test_what_cannot_be_printed_is_said_aloud() -> None:
    """A box for each character without a glyph, a note below, and everything else as it is."""
    words = _text(receipt_pdf(_receipt("Amun 𓀀 ꦀ Ra")))
    assert "Amun □ □ Ra" in words
    assert "□ is a character that cannot be printed here." in words


@pytest.mark.parametrize(
    ("name", "seen"),
    [("שלום", "םולש"), ("שלום 12", "12םולש"), ("Dan שלום", "Danםולש"), ("بيت", "تيب"), ("Ada", "Ada")],
)
def test_right_to_left_is_turned(name: str, seen: str) -> None:
    """The text is in visual order, as on paper."""
    assert _seen(receipt_pdf(_receipt(name))) == seen


def test_arabic_letters_are_joined() -> None:
    """A word is narrower than its letters one by one, whose forms are wider."""

    def wide(name: str) -> float:
        page = pypdfium2.PdfDocument(receipt_pdf(_receipt(name)))[0].get_textpage()
        boxes = [page.get_charbox(at) for at in range(page.count_chars()) if page.get_text_range(at, 1) in set(name)]
        return float(max(box[2] for box in boxes) - min(box[0] for box in boxes))

    assert wide("ببب") < 0.8 * 3 * wide("ب")


def test_scripts_get_their_fonts() -> None:
    """Han letters are read by their company: kana make them Japanese, hangul Korean."""

    def eastern(name: str) -> set[str]:
        return {font.partition("+")[2] for font, _ in _fonts(receipt_pdf(_receipt(name))) if "CJK" in font}

    assert eastern("Li 李") == {"NotoSansCJKsc-Regular"}
    assert eastern("山田たろう") == {"NotoSansCJKjp-Regular"}
    assert eastern("金철수") == {"NotoSansCJKkr-Regular"}
    assert eastern("Ada") == set()


def test_the_pdf_can_be_archived_and_read_aloud() -> None:
    """It says that it is PDF/A-2a and PDF/UA-1; fonts are embedded, colors, language and title are given."""
    pdf = receipt_pdf(_receipt("Ada שלום 山田 محمد"))
    said = dict(re.findall(rb"<(pdf(?:aid|uaid):\w+)>(\w+)</", pdf))
    assert said == {b"pdfaid:part": b"2", b"pdfaid:conformance": b"A", b"pdfuaid:part": b"1"}
    fonts = list(_fonts(pdf))
    assert len({name for name, _ in fonts}) >= 4
    assert all(is_embedded for _, is_embedded in fonts)
    assert pypdfium2.PdfDocument(pdf).is_tagged()
    assert pypdfium2.PdfDocument(pdf).get_metadata_value("Title") == "Receipt R-1"
    assert re.search(rb"/Lang\s*\(en\)", pdf)
    assert b"/GTS_PDFA1" in pdf


def test_a_receipt_is_the_same_whenever_it_is_made() -> None:
    """Byte for byte, so that what was archived can be compared."""
    assert receipt_pdf(_receipt()) == receipt_pdf(_receipt())


def test_paper_is_us_letter() -> None:
    """8.5 by 11 inches."""
    assert pypdfium2.PdfDocument(receipt_pdf(_receipt()))[0].get_size() == (612, 792)


def test_a_long_receipt_takes_more_pages() -> None:
    """Nothing runs off the paper, and each page says which it is."""
    pdf = receipt_pdf(_receipt(lines=80))
    assert len(pypdfium2.PdfDocument(pdf)) == 4
    words = _text(pdf)
    assert [line for line in range(80) if not re.search(rf"Call credits {line}\b", words)] == []
    assert "Page 4 of 4" in words


def test_a_long_word_is_broken() -> None:
    """It goes on in the next line; no letter is lost, and none is off the paper."""
    name = "x" * 300
    pdf = receipt_pdf(_receipt(name))
    assert name in re.sub(r"\s", "", _text(pdf))
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    assert max(page.get_charbox(at)[2] for at in range(page.count_chars())) < 612 - 60


def test_a_long_name_is_broken_between_words() -> None:
    """No word of it is cut."""
    words = _text(receipt_pdf(_receipt(team="Analytical Engines " * 20)))
    assert words.count("Analytical") == words.count("Engines") == 20


@settings(deadline=None)  # the first PDF of a process reads the fonts
@given(st.text(max_size=80))
def test_no_name_is_too_strange(name: str) -> None:
    """Any name gives a receipt that is a valid PDF."""
    pdf = receipt_pdf(_receipt(name, team=name))
    assert pdf.startswith(b"%PDF-1.7")
    start = int(re.findall(rb"startxref\n(\d+)\n", pdf)[-1])
    assert pdf[start : start + 4] == b"xref"
    assert "R-1" in _text(pdf)


def test_the_mark_on_a_document_is_the_portals() -> None:
    """There is one logo."""
    ours = Path(str(pdf_package.__file__)).with_name("logo.svg")
    assert ours.read_bytes() == (_ROOT / "web" / "public" / "favicon.svg").read_bytes()


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (12_500_000, "12.50 USD"),
        (-1_230_000, "−1.23 USD"),
        (1_234_567_890_000, "1,234,567.89 USD"),
        (1, "0.000001 USD"),
    ],
)
def test_amounts_are_written_for_people(micros: int, text: str) -> None:
    """Cents always, parts of a cent only where there are some."""
    assert written_amount(micros) == text


@pytest.mark.parametrize(
    ("zone", "text"),
    [("America/New_York", "November 23, 2026, 09:05 America/New_York"),
     ("Nowhere/Else", "November 23, 2026, 14:05 UTC"),
     ("../../etc/passwd", "November 23, 2026, 14:05 UTC")],
)  # fmt: skip
def test_dates_name_their_zone(zone: str, text: str) -> None:
    """The viewer's; UTC where that is not known."""
    assert written_date(_AT, zone) == text


def test_who_reads_the_page_does_not_pay_for_the_pdf() -> None:
    """What makes PDFs is imported for the first one only, by whichever door."""
    asked = ("typst", "kernel.pdf.render")
    for door in ("documents", "api"):
        told = f"import sys, services.billing.{door}; print(*[name in sys.modules for name in {asked}])"
        answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
        assert answer.stdout.split() == ["False", "False"]
