"""Receipts: the same facts on the page and in the PDF, with every name in its own script (B13)."""

import re
import subprocess
import sys
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.letters import pieces
from services.billing.receipt_pdf import drawn as receipt_pdf
from services.billing.receipts import Line, Receipt, receipt_page, written_amount, written_date

_AT = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def _receipt(name: str = "Ada Lovelace", lines: int = 1, **otherwise: str) -> Receipt:
    said = {"number": "R-1", "seller": "Teamline", "payer_email": "ada@example.com", "team": "", "paypal_id": "3B01"}
    rows = tuple(Line(f"Call credits {number}", 12_500_000) for number in range(lines))
    return Receipt(issued_at=_AT, payer_name=name, lines=rows, **(said | otherwise))


def _words(pdf: bytes) -> list[str]:
    """What a reader copies or hears: the ActualText of each piece of text."""
    streams = [zlib.decompress(part) for part in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.S)]
    found = [word for stream in streams for word in re.findall(rb"/ActualText (\(.*?(?<!\\)\)|<[0-9a-f]*>)", stream)]
    return [bytes.fromhex(word[1:-1].decode()).decode("utf-16") if word[:1] == b"<" else
            re.sub(rb"\\(.)", rb"\1", word[1:-1]).decode() for word in found]  # fmt: skip


def test_page_and_pdf_say_the_same() -> None:
    """Number, date, seller, payer, account, team, PayPal's id, lines and total."""
    receipt = _receipt(team="The Engines", lines=2)
    expected = ["R-1", "23 November 2026, 14:05 UTC", "Teamline", "Ada Lovelace", "ada@example.com", "The Engines",
                "3B01", "Call credits 1", "12.50 USD", "25.00 USD"]  # fmt: skip
    page, words = receipt_page(receipt), _words(receipt_pdf(receipt))
    assert [fact for fact in expected if fact not in page or fact not in words] == []


def test_what_is_empty_is_left_out() -> None:
    """A person's own payment names no team."""
    assert "Team" not in _words(receipt_pdf(_receipt()))
    assert "<dt>Team</dt>" not in receipt_page(_receipt())


def test_names_cannot_write_html() -> None:
    """A name is text, whatever it holds."""
    page = receipt_page(_receipt('<script>alert("x")</script>', team="<b>"))
    assert "<script" not in page
    assert "<b>" not in page


@pytest.mark.parametrize("name", ["Łukasz Žižek", "Nguyễn Văn Đức", "Ελένη Παπαδοπούλου", "Наташа Їжакевич", "שלום כהן",
                                  "محمد الأحمد", "山田太郎", "김철수", "(a\\b) \\( )", "José"])  # fmt: skip
def test_names_are_printed_in_their_own_script(name: str) -> None:
    """Every letter is shown, and what is copied from it is the name."""
    assert pieces(name)[1]
    words = _words(receipt_pdf(_receipt(name)))
    assert name in words
    assert not [word for word in words if word.startswith("□")]


def test_what_cannot_be_printed_is_said_aloud() -> None:
    """A box for each letter, a note below, and the true name for whoever copies it."""
    words = _words(receipt_pdf(_receipt("สมชาย")))
    assert "สมชาย" in words
    assert [word for word in words if word.startswith("□ stands for")]


def test_borrowed_letters_are_said_aloud() -> None:
    """A reader without Chinese letters knows what is missing."""
    assert [word for word in _words(receipt_pdf(_receipt("山田太郎"))) if "drawn by your reader" in word]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("שלום", "םולש"),
        ("שלום (12)", "(12) םולש"),
        ("Dan שלום", "Dan םולש"),
        ("بيت", "ﺖﻴﺑ"),
        ("سلام", "ﻡﻼﺳ"),
        ("Ada", "Ada"),
    ],
)
def test_right_to_left_is_turned_and_arabic_joined(name: str, seen: str) -> None:
    """As it stands on paper, from left to right."""
    assert "".join(piece.text for piece in pieces(name)[0]) == seen


def test_scripts_get_their_fonts() -> None:
    """Han letters are read by their company: kana make them Japanese, hangul Korean."""
    assert [piece.script for piece in pieces("Li 李")[0]] == ["letters", "chinese"]
    assert pieces("山田たろう")[0][0].script == "japanese"
    assert pieces("金철수")[0][0].script == "korean"


def test_a_long_receipt_takes_more_pages() -> None:
    """Nothing runs off the paper."""
    pdf = receipt_pdf(_receipt(lines=80))
    assert pdf.count(b"/MediaBox") == 3
    assert "Call credits 79" in _words(pdf)


def test_a_long_word_is_broken() -> None:
    """It goes on in the next line; no letter is lost."""
    name = "x" * 300
    assert "".join(word for word in _words(receipt_pdf(_receipt(name))) if set(word) == {"x"}) == name


@given(st.text(max_size=80))
def test_no_name_is_too_strange(name: str) -> None:
    """Whatever somebody is called, there is a receipt, and it is a PDF whose table lies where it says."""
    pdf = receipt_pdf(_receipt(name, team=name))
    assert pdf.startswith(b"%PDF-1.7")
    start = int(re.findall(rb"startxref\n(\d+)\n", pdf)[-1])
    assert pdf[start : start + 4] == b"xref"


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
    [("America/New_York", "23 November 2026, 09:05 America/New_York"), ("Nowhere/Else", "23 November 2026, 14:05 UTC"),
     ("../../etc/passwd", "23 November 2026, 14:05 UTC")],
)  # fmt: skip
def test_dates_name_their_zone(zone: str, text: str) -> None:
    """The viewer's; UTC where that is not known."""
    assert written_date(_AT, zone) == text


def test_who_draws_no_pdf_does_not_pay_for_it() -> None:
    """The writer and the font are read on first use."""
    told = "import sys, services.billing.receipts; print('pydyf' in sys.modules, 'lzma' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "False"]
