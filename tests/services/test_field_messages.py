"""Every field of every body and query, with every kind of bad value: a code that stays, and a sentence of ours."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, RootModel, ValidationError

from contracts.names import SENTENCES
from kernel.http.faults import CODES, refusal_of
from kernel.problems import Problem
from tests.services.test_inputs import ROUTES

OUR_CODES = {*CODES, *SENTENCES, "invalid_amount", "invalid_email"}
FIELD = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z0-9_]+)*")
FOREIGN = re.compile(
    r"pydantic|should|valid (string|integer|boolean|list|dictionary)|pattern|regex|"
    r"Input |Value error|Field required|Extra inputs|\^|\$|\[|\]|\\(?! <)|[{}]",
    re.I,
)
BAD: list[Any] = [
    None,
    "",
    " ",
    "x",
    "x" * 5000,
    "\x00",
    "a\nb<>@/\\",
    "\ud800",
    "２",
    -1,
    0,
    101,
    10**400,
    1.5,
    True,
    [],
    ["x"] * 200,
    [None],
    {},
    {"surprise": 1},
    {"amount": None},
    {"amount": 5},
    {"amount": "0"},
    {"amount": "99999"},
    {"amount": "1", "currency": "EUR"},
    "2026-02-30",
    "2026-01-01T00:00:00",
]


def models() -> dict[str, tuple[type[BaseModel], bool]]:
    """Return every body and query of every route by name, and whether it is a query."""
    found = {route.query.__name__: (route.query, True) for route in ROUTES if route.query}
    return found | {route.body.__name__: (route.body, False) for route in ROUTES if route.body}


def wrong_values(model: type[BaseModel]) -> Iterator[Any]:
    """Yield bodies: none, not an object, an unknown field, and each field with each bad value, nested ones too."""
    yield from ({}, [], "text", 5, None, {"surprise": 1})
    for path in _paths(model):
        yield from (_nested(path, value) for value in BAD)


def _paths(model: type[BaseModel], depth: int = 4) -> Iterator[tuple[str, ...]]:
    fields = model.model_fields
    if issubclass(model, RootModel):
        inner = _model_in(fields["root"].annotation)
        yield from _paths(inner, depth) if inner else ()
        return
    for name, field in fields.items():
        key = str(field.alias or name)
        yield (key,)
        inner = _model_in(field.annotation)
        if inner and depth:
            yield from ((key, *rest) for rest in _paths(inner, depth - 1))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    parts = [annotation, *getattr(annotation, "__args__", ())]
    return next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None)


def _nested(path: tuple[str, ...], value: Any) -> Any:
    for key in reversed(path):
        value = {key: value}
    return value


@pytest.mark.parametrize("name", sorted(models()))
def test_every_fault_is_described_in_our_words(name: str) -> None:
    """No message shows a regular expression or a library's sentence; each has a field and a code that stays (E3)."""
    model, of_query = models()[name]
    refused = 0
    for value in wrong_values(model):
        try:
            model.model_validate(value)
        except ValidationError as error:
            refused += 1
            for fault in refusal_of(error, of_query=of_query).errors:
                assert fault["code"] in OUR_CODES, (value, fault)
                assert FIELD.fullmatch(fault["field"]), (value, fault)
                assert not FOREIGN.search(fault["message"]), (value, fault)
                assert re.fullmatch(r"[A-Z].*\.", fault["message"]), (value, fault)
    assert refused > 5


def test_every_problem_is_a_sentence() -> None:
    """The title of every problem that a route may answer is a sentence, without pattern or library's words."""
    problems = {problem for route in ROUTES for problem in (*route.refusals, Problem)}
    for problem in problems:
        assert re.fullmatch(r"[A-Z].*[.?]", problem.title), problem
        assert not FOREIGN.search(problem.title), problem


@pytest.mark.parametrize(
    ("kind", "ours"),
    [("string_pattern_mismatch", "invalid_format"), ("value_error", "invalid_value"), ("a_new_kind", "a_new_kind")],
)
def test_a_kind_of_fault_is_never_passed_on(kind: str, ours: str) -> None:
    """A pattern or a ValueError gets a plain sentence even where no one wrote one; ours pass as they are."""
    from pydantic_core import InitErrorDetails, PydanticCustomError

    error: InitErrorDetails
    if kind == "a_new_kind":
        error = {"type": PydanticCustomError("a_new_kind", "We say so."), "loc": ("x",), "input": "y"}
    elif kind == "value_error":
        error = {"type": kind, "loc": ("x",), "input": "y", "ctx": {"error": ValueError("secret")}}
    else:
        error = {"type": kind, "loc": ("x",), "input": "y", "ctx": {"pattern": "^a$"}}
    (fault,) = refusal_of(ValidationError.from_exception_data("X", [error])).errors
    assert fault["code"] == ours
    assert not FOREIGN.search(fault["message"])
    assert "secret" not in fault["message"]
