"""Says in another language what the code says in English, from the catalogue of that language (decision 095)."""

import os
from functools import cache
from typing import TYPE_CHECKING

from contracts.languages import DEFAULT, Language
from contracts.sentences import Sentence, capitalized

if TYPE_CHECKING:
    from gettext import NullTranslations

_HERE = os.path.join(os.path.dirname(__file__), "..", "languages")  # where functions have no layer


def in_language(text: str, language: Language) -> str:
    """Return a sentence in a language: what it has in places too, if that is a sentence. English is what is unknown."""
    if language == DEFAULT or not text:
        return text
    catalogue = _catalogue(language)
    if not isinstance(text, Sentence):
        return catalogue.gettext(text)
    values = text.values
    if text.many:
        template = catalogue.ngettext(text.template, text.many, values["count"])
    else:
        template = catalogue.gettext(text.template)
    said = {name: in_language(it, language) if isinstance(it, Sentence) else it for name, it in values.items()}
    translated = template.format(**said)
    return capitalized(translated) if text.capital else translated


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
