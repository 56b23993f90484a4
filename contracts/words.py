"""Fields of answers that hold words of ours for people: they are said in the language that the request asks for."""

from typing import Annotated

from pydantic import PlainSerializer, SerializationInfo, ValidatorFunctionWrapHandler, WrapValidator

from contracts.sentences import Sentence


def _keep(given: object, read: ValidatorFunctionWrapHandler) -> str:
    text: str = read(given)
    return given if isinstance(given, Sentence) else text


def _said(text: str, info: SerializationInfo) -> str:
    return str(info.context(text) if callable(info.context) else text)


# Its JSON is a string. Words that were stored in English are translated where a catalogue has them.
Words = Annotated[str, WrapValidator(_keep), PlainSerializer(_said, return_type=str, when_used="json-unless-none")]
