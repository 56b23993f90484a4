"""The languages that Teamline speaks with people (decision 095)."""

from typing import Literal, get_args

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "en"
