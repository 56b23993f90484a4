"""The words by which people of a team are found: those of the name, the email and the phone number."""

import re
import unicodedata

MAX_WORDS = 8
MAX_LENGTH = 40
_PHONE = re.compile(r"[\d\s().+/-]+")
_BREAKS = re.compile(r"[^\w@.+-]+|_+")


def words_of(name: str | None, email: str, phone_number: str) -> tuple[str, ...]:
    """What a person is found by, each word once; at most eight, so that a change stays small."""
    from kernel.phone_numbers import as_written  # noqa: PLC0415 (cold start)

    numbers = [_digits(phone_number), _digits(as_written(phone_number))]
    mailbox, _, domain = _plain(email).partition("@")
    found = [*numbers, _plain(email), *_split(name or ""), domain, *re.split(r"[.+_-]+", mailbox)]
    return tuple(dict.fromkeys(word[:MAX_LENGTH] for word in found if word))[:MAX_WORDS]


def asked_for(q: str) -> tuple[str, ...]:
    """The word beginnings in what somebody typed, the longest first; a phone number is one, however it is written."""
    found = [_digits(q)] if _PHONE.fullmatch(q) else _split(q)
    return tuple(sorted({word[:MAX_LENGTH] for word in found if word}, key=lambda word: (-len(word), word)))


def first_match(words: tuple[str, ...], beginning: str) -> str | None:
    """Of a person's words the one that counts as the hit, so that nobody is found twice."""
    return min((word for word in words if word.startswith(beginning)), default=None)


def matches(words: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    """Whether each beginning is one of some word."""
    return all(first_match(words, beginning) is not None for beginning in beginnings)


def _plain(text: str) -> str:
    """Without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _split(text: str) -> list[str]:
    return [part.strip(".+-") for part in _BREAKS.split(_plain(text))]


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())
