"""The tools of the MCP server, made from the OpenAPI document of the API.

An operation is a tool if the document names a scope of API keys that opens it. Asking and quoting are tools always;
what changes something is one only if the person who starts the server allows writes. Papers are no tools: receipts,
invoices and statements are files with names and addresses, which no conversation needs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mcp_types import Tool, ToolAnnotations

PAPERS = "documents:read"
QUOTE = "quote_"
KEY = "idempotency_key"
_REF = "#/components/schemas/"
_METHODS = ("get", "post", "put", "patch", "delete")

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Operation:
    """An operation of the API as a tool; `is_quote` if it only says what the operation would do."""

    name: str
    method: str
    path: str
    tool: Tool
    in_path: tuple[str, ...]
    in_query: tuple[str, ...]
    has_body: bool
    is_keyed: bool
    is_quote: bool


def operations_of(document: Document, *, allow_writes: bool) -> dict[str, Operation]:
    """Return the operations that are tools, by the name of the tool."""
    return {one.name: one for one in _operations(document, allow_writes=allow_writes)}


def scopes_of(operation: Document) -> list[str]:
    """Return the scopes of API keys of which one opens an operation; none if it is closed to keys."""
    needed = [requirement["api_key"] for requirement in operation.get("security", []) if "api_key" in requirement]
    return [scope for scopes in needed for scope in scopes]


def _operations(document: Document, *, allow_writes: bool) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            operation = item.get(method)
            if not operation or not scopes_of(operation) or PAPERS in scopes_of(operation):
                continue
            if method == "get" or allow_writes:
                yield _operation(document, method, path, operation, is_quote=False)
            if any(it["name"] == "dry_run" for it in operation["parameters"]):
                yield _operation(document, method, path, operation, is_quote=True)


def _operation(document: Document, method: str, path: str, operation: Document, *, is_quote: bool) -> Operation:
    given = [it for it in operation["parameters"] if it["name"] != "dry_run"]
    in_path = tuple(it["name"] for it in given if it["in"] == "path")
    in_query = tuple(it["name"] for it in given if it["in"] == "query")
    is_keyed = not is_quote and any(it["in"] == "header" for it in given)
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    name = QUOTE * is_quote + operation["operationId"]
    reads = method == "get" or is_quote
    tool = Tool(
        name=name,
        description=_describe(operation, is_quote=is_quote),
        input_schema=_input_schema(document, given, body, is_keyed=is_keyed),
        annotations=ToolAnnotations(
            read_only_hint=reads, destructive_hint=not reads and method in ("delete", "put", "patch")
        ),
    )
    return Operation(name, method.upper(), path, tool, in_path, in_query, body is not None, is_keyed, is_quote)


def _describe(operation: Document, *, is_quote: bool) -> str:
    said = " ".join(filter(None, (operation["summary"], operation.get("description"))))
    scopes = " or ".join(scopes_of(operation))
    what = f"Say what this would do or cost, and do nothing: {said}" if is_quote else said
    return f"{what} Needs an API key with the scope {scopes}."


def _input_schema(document: Document, given: list[Any], body: Any, *, is_keyed: bool) -> dict[str, Any]:
    """Return the JSON Schema of a tool's arguments, with the schemas that they refer to."""
    named = [it for it in given if it["in"] != "header"]
    properties: dict[str, Any] = {it["name"]: it["schema"] for it in named}
    required = [it["name"] for it in named if it["required"]]
    if body is not None:
        properties["body"] = body
        required.append("body")
    if is_keyed:
        why = "To repeat a call whose end is unknown, send the key that it was sent with: it is then done once."
        properties[KEY] = {"type": "string", "description": why}
    used: dict[str, Any] = {}
    _collect(document, properties, used)
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return dict(_moved(schema | ({"$defs": used} if used else {})))


def _collect(document: Document, part: Any, used: dict[str, Any]) -> None:
    """Add every schema that a part of a schema refers to, directly or through others."""
    if isinstance(part, dict):
        name = str(part.get("$ref", "")).removeprefix(_REF)
        if name and name not in used:
            used[name] = document["components"]["schemas"][name]
            _collect(document, used[name], used)
        for member in part.values():
            _collect(document, member, used)
    elif isinstance(part, list):
        for member in part:
            _collect(document, member, used)


def _moved(part: Any) -> Any:
    """Return a part of a schema with its references to where a tool has them."""
    if isinstance(part, dict):
        return {
            name: value.replace(_REF, "#/$defs/") if name == "$ref" and isinstance(value, str) else _moved(value)
            for name, value in part.items()
        }
    return [_moved(member) for member in part] if isinstance(part, list) else part
