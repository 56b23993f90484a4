"""An example for each request body and each success response, built from its schema and the table of good values."""

from typing import Any

from openapi_schema_validator import OAS31Validator

from infra.reference.ids import IDS
from infra.reference.overrides import OVERRIDES
from infra.reference.values import LATER, OMIT, TIMES, VALUES

Schema = dict[str, Any]
_TABLE = VALUES | IDS
_REF = "#/components/schemas/"


class NoValueError(LookupError):
    """A field has no good value; the message names it, and where to add one."""


class Examples:
    """Builds examples of the schemas of a document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._schemas: dict[str, Schema] = document["components"]["schemas"]

    def of(self, schema: Schema) -> Any:
        """Return an example of a schema. Raises NoValueError."""
        return self._of(schema, "", "", ())

    def value(self, name: str, schema: Schema) -> Any:
        """Return an example of a parameter. Raises NoValueError."""
        return self._of(schema, name, "", ())

    def _of(self, schema: Schema, name: str, model: str, inside: tuple[str, ...]) -> Any:
        """Build one value: of the field `name` of `model`, below the schemas `inside`, so that loops end."""
        if "$ref" in schema:
            target = schema["$ref"].removeprefix(_REF)
            if "properties" not in self._schemas[target]:
                return self._of(self._schemas[target], name, model, inside)
            return None if target in inside else self._object(target, inside)
        found = _from_table(schema, name, model)
        if found is not OMIT:
            return found
        if "anyOf" in schema:
            options = [one for one in schema["anyOf"] if one.get("type") != "null"]
            return self._of(options[0], name, model, inside)
        if schema.get("type") == "array":
            item = self._of(schema.get("items", {}), name, model, inside)
            return [] if item is None else [item] * max(1, schema.get("minItems", 1))
        if schema.get("properties"):
            return self._members(schema, model or name, inside)
        raise NoValueError(f"{model}.{name}: add it to infra/reference/values.py or ids.py")

    def _object(self, target: str, inside: tuple[str, ...]) -> dict[str, Any]:
        return self._members(self._schemas[target], target, (*inside, target))

    def _members(self, schema: Schema, model: str, inside: tuple[str, ...]) -> dict[str, Any]:
        own = OVERRIDES.get(model, {})
        made = {
            name: own[name] if name in own else self._of(member, name, model, inside)
            for name, member in schema["properties"].items()
        }
        required = schema.get("required", [])
        return {
            name: value
            for name, value in made.items()
            if value is not OMIT and (value is not None or name in required or name in own)
        }


def _from_table(schema: Schema, name: str, model: str) -> Any:
    """Return the value of a field that has no members of its own, or OMIT."""
    if "const" in schema:
        return schema["const"]
    candidates = _TABLE.get(f"{model}.{name}") or _TABLE.get(name, ())
    if "enum" in schema:
        candidates = (*candidates, *schema["enum"])
    elif schema.get("format") in TIMES:
        now, later = TIMES[schema["format"]]
        candidates = (later if any(part in name for part in LATER) else now,)
    elif schema.get("type") == "boolean":
        candidates = (schema.get("default", False),)
    elif "anyOf" in schema or "$ref" in schema or schema.get("type") == "array":
        return OMIT
    plain = {key: value for key, value in schema.items() if key not in ("format", "properties", "$ref")}
    return next((one for one in candidates if OAS31Validator(plain).is_valid(one)), OMIT)
