"""The words by which people on a team are found: those of their name, email and phone numbers.

A word has no case, accents or punctuation, so that it does not matter how those are typed: `O'Brien` is found as
`obrien`, and an email by its letters, digits and `@`. What follows a hyphen or the like begins a word of its own.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

MAX_WORDS = 14
MAX_LENGTH = 40
MAX_NUMBERS = 4  # of those that a person uses
_LAST = 4  # the digits by which people name a number
_NUMBER = re.compile(r"(?<!\w)\+?\(?\d[\d\s().+/-]*\d(?!\w)")
_GAPS = re.compile(r"[\s,;|]+")
_BREAKS = re.compile(r"[\W_]+")
_LETTER = re.compile(r"LATIN SMALL LETTER (?:DOTLESS )?([A-Z]{1,2})(?: WITH .*)?")
_ALIKE = {"ð": "d", "þ": "th"}


def words_of(name: str | None, email: str, phone_number: str, used: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the words by which a person is found, each once: at most 14, and three for each number they use.

    A word that another one begins with is left out: it is found by that one.
    """
    mailbox, _, domain = email.partition("@")
    address = f"{_squeeze(mailbox)}@{_squeeze(domain)}"
    found = [*_number_words(phone_number), address, *_name_words(name or ""), _squeeze(domain), *_endings(mailbox)]
    kept = _without_beginnings([*found, *list(_endings(domain))[:-1]])
    numbers = (word for number in used[:MAX_NUMBERS] for word in _number_words(number))
    return tuple(dict.fromkeys([*kept, *numbers]))


def query_words(q: str) -> tuple[str, ...]:
    """Return the word beginnings in a query, longest first; a phone number is one word in any notation."""
    joined = _NUMBER.sub(lambda number: f" {_digits_of(number[0])} ", unicodedata.normalize("NFKC", q))
    found = {word[:MAX_LENGTH] for token in _GAPS.split(joined) if (word := _squeeze(token, keep="@").lstrip("@"))}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def first_match(words: tuple[str, ...], beginning: str) -> str | None:
    """Return the one word of a person that counts as the match, so that the person is found only once."""
    return min((word for word in words if word.startswith(beginning)), default=None)


def matches(words: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    """Return whether each beginning matches some word."""
    return all(first_match(words, beginning) is not None for beginning in beginnings)


def _name_words(name: str) -> Iterator[str]:
    for token in _GAPS.split(name):
        yield _squeeze(token)
        yield from _endings(token)


def _endings(text: str) -> Iterator[str]:
    """Yield what follows each mark in a text, without the marks: `Ann-Lou May` has `loumay` and `may`."""
    parts = [part for part in _BREAKS.split(_fold(text)) if part]
    for at in range(1, len(parts)):
        yield "".join(parts[at:])


def _without_beginnings(words: Iterable[str]) -> list[str]:
    """Return at most 14 of the words, the first first, none of which another one begins with."""
    kept: list[str] = []
    for word in (word[:MAX_LENGTH] for word in words if word):
        if any(known.startswith(word) for known in kept):
            continue
        longer = [known for known in kept if not word.startswith(known)]
        kept = [*longer, word] if len(longer) < MAX_WORDS else kept
    return kept


def _squeeze(text: str, keep: str = "") -> str:
    """Return the letters and digits of a text, folded, and the signs to keep."""
    return "".join(sign for sign in _fold(text) if sign.isalnum() or sign in keep)


def _fold(text: str) -> str:
    """Return the text without case, accents, and strokes through letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(map(_plain_letter, (sign for sign in apart if not unicodedata.combining(sign))))


def _plain_letter(sign: str) -> str:
    """Return the plain letter of one that Unicode does not decompose, which its name has: ł is an `L WITH STROKE`."""
    if sign.isascii() or sign in _ALIKE:
        return _ALIKE.get(sign, sign)
    named = _LETTER.fullmatch(unicodedata.name(sign, ""))
    return named[1].lower() if named else sign


def _number_words(phone_number: str) -> list[str]:
    """Return the digits of a number in international and in national notation, and its last four."""
    from contracts.phone_numbers import as_written

    digits = _digits_of(phone_number)
    return [digits, _digits_of(as_written(phone_number)), digits[-_LAST:]]


def _digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())
