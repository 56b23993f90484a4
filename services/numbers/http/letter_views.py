"""Response bodies of the routes of a letter of authorization (N7)."""

from datetime import datetime
from typing import Literal, Self

from kernel.http.models import View
from services.numbers.domain.letter import CURRENT_CARRIER, TITLE, Letter
from services.numbers.domain.letter_signature import CONSENT, LetterSignature, state_intent


class LetterFact(View):
    """A line of the letter: its label, and the lines beside it; none for what is still to be filled in."""

    label: str
    lines: list[str]


class LetterSignatureView(View):
    """Who signed the letter on the screen, and when; `void` once the form has changed since.

    `download_url` has the signed letter as a PDF, and works for a few minutes.
    """

    state: Literal["valid", "void"]
    name: str
    signed_at: datetime
    download_url: str


class LetterView(View):
    """The words of the letter, which are the same on the screen, on paper and in the PDF, and how it is signed.

    `words` is the digest to sign with. `document` says whether a letter is stored, by whichever way.
    """

    title: str
    subtitle: str
    facts: list[LetterFact]
    paragraphs: list[str]
    signer: str
    consent: list[str]
    statement: str
    words: str
    can_sign: bool
    document: Literal["missing", "uploaded", "signed_here"]
    signature: LetterSignatureView | None

    @classmethod
    def of(
        cls,
        letter: Letter,
        *,
        can_sign: bool,
        is_stored: bool,
        signature: LetterSignature | None,
        download_url: str = "",
    ) -> Self:
        """Return the view of a letter, and of the signature of the document that is stored, if there is one."""
        carrier = signature.current_carrier if signature else ""
        facts = [LetterFact(label=fact.label, lines=list(fact.lines)) for fact in letter.facts]
        return cls(
            title=TITLE,
            subtitle=letter.subtitle,
            facts=[*facts, LetterFact(label=CURRENT_CARRIER, lines=[carrier] if carrier else [])],
            paragraphs=list(letter.paragraphs),
            signer=letter.signer,
            consent=list(CONSENT),
            statement=state_intent(letter),
            words=letter.words_digest,
            can_sign=can_sign,
            document="signed_here" if signature else "uploaded" if is_stored else "missing",
            signature=signature
            and LetterSignatureView(
                state="valid" if signature.is_for(letter) else "void",
                name=signature.name,
                signed_at=signature.signed_at,
                download_url=download_url,
            ),
        )
