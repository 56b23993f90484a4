"""What is wrong with a field, in our words: a stable code and a sentence for every way that pydantic refuses a value.

Those who read it see no pattern and no sentence of a library. A validator of ours raises `PydanticCustomError` with a
code and a sentence of its own; they are passed on as they are.
"""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails, core_schema

from contracts.sentences import say
from kernel.problems import Invalid

_OBJECT = ("wrong_type", "Send an object.")
_LIST = ("wrong_type", "Send a list.")
_INTEGER = ("wrong_type", "Enter a whole number.")
_BOOLEAN = ("wrong_type", "Enter true or false.")
_CHOICE = ("not_a_choice", "Choose {expected}.")
_DATE = ("invalid_date", "Enter a date such as 2026-03-31.")
_TIME = ("invalid_time", "Enter a time with its offset, such as 2026-03-31T12:00:00Z.")
_OTHER = ("invalid_value", "This value is not valid.")
_NULL = ("null_not_allowed", "This cannot be null.")
_EMPTY = ("too_short", "This cannot be empty.")
_PARAMETER = ("unknown_parameter", "There is no such parameter.")

_FAULTS = {
    "missing": ("missing", "This is required."),
    "extra_forbidden": ("unknown_field", "There is no such field."),
    "string_type": ("wrong_type", "Enter text."),
    "string_unicode": ("invalid_text", "This is not valid Unicode text."),
    "string_too_short": ("too_short", "Use at least {min_length} characters."),
    "string_too_long": ("too_long", "Use at most {max_length} characters."),
    "string_pattern_mismatch": ("invalid_format", "This is not in the right format."),
    "too_short": ("too_few", "Send at least {min_length}."),
    "too_long": ("too_many", "Send at most {max_length}."),
    "greater_than": ("out_of_range", "Enter more than {gt}."),
    "greater_than_equal": ("out_of_range", "Enter {ge} or more."),
    "less_than": ("out_of_range", "Enter less than {lt}."),
    "less_than_equal": ("out_of_range", "Enter {le} or less."),
    "literal_error": _CHOICE,
    "enum": _CHOICE,
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "list_type": _LIST,
    "set_type": _LIST,
}
_BY_PREFIX = {"int_": _INTEGER, "datetime_": _TIME, "timezone_": _TIME, "date_": _DATE}

CODES = sorted(
    {code for code, _ in (*_FAULTS.values(), *_BY_PREFIX.values(), _OTHER, _NULL, _PARAMETER)} | {"invalid_id"}
)


def refusal_of(error: ValidationError, *, of_query: bool = False) -> Invalid:
    """Return the problem that names each field that pydantic refused; `of_query` if they are query parameters."""
    return Invalid(errors=[_describe(fault, of_query=of_query) for fault in error.errors(include_url=False)])


def _describe(fault: ErrorDetails, *, of_query: bool) -> dict[str, str]:
    code, sentence = _find(fault, of_query=of_query)
    return {"field": ".".join(str(part) for part in fault["loc"]) or "body", "code": code, "message": sentence}


def _find(fault: ErrorDetails, *, of_query: bool) -> tuple[str, str]:
    """Return the code and the sentence of a fault."""
    kind, limits = fault["type"], fault.get("ctx", {})
    if kind not in get_args(core_schema.ErrorType):
        return kind, fault["msg"]  # of a validator of ours
    if kind == "extra_forbidden" and of_query:
        return _PARAMETER
    if fault["input"] is None and kind != "missing":
        return _NULL
    if kind == "string_too_short" and limits.get("min_length") == 1:
        return _EMPTY
    by_prefix = (found for prefix, found in _BY_PREFIX.items() if kind.startswith(prefix))
    code, sentence = _FAULTS.get(kind) or next(by_prefix, _OTHER)
    return code, say(sentence, **_plain(limits))


def _plain(limits: Mapping[str, Any]) -> dict[str, str]:
    """Return the limits as they are read: choices without the quotes of code, and "or" as a word of ours."""
    return {name: _choices(str(limit).replace("'", "")) for name, limit in limits.items()}


def _choices(limit: str) -> str:
    before, or_, last = limit.rpartition(" or ")
    return say("{before} or {last}", before=before, last=last) if or_ else limit
