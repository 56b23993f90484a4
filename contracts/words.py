"""Fields of answers that hold words of ours for people: they are said in the language that the request asks for."""

from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema

from contracts.sentences import Sentence


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
