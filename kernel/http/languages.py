"""The language that a caller asks for, by Accept-Language (RFC 9110, section 12.5.4)."""

import re

from contracts.languages import DEFAULT, LANGUAGES, Language

_TAG = r"(?P<tag>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
_RANGE = re.compile(rf"\s*{_TAG}\s*(?:;\s*q\s*=\s*(?P<q>[01](?:\.\d{{0,3}})?)\s*)?")
_MOST = 20  # ranges are read; browsers send fewer than ten


def wanted_language(header: str) -> Language:
    """Return the language of ours that the header prefers; what it names first wins among equals, no match is English.

    `es-MX` and `es` are Spanish. What cannot be read is passed over: no request fails for it.
    """
    best, weight = DEFAULT, 0.0
    for part in header.split(",", _MOST)[:_MOST]:
        found = _RANGE.fullmatch(part)
        named = found and _language_of(found["tag"])
        if not found or not named:
            continue
        quality = float(found["q"] or 1)
        if weight < quality <= 1:
            best, weight = named, quality
    return best


def _language_of(tag: str) -> Language | None:
    if tag == "*":
        return DEFAULT
    primary = tag.split("-", maxsplit=1)[0].lower()
    return next((language for language in LANGUAGES if language == primary), None)
