"""An electronic signature of the letter of authorization, and the record that is kept of it (N7). Pure.

By the ESIGN Act (15 U.S.C. 7001) and the states' UETA it counts as one by hand if the person has agreed to sign
electronically, means the typed name as a signature, gets a copy, and a record is kept that can be reproduced.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from contracts.sentences import say
from kernel.time_zones import zone_of
from services.numbers.domain.letter import Letter
from services.numbers.domain.letter_problems import ConsentNeeded, LetterChanged, NameDiffers

CONSENT = (
    "You can sign this letter here instead of on paper. By the ESIGN Act and the law of your state, your electronic "
    "signature then counts as much as one by hand.",
    "You don't have to: you can print the letter, sign it by hand, and upload it instead. That costs nothing.",
    "Your consent is for this letter only. Until you submit the form, you can withdraw it by uploading a letter that "
    "is signed by hand; after that, by canceling the port-in while it can be canceled.",
    "You get a copy: download the signed letter here as a PDF, and print it if you want it on paper. You need a "
    "browser and a program that opens PDFs. We keep a record of the signature with the port-in.",
)

Stroke = tuple[tuple[int, int], ...]  # the points that a finger, pen or mouse went through
DRAWING_WIDTH, DRAWING_HEIGHT = 600, 200
MOST_STROKES, MOST_POINTS = 60, 3_000


@dataclass(frozen=True, slots=True)
class LetterSignature:
    """The record of a signature: who signed which words, when and from where. `document` is the SHA-256 of the PDF.

    `network` is a keyed hash of the address that it came from, `etag` the storage's own hash of the document.
    """

    port_id: str
    account_id: str
    name: str
    current_carrier: str
    signed_at: datetime
    time_zone: str
    network: str
    statement: str  # what the person has agreed to
    facts: str  # digest of the facts of the letter
    words: str  # digest of its words
    is_drawn: bool
    document: str = ""
    etag: str = ""

    @property
    def day(self) -> str:
        """The day of the signature where it was signed, such as November 30, 2026."""
        local = self.signed_at.astimezone(zone_of(self.time_zone))
        return f"{local:%B} {local.day}, {local.year}"

    def is_for(self, letter: Letter) -> bool:
        """Return whether it is for this letter: no fact of it has changed since."""
        return self.facts == letter.facts_digest


def state_intent(letter: Letter) -> str:
    """Return what a person agrees to by signing, in the first person."""
    return (
        f"I am {letter.signer}, the authorized person named in this letter. I have read it, I agree to sign it "
        "electronically, and I mean my typed name as my signature."
    )


def require_signable(letter: Letter, *, name: str, consents: bool, words: str) -> None:
    """Raise ConsentNeeded without consent, LetterChanged if other words were shown, NameDiffers for another name."""
    if not consents:
        raise ConsentNeeded(field="consent")
    if words != letter.words_digest:
        raise LetterChanged(field="words")
    if _plain(name) != _plain(letter.signer):
        sentence = say("Type the name of the authorized person as in the letter: {name}.", name=letter.signer)
        raise NameDiffers(sentence, field="name")


def _plain(name: str) -> str:
    """Return a name by which two spellings are compared: without regard to capitals, spaces, and kinds of quotes."""
    composed = unicodedata.normalize("NFKC", name).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(composed.casefold().split())
