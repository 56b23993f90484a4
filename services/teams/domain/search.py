"""The words by which people on a team are found: those of their name, email and phone numbers."""

import re
import unicodedata
from collections.abc import Sequence

MAX_WORDS = 8
MAX_LENGTH = 40
MAX_NUMBERS = 4  # of those that a person uses
_PHONE = re.compile(r"[\d\s().+/-]+")
_BREAKS = re.compile(r"[^\w@.+-]+|_+")


def words_of(name: str | None, email: str, phone_number: str, used: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the words by which a person is found, each once: at most eight, and two for each number they use."""
    mailbox, _, domain = _fold(email).partition("@")
    found = [*_number_words(phone_number), _fold(email), *_split(name or ""), domain, *re.split(r"[.+_-]+", mailbox)]
    words = tuple(dict.fromkeys(word[:MAX_LENGTH] for word in found if word))[:MAX_WORDS]
    return tuple(dict.fromkeys([*words, *(word for number in used[:MAX_NUMBERS] for word in _number_words(number))]))


def query_words(q: str) -> tuple[str, ...]:
    """Return the word beginnings in a query, longest first; a phone number is one word in any notation."""
    found = [_digits_of(q)] if _PHONE.fullmatch(q) else _split(q)
    return tuple(sorted({word[:MAX_LENGTH] for word in found if word}, key=lambda word: (-len(word), word)))


def first_match(words: tuple[str, ...], beginning: str) -> str | None:
    """Return the one word of a person that counts as the match, so that the person is found only once."""
    return min((word for word in words if word.startswith(beginning)), default=None)


def matches(words: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    """Return whether each beginning matches some word."""
    return all(first_match(words, beginning) is not None for beginning in beginnings)


def _fold(text: str) -> str:
    """Return the text without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _split(text: str) -> list[str]:
    return [part.strip(".+-") for part in _BREAKS.split(_fold(text))]


def _number_words(phone_number: str) -> list[str]:
    """Return the digits of a number in international and in national notation."""
    from contracts.phone_numbers import as_written

    return [_digits_of(phone_number), _digits_of(as_written(phone_number))]


def _digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())
