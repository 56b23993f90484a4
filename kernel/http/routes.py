"""A route: method, path and handler, with the types of its input and output read from the signature."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import MAX_BODY_BYTES, Request, Response
from kernel.http.step_up import StepUp, require_fresh_proof
from kernel.problems import Invalid, Problem, TooLarge, WrongMediaType

_PARAMETER = re.compile(r"{(\w+)}")
PATH_VALUE = "[A-Za-z0-9_+-]{1,80}"
_PATH_VALUE = re.compile(PATH_VALUE)


@dataclass(frozen=True)
class Route:
    """One route. Its handler's parameters name what it needs: `work`, `request`, `body`, `query`, a path parameter."""

    handler: Callable[..., Any]
    method: str
    path: str
    status: int
    open: bool
    keyed: bool
    step_up: StepUp
    refusals: tuple[type[Problem], ...]
    takes: tuple[str, ...]
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answers: Any
    quotes: type[BaseModel] | None

    @classmethod
    def of(
        cls,
        handler: Callable[..., Any],
        *,
        method: str,
        path: str,
        status: int,
        open: bool,
        keyed: bool,
        step_up: StepUp,
        refusals: tuple[type[Problem], ...],
    ) -> "Route":
        """Return the route of a handler. Raise TypeError for a parameter that no request can fill."""
        hints = get_type_hints(handler)
        takes = tuple(inspect.signature(handler).parameters)
        unknown = set(takes) - {"work", "request", "body", "query", *_PARAMETER.findall(path)}
        if unknown:
            raise TypeError(f"{method} {path}: no request can fill {', '.join(sorted(unknown))}")
        answers, quotes = _answered(handler)
        return cls(
            handler=handler,
            method=method,
            path=path,
            status=status,
            open=open,
            keyed=keyed,
            step_up=step_up,
            refusals=refusals,
            takes=takes,
            body=hints.get("body"),
            query=hints.get("query"),
            answers=answers,
            quotes=quotes,
        )

    @property
    def key(self) -> str:
        """The route's key in API Gateway, such as `GET /v1/team`."""
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> list[str]:
        """The names of the path parameters."""
        return _PARAMETER.findall(self.path)

    def respond(self, request: Request, work: UnitOfWork) -> Response:
        """Read the input, run the handler, and return its result with the route's status; a quote has 200.

        Raise Invalid, which names every field that is not acceptable, StepUpRequired, and what the handler raises.
        """
        given = {"work": work, "request": request}
        for name in self.parameters:
            given[name] = _path_value(name, request.path_parameters.get(name, ""))
        if self.query is not None:
            given["query"] = _read(self.query, request.query)
        if self.body is not None:
            given["body"] = _read(self.body, request.json() if request.raw else {})
        require_fresh_proof(request, self.step_up, work.now, body=given.get("body"), query=given.get("query"))
        result = self.handler(**{name: given[name] for name in self.takes})
        if isinstance(result, Response):
            return result
        if self.quotes is not None and isinstance(result, self.quotes):
            return Response(200, result)
        return Response(204 if result is None else self.status, result)


def refuse_unreadable(request: Request, route: Route) -> None:
    """Raise TooLarge or WrongMediaType, before anything is parsed."""
    if len(request.raw) > MAX_BODY_BYTES:
        raise TooLarge
    if route.body is not None and request.raw:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise WrongMediaType


def _answered(handler: Callable[..., Any]) -> tuple[Any, type[BaseModel] | None]:
    """Return the type of a handler's response body, and of its quote if it returns `View | Quote`.

    A handler that makes the Response itself declares the body by `Annotated[Response, View]`.
    """
    declared: Any = get_type_hints(handler, include_extras=True).get("return")
    if get_origin(declared) is Annotated:
        return declared.__metadata__[0], None
    if get_origin(declared) in (Union, UnionType):
        answers, quotes = get_args(declared)
        return answers, quotes
    return declared, None


def _path_value(name: str, value: str) -> str:
    if not _PATH_VALUE.fullmatch(value):
        raise Invalid(errors=[{"field": name, "code": "invalid_id", "message": "This is not an id."}])
    return value


def _read(model: type[BaseModel], given: Any) -> BaseModel:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise refusal_of(error) from error


def refusal_of(error: ValidationError) -> Invalid:
    """Return the problem that names each field that pydantic refused."""
    errors = [
        {
            "field": ".".join(str(part) for part in fault["loc"]) or "body",
            "code": fault["type"],
            "message": fault["msg"],
        }
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return Invalid(errors=errors)
