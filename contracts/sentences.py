"""Sentences that people read: English, with their template and values, so that another language says them whole (E9).

A sentence is a text like any other one, in English. What is put into it as a plain text, such as a name, stays as it
is; what is put into it as a sentence is translated too.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema


class Sentence(str):
    """A text for people that was made from a template; `many` is the template of the plural, if it counts."""

    __slots__ = ("capital", "many", "template", "values")

    template: str
    values: dict[str, Any]
    many: str
    capital: bool  # its first letter is made a capital, in every language


def say(template: str, /, **values: Any) -> Sentence:
    """Return the sentence of a template, whose places are those of `str.format`."""
    return _made(template, "", values)


def say_count(one: str, many: str, count: int, /, **values: Any) -> Sentence:
    """Return the sentence for one or for many, which both may say `{count}`."""
    return _made(one, many, values | {"count": count})


def known(text: str) -> Sentence:
    """Return words of ours that were stored in English; a catalogue may have them, or what they begin with."""
    return _made(text, "", {})


def joined(between: str, parts: Iterable[str]) -> Sentence:
    """Return parts with the same sign, such as a space, between them."""
    values = {f"p{place}": part for place, part in enumerate(parts)}
    return _made(between.join(f"{{{name}}}" for name in values), "", values)


def listed(names: Iterable[str]) -> str:
    """Return names as people list them: "a, b and c"."""
    *before, last = [*names] or [""]
    return say("{before} and {last}", before=joined(", ", before), last=last) if before else last


def as_sentence(clause: str) -> Sentence:
    """Return a clause with a capital and a period."""
    return _made("{clause}.", "", {"clause": clause}, capital=True)


def begun(sentence: Sentence) -> Sentence:
    """Return a sentence that begins with a value, such as a name of ours: with a capital in every language."""
    return _made("{sentence}", "", {"sentence": sentence}, capital=True)


def capitalized(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def say_month(at: date) -> Sentence:
    """Return the name of a month."""
    return say(_MONTHS[at.month - 1])


def say_day(at: date) -> Sentence:
    """Return a day such as March 4, 2027."""
    return say("{month} {day}, {year}", month=say_month(at), day=at.day, year=at.year)


def _made(template: str, many: str, values: dict[str, Any], *, capital: bool = False) -> Sentence:
    chosen = many if many and values["count"] != 1 else template
    text = chosen.format(**values) if values else chosen
    sentence = Sentence(capitalized(text) if capital else text)
    sentence.template, sentence.many, sentence.values, sentence.capital = template, many, values, capital
    return sentence


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _keep(given: object, read: Any) -> str:
    text: str = read(given)
    return given if isinstance(given, Sentence) else text


def _said(text: str, info: Any) -> str:
    return str(info.context(text) if info.context else text)


class _Said:
    """Keeps a sentence as one until it is written; its schema is made by hand, as pydantic would inspect functions."""

    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: object) -> CoreSchema:
        """Return the schema of a text."""
        text = core_schema.str_schema()
        written = core_schema.plain_serializer_function_ser_schema(
            _said, info_arg=True, return_schema=text, when_used="json-unless-none"
        )
        return core_schema.no_info_wrap_validator_function(_keep, text, serialization=written)


# Its JSON is a string. Words that were stored in English are translated where a catalogue has them.
Words = Annotated[str, _Said]
