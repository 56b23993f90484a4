"""Says in the language of a person what the code says in English, from its catalogue (decision 095)."""

import os
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from contracts.languages import DEFAULT, LANGUAGES, Language
from contracts.sentences import Sentence, capitalized

if TYPE_CHECKING:
    from gettext import NullTranslations

_MOST = 20  # ranges are read; browsers send fewer than ten
_HERE = os.path.join(os.path.dirname(__file__), "..", "languages")  # where functions have no layer


def in_language(text: str, language: Language) -> str:
    """Return a sentence in a language: what it has in places too, if that is a sentence. English is what is unknown."""
    if language == DEFAULT or not text:
        return text
    catalogue = _catalogue(language)
    if not isinstance(text, Sentence):
        return _find(catalogue, text)
    values = text.values
    if text.many:
        template = catalogue.ngettext(text.template, text.many, values["count"])
    else:
        template = _find(catalogue, text.template)
    said = {name: in_language(it, language) if isinstance(it, Sentence) else it for name, it in values.items()}
    translated = template.format(**said) if values else template
    return capitalized(translated) if text.capital else translated


def _find(catalogue: "NullTranslations", text: str) -> str:
    """Return the translation of words that the catalogue has: whole, sentence by sentence, or before a colon."""
    if not text:  # under which a catalogue has its metadata
        return text
    found = catalogue.gettext(text)
    if found != text:
        return found
    parts = text.split(". ")
    for end in range(len(parts) - 1, 0, -1):
        begin = ". ".join(parts[:end]) + "."
        if (first := catalogue.gettext(begin)) != begin:
            return f"{first} {_find(catalogue, '. '.join(parts[end:]))}"
    kind, colon, what = text.partition(": ")
    return f"{catalogue.gettext(kind)}{colon}{what}" if kind and colon else text


def spoken(text: str, language: Language) -> str:
    """Return a sentence in a language, and any other text, such as a name, as it is."""
    return in_language(text, language) if isinstance(text, Sentence) else text


def translator(language: Language) -> Callable[[str], str]:
    """Return what says words of ours in a language."""
    return partial(in_language, language=language)


@cache
def _catalogue(language: Language) -> "NullTranslations":
    from gettext import GNUTranslations, NullTranslations

    file = os.path.join(os.environ.get("LANGUAGES") or _HERE, f"{language}.mo")
    try:
        with open(file, "rb") as content:
            return GNUTranslations(content)
    except OSError:  # what is said in English is better than nothing
        from kernel.log import log

        log().exception("languages.catalogue_missing")
        return NullTranslations()


def wanted_language(header: str) -> Language:
    """Return the language of ours that an Accept-Language prefers (RFC 9110, section 12.5.4).

    What it names first wins among equals, no match is English. `es-MX` and `es` are Spanish. What cannot be read is
    passed over: no request fails for it.
    """
    best, weight = DEFAULT, 0.0
    for part in header.split(",", _MOST)[:_MOST]:
        tag, _, parameter = part.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        named = DEFAULT if primary == "*" else next((it for it in LANGUAGES if it == primary), None)
        quality = _quality(parameter) if named else 0
        if named and weight < quality <= 1:
            best, weight = named, quality
    return best


def _quality(parameter: str) -> float:
    """Return a range's weight; 0, with which nothing is wanted, for what cannot be read."""
    name, _, value = parameter.partition("=")
    try:
        return float(value) if name.strip().lower() == "q" else 0.0 if parameter.strip() else 1.0
    except ValueError:
        return 0.0
