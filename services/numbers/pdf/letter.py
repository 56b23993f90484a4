"""The letter of authorization, signed on the screen, as the PDF that goes to the carrier (N7)."""

from collections.abc import Sequence
from pathlib import Path

from kernel.pdf.render import render_pdf
from services.numbers.domain.letter import CURRENT_CARRIER, TITLE, Letter
from services.numbers.domain.letter_signature import DRAWING_HEIGHT, DRAWING_WIDTH, LetterSignature, Stroke

_TEMPLATE = Path(__file__).with_name("letter.typ")


def letter_pdf(letter: Letter, signature: LetterSignature, drawing: Sequence[Stroke] = ()) -> bytes:
    """Return the bytes of the PDF: the letter's words, the signature, and the record of it. The same facts, same bytes.

    A drawing is drawn from its points; without one the typed name is the signature, after `/s/`.
    """
    facts = [(fact.label, fact.lines) for fact in letter.facts]
    data = {
        "title": TITLE,
        "number": signature.port_id,
        "seller": "Teamline",
        "subtitle": letter.subtitle,
        "facts": [*facts, (CURRENT_CARRIER, [signature.current_carrier])],
        "paragraphs": letter.paragraphs,
        "name": signature.name,
        "day": signature.day,
        "strokes": drawing,
        "size": (DRAWING_WIDTH, DRAWING_HEIGHT),
        "statement": signature.statement,
        "record": [
            ("Signed by", [f"{signature.name}, signed in to account {signature.account_id}"]),
            ("Signed at", [f"{signature.signed_at:%Y-%m-%d %H:%M:%S} UTC"]),
            ("From network", [signature.network]),
            ("Letter (SHA-256)", [signature.words]),
        ],
    }
    return render_pdf(_TEMPLATE, data, at=signature.signed_at)
