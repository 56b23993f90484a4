"""The document as it is published: the routes of the code, an introduction, and an example of all that is sent."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from infra.reference.examples import Examples, NoValueError
from infra.reference.ids import PATHS
from kernel.http import openapi
from kernel.http.api import Api

_INTRODUCTION = Path(__file__).parent / "intro.md"
JSON = "application/json"


def document(apis: Iterable[Api], *, strict: bool = False) -> dict[str, Any]:
    """Return the document of all routes of these services.

    A body with a field that has no good value has no example, and keeps no one from deploying; `strict` is for the
    test, and raises NoValueError.
    """
    made = openapi.document(apis)
    made["info"]["description"] = _INTRODUCTION.read_text(encoding="utf-8")
    examples = Examples(made)
    for path, operations in made["paths"].items():
        for operation in operations.values():
            try:
                _show(operation, path, examples)
            except NoValueError:
                if strict:
                    raise
    return made


def _show(operation: dict[str, Any], path: str, examples: Examples) -> None:
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["example"] = examples.value(field_of(parameter["name"], path), parameter["schema"])
    if "requestBody" in operation:
        body = operation["requestBody"]["content"][JSON]
        body["example"] = examples.of(body["schema"])
    for status, response in operation["responses"].items():
        if status < "300" and JSON in response.get("content", {}):
            _show_response(response["content"][JSON], examples)


def _show_response(content: dict[str, Any], examples: Examples) -> None:
    """A route that quotes answers one of two."""
    options = content["schema"].get("anyOf")
    if options:
        shown = zip(("done", "quoted"), options, strict=True)
        content["examples"] = {name: {"value": examples.of(option)} for name, option in shown}
    else:
        content["example"] = {} if content["schema"] == {"type": "object"} else examples.of(content["schema"])


def field_of(parameter: str, path: str) -> str:
    """Return the field that a path's parameter is: an `id` is of what the path lists."""
    if parameter != "id":
        return parameter
    before = path.partition("/{id}")[0].rpartition("/")[2]
    return PATHS.get(before, parameter)
