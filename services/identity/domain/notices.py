"""What the holder of an account is notified of, whatever they have chosen (I5, I14); the words are in the letters."""

from kernel.notices import Notice
from services.identity.domain import letters, security_letters

_HOLDER = "the account's holder, as they were reached before"

NOTICES: dict[str, Notice] = {
    "known_number": Notice(
        "A person tries to sign up with a number that has an account",
        "the account's holder: by text, or by email where the line gets no texts",
        letters.KNOWN_NUMBER_SUBJECT,
        letters.known_number_text(),
        by_choice=False,
    ),
    **{
        kind: Notice(sentence.rstrip("."), _HOLDER, security_letters.SUBJECT, sentence, by_choice=False)
        for kind, sentence in security_letters.WHAT.items()
    },
}
