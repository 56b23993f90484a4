"""The OpenAPI 3.1 document, made from the routes and the types of their handlers."""

from collections.abc import Iterable
from typing import Any, Literal, TypeGuard

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from contracts.key_scopes import scopes_that_open
from kernel import problems
from kernel.dynamodb.cursors import InvalidCursor
from kernel.http.api import Api
from kernel.http.api_keys import OF_KEYS
from kernel.http.faults import CODES
from kernel.http.idempotency import IdempotencyKeyRequired, IdempotencyKeyReused, InvalidIdempotencyKey
from kernel.http.pages import PageQuery
from kernel.http.routes import PATH_VALUE, Route

_KEY = (
    "An API key of a team, `tlk_...`. The scope that opens an operation is named with it; where there are two, "
    "the one that reads opens quotes (`dry_run`) alone."
)
_REF = "#/components/schemas/{model}"
Mode = Literal["validation", "serialization"]


class FieldError(BaseModel):
    """One field that is not acceptable, and why."""

    field: str
    code: str = Field(description=f"The problem's code, or one of {', '.join(f'`{code}`' for code in CODES)}.")
    message: str


class ProblemBody(BaseModel):
    """A refusal in the form of RFC 9457."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[FieldError] = []


def document(apis: Iterable[Api], *, title: str = "Teamline", version: str = "1") -> dict[str, Any]:
    """Return the document of all routes of these services."""
    routes = [(api.name, route) for api in apis for route in api.routes]
    schemas = _Schemas([route for _, route in routes])
    paths: dict[str, dict[str, Any]] = {}
    for service, route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(service, route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "description": "The business team account of a phone service."},
        "paths": paths,
        "components": {
            "schemas": schemas.definitions,
            "securitySchemes": {
                "access_token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "api_key": {"type": "http", "scheme": "bearer", "description": _KEY},
            },
        },
    }


class _Schemas:
    """The JSON Schemas of every request and response body."""

    def __init__(self, routes: list[Route]) -> None:
        used: set[tuple[type[BaseModel], Mode]] = {(ProblemBody, "serialization")}
        for route in routes:
            used |= {(model, "validation") for model in (route.body, route.query) if model}
            used |= {(model, "serialization") for model in (route.answers, route.quotes) if _is_model(model)}
        ordered = sorted(used, key=lambda entry: (entry[0].__qualname__, entry[1]))
        self._by_model, shared = models_json_schema(ordered, ref_template=_REF)
        self.definitions: dict[str, Any] = shared.get("$defs", {})

    def reference(self, model: type[BaseModel], mode: Mode) -> dict[str, Any]:
        """Return the reference to the schema of a model in the document."""
        return self._by_model[model, mode]

    def members(self, model: type[BaseModel]) -> tuple[dict[str, Any], list[str]]:
        """Return the properties of a query's model, and the names of the required ones."""
        name = self.reference(model, "validation")["$ref"].rsplit("/", 1)[1]
        schema = self.definitions[name]
        return schema.get("properties", {}), schema.get("required", [])


def _operation(service: str, route: Route, schemas: _Schemas) -> dict[str, Any]:
    summary, _, description = (route.handler.__doc__ or "").strip().partition("\n")
    operation: dict[str, Any] = {
        "operationId": route.handler.__name__,
        "tags": [service],
        "summary": summary,
        "parameters": _parameters(route, schemas),
        "responses": _responses(route, schemas),
        "security": _security(route),
    }
    if description.strip():
        operation["description"] = " ".join(description.split())
    if route.body:
        schema = schemas.reference(route.body, "validation")
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def _security(route: Route) -> list[dict[str, Any]]:
    """Return by what a route is opened: nothing, or an access token, or an API key with one of these scopes."""
    if route.open:
        return []
    is_quoted = bool(route.query and "dry_run" in route.query.model_fields)
    scopes = scopes_that_open(route.key, is_quote=is_quoted)
    return [{"access_token": []}, *({"api_key": [scope]} for scope in sorted(scopes))]


def _parameters(route: Route, schemas: _Schemas) -> list[dict[str, Any]]:
    identifier = {"type": "string", "pattern": f"^{PATH_VALUE}$"}
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": identifier} for name in route.parameters
    ]
    if route.query:
        members, required = schemas.members(route.query)
        found += [
            {"name": name, "in": "query", "required": name in required, "schema": schema}
            for name, schema in members.items()
        ]
    if route.keyed:
        must, schema = route.keyed == "required", {"type": "string", "minLength": 1, "maxLength": 255}
        found.append({"name": "Idempotency-Key", "in": "header", "required": must, "schema": schema})
    return found


def _responses(route: Route, schemas: _Schemas) -> dict[str, Any]:
    found: dict[str, list[dict[str, Any]]] = {}
    if _is_model(route.answers):
        found[str(route.status)] = [schemas.reference(route.answers, "serialization")]
    elif route.answers is None or route.answers is type(None):
        found["204"] = []
    else:
        found[str(route.status)] = [] if route.files else [{"type": "object"}]
    if route.quotes:
        found.setdefault("200", []).append(schemas.reference(route.quotes, "serialization"))
    return {status: _success(bodies, route.files) for status, bodies in found.items()} | _refusals(route)


def _success(bodies: list[dict[str, Any]], files: tuple[str, ...]) -> dict[str, Any]:
    content: dict[str, Any] = {media: {"schema": {"type": "string", "format": "binary"}} for media in files}
    if bodies:
        content["application/json"] = {"schema": bodies[0] if len(bodies) == 1 else {"anyOf": bodies}}
    return {"description": "Done"} | ({"content": content} if content else {})


def _refusals(route: Route) -> dict[str, Any]:
    by_status: dict[int, set[str]] = {}
    for problem in (*route.refusals, *_always(route)):
        by_status.setdefault(problem.status, set()).add(problem.code)
    return {str(status): _refusal(sorted(codes)) for status, codes in sorted(by_status.items())}


def _always(route: Route) -> Iterable[type[problems.Problem]]:
    yield from () if route.open else OF_KEYS
    yield from (problems.Problem, problems.TooManyRequests, problems.Unavailable, problems.Stale)
    if not route.open:
        yield from (problems.Unauthenticated, problems.Forbidden, problems.SecondFactorSetupRequired)
    if route.step_up:
        yield problems.StepUpRequired
    if route.parameters:
        yield problems.NotFound
    yield problems.Invalid
    if not (route.query and "dry_run" in route.query.model_fields):
        yield problems.CannotQuote
    if route.query and issubclass(route.query, PageQuery):
        yield InvalidCursor
    if route.body:
        yield from (problems.Malformed, problems.TooLarge, problems.WrongMediaType, problems.WrongCharset)
    if route.keyed:
        yield from (InvalidIdempotencyKey, IdempotencyKeyReused)
    if route.keyed == "required":
        yield IdempotencyKeyRequired


def _refusal(codes: list[str]) -> dict[str, Any]:
    """Return the response of one status: a problem whose `code` is one of these, so that typed clients can switch."""
    code = {"type": "object", "properties": {"code": {"enum": codes}}, "required": ["code"]}
    schema = {"allOf": [{"$ref": _REF.format(model="ProblemBody")}, code]}
    return {
        "description": " or ".join(f"`{code}`" for code in codes),
        "content": {"application/problem+json": {"schema": schema}},
    }


def _is_model(value: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(value, type) and issubclass(value, BaseModel)
