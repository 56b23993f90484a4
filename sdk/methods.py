"""The Python SDK's methods: one for each operation, with the types of its parameters, body and answer."""

import keyword
import textwrap
from collections.abc import Iterable
from typing import Any

from sdk.document import Schema, each_operation, name_of

_TYPES = {"string": "str", "integer": "int", "boolean": "bool", "number": "float"}
_HEADER = '''"""Every operation of the API. Made from its document by `make sdks`: do not edit."""

from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import quote

from . import models as m


def _part(value: str) -> str:
    """Return an id as a part of a path: none leads elsewhere."""
    return quote(value, safe="")


class Operations:
    """One method for each operation; `each_...` goes through all pages, `quote_...` says what it would cost.

    `download_...` returns as a file what is JSON otherwise.
    """

    def _send(
        self, method: str, path: str, query: dict[str, Any], body: Any = None, *, keyed: bool = False, key: str = ""
    ) -> Any:
        raise NotImplementedError

    def _download(self, path: str, query: dict[str, Any], accept: str) -> bytes:
        raise NotImplementedError

    def _each(self, path: str, query: dict[str, Any]) -> Iterator[Any]:
        raise NotImplementedError
'''
_JSON = "application/json"


def methods(described: dict[str, Any]) -> str:
    """Return the module of all methods."""
    parts = [_HEADER]
    for method, path, operation in each_operation(described):
        parts.append(_Method(method, path, operation, described).text())
    return "\n".join(parts)


class _Method:
    """Writes the methods of one operation."""

    def __init__(self, method: str, path: str, operation: dict[str, Any], described: dict[str, Any]) -> None:
        self._method = method.upper()
        self._name = str(operation["operationId"])
        self._summary = str(operation.get("summary", ""))
        self._more = str(operation.get("description", ""))
        given = operation["parameters"]
        self._path_names = [one["x-name"] for one in given if one["in"] == "path"]
        for one in given:
            path = path.replace(f"{{{one['name']}}}", f"{{_part({one['x-name']})}}") if one["in"] == "path" else path
        self._path = path
        self._query = [one for one in given if one["in"] == "query" and one["name"] != "dry_run"]
        self._is_keyed = any(one["in"] == "header" for one in given)
        self._can_quote = any(one["name"] == "dry_run" for one in given)
        self._body = operation.get("requestBody", {}).get("content", {}).get(_JSON, {}).get("schema")
        self._answers = _answers(operation)
        self._files = _files(operation)
        self._schemas = described["components"]["schemas"]

    def text(self) -> str:
        done, quoted = self._answers
        if self._files and not done:
            return self._file(self._name)
        written = [self._one(self._name, done, dry_run=False)]
        if self._can_quote:
            written.append(self._one(f"quote_{self._name}", quoted, dry_run=True))
        if self._is_list:
            written.append(self._each())
        if self._files:
            written.append(self._file("download_" + self._name.removeprefix("list_").removeprefix("get_")))
        return "\n".join(written)

    @property
    def _is_list(self) -> bool:
        return any(one["name"] == "cursor" for one in self._query) and self._item is not None

    @property
    def _item(self) -> str | None:
        members = self._schemas.get(name_of(self._answers[0]) or "", {}).get("properties", {})
        return name_of(members.get("items", {}).get("items", {}))

    def _one(self, name: str, answer: Schema, *, dry_run: bool) -> str:
        keyed = self._is_keyed and not dry_run
        call = [f'"{self._method}"', self._path_text(), self._query_text(dry_run=dry_run)]
        call += ["body"] if self._body else ["{}"] if self._method == "POST" else []
        call += ["keyed=True, key=idempotency_key"] if keyed else []
        returned = "None" if not answer else python_type(answer)
        send = f"self._send({', '.join(call)})"
        lines = [send] if returned == "None" else [f"answer: {returned} = {send}", "return answer"]
        return self._define(name, self._signature(self._query, keyed=keyed), returned, lines)

    def _each(self) -> str:
        name = "each_" + self._name.removeprefix("list_").removeprefix("search_")
        query = [one for one in self._query if one["name"] not in ("cursor", "limit")]
        line = f"return self._each({self._path_text()}, {_dictionary(query)})"
        return self._define(name, self._signature(query, keyed=False), f"Iterator[m.{self._item}]", [line])

    def _file(self, name: str) -> str:
        """Return the method that answers the bytes of a file, of the first media type if none is asked for."""
        accept = f"accept: {python_type({'enum': self._files})} = {self._files[0]!r}"
        query = [one for one in self._query if one["name"] not in ("cursor", "limit")]
        line = f"return self._download({self._path_text()}, {_dictionary(query)}, accept)"
        return self._define(name, self._signature(query, keyed=False, more=[accept]), "bytes", [line])

    def _define(self, name: str, signature: str, returned: str, lines: list[str]) -> str:
        said = self._summary + (f"\n\n{self._more}" if self._more else "")
        text = textwrap.indent(f'"""{said}\n"""' if self._more else f'"""{said}"""', " " * 8)
        body = "\n".join(" " * 8 + line for line in lines)
        return f"    def {name}({signature}) -> {returned}:\n{text}\n{body}\n"

    def _signature(self, query: list[dict[str, Any]], *, keyed: bool, more: Iterable[str] = ()) -> str:
        given = ["self", *(f"{name}: str" for name in self._path_names)]
        given += [f"body: {python_type(self._body)}"] if self._body else []
        named = [_parameter(one) for one in sorted(query, key=lambda one: not one["required"])]
        named += [*more, *(['idempotency_key: str = ""'] if keyed else [])]
        return ", ".join(given + (["*", *named] if named else []))

    def _path_text(self) -> str:
        return f'{"f" if self._path_names else ""}"{self._path}"'

    def _query_text(self, *, dry_run: bool) -> str:
        return _dictionary(self._query, {'"dry_run"': "True"} if dry_run else {})


def _answers(operation: dict[str, Any]) -> tuple[Schema, Schema]:
    """Return the schema of what is done, and that of a quote; empty where nothing is answered."""
    contents = [one.get("content", {}).get(_JSON, {}) for _, one in sorted(operation["responses"].items())]
    found = [content.get("schema", {}) for content in contents]
    options = found[0].get("anyOf") if len(found) == 1 else found[::-1]
    if options:
        return options[0], options[1]
    return found[0], found[0]


def _files(operation: dict[str, Any]) -> list[str]:
    """Return the media types of the files that an operation answers, the one that it answers by itself first."""
    return [media for one in operation["responses"].values() for media in one.get("content", {}) if media != _JSON]


def _parameter(one: dict[str, Any]) -> str:
    name, kind = _python_name(one["name"]), python_type(one["schema"])
    if one["required"]:
        return f"{name}: {kind}"
    return f"{name}: {kind if kind.endswith('| None') else kind + ' | None'} = None"


def _dictionary(query: list[dict[str, Any]], more: dict[str, str] | None = None) -> str:
    pairs = {f'"{one["name"]}"': _python_name(one["name"]) for one in query} | (more or {})
    return "{" + ", ".join(f"{name}: {value}" for name, value in pairs.items()) + "}"


def _python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def python_type(schema: Schema) -> str:
    """Return the type of a parameter, body or answer."""
    if named := name_of(schema):
        return f"m.{named}"
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return f"Literal[{', '.join(map(repr, values))}]"
    if "anyOf" in schema:
        options = [python_type(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return " | ".join([*options, "None"])
    if schema.get("type") == "array":
        return f"list[{python_type(schema['items'])}]"
    return _TYPES.get(str(schema.get("type")), "Any")
