"""The API's document as the generators read it: short names of schemas, and what succeeds only."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.doors import Doors
from infra.reference.document import document, field_of

Schema = dict[str, Any]
_SERVICES = Path(__file__).parents[1] / "services"
_REF = "#/components/schemas/"


def sdk_document() -> dict[str, Any]:
    """Return the document of everything that an app may call."""
    names = sorted(path.parent.name for path in _SERVICES.glob("*/api*") if path.suffix in {"", ".py"})
    made = document(api for name in names for api in Doors.of(name).apis.values())
    paths = {path: _operations(path, found) for path, found in made["paths"].items() if path.startswith("/v1/")}
    schemas = made["components"]["schemas"]
    short = json.dumps({"paths": paths, "components": {"schemas": schemas}})
    for name in schemas:
        short = short.replace(f'"{_REF}{name}"', f'"{_REF}{short_name(name)}"')
    found: dict[str, Any] = json.loads(short)
    found["components"]["schemas"] = {
        short_name(name): _plain(schema) for name, schema in found["components"]["schemas"].items()
    }
    return {"openapi": made["openapi"], "info": made["info"]} | found


def short_name(name: str) -> str:
    """Return the name of a schema: `Page_UserView_` is UserViewPage, and what two services have begins with each."""
    if name.startswith("services__"):
        return name.split("__")[1].capitalize() + name.rpartition("__")[2]
    page = re.fullmatch(r"Page_(\w+?)_", name)
    return f"{page[1]}Page" if page else name


def name_of(schema: Schema) -> str | None:
    """Return the name of the schema that is referred to, if one is."""
    reference = schema.get("$ref")
    return str(reference).removeprefix(_REF) if reference else None


def each_operation(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and operation of everything, by the name of the operation."""
    found = [(method, path, one) for path, many in described["paths"].items() for method, one in many.items()]
    yield from sorted(found, key=lambda entry: str(entry[2]["operationId"]))


def _operations(path: str, operations: dict[str, Any]) -> dict[str, Any]:
    """Return the operations of a path, with the ids in it named by what they are of."""
    named = {name: field_of(name, path) for name in re.findall(r"{(\w+)}", path)}
    for operation in operations.values():
        operation["responses"] = {code: one for code, one in operation["responses"].items() if code < "300"}
        for parameter in operation["parameters"]:
            parameter["required"] &= parameter["in"] != "header"  # the SDKs send a key where none is given
            parameter["x-name"] = named.get(parameter["name"], parameter["name"])
    return operations


def _plain(schema: Any) -> Any:
    """Return a schema without titles, which would name types anew, and open to the fields of a newer API."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    members = schema.get("properties")
    dropped = {"title"} if isinstance(schema.get("title"), str) else set()
    dropped |= {"additionalProperties"} if schema.get("additionalProperties") is False else set()
    kept = {key: value if key == "properties" else _plain(value) for key, value in schema.items() if key not in dropped}
    return kept | ({"properties": {key: _plain(value) for key, value in members.items()}} if members else {})
