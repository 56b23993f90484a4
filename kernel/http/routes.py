"""A route: method, path and handler, with the types of its input and output read from the signature."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.faults import refusal_of
from kernel.http.models import NoParameters
from kernel.http.request import MAX_BODY_BYTES, Request, Response
from kernel.http.step_up import StepUp, require_fresh_proof
from kernel.problems import CannotQuote, Invalid, Malformed, Problem, TooLarge, WrongCharset, WrongMediaType

Keyed = bool | Literal["required"]

_LOST_CHARACTER = "\ufffd".encode()
_CHARSET = re.compile(r'charset\s*=\s*"?([^";\s]+)')
_UTF_8 = ("utf-8", "utf8", "us-ascii")  # ASCII is a part of UTF-8
_PARAMETER = re.compile(r"{(\w+)}")
PATH_VALUE = "[A-Za-z0-9_+-]{1,80}"
_PATH_VALUE = re.compile(PATH_VALUE)


@dataclass(frozen=True)
class Route:
    """One route. Its handler's parameters name what it needs: `work`, `request`, `body`, `query`, a path parameter.

    `files` are the media types that it answers with besides JSON, or in place of it where it names no model.
    """

    handler: Callable[..., Any]
    method: str
    path: str
    status: int
    open: bool
    keyed: Keyed
    step_up: StepUp
    refusals: tuple[type[Problem], ...]
    files: tuple[str, ...]
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
        keyed: Keyed,
        step_up: StepUp,
        refusals: tuple[type[Problem], ...],
        files: tuple[str, ...],
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
            files=files,
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

    def read(self, request: Request) -> dict[str, Any]:
        """Return what the request gives to the handler by name: path parameters, query and body.

        Raise Invalid, which names every field that is not acceptable, Malformed, or CannotQuote (E3, E6).
        """
        given: dict[str, Any] = {}
        for name in self.parameters:
            given[name] = _path_value(name, request.path_parameters.get(name, ""))
        if self.query or request.query:  # a start pays for no model that forbids nothing
            given["query"] = _read_query(self.query or NoParameters, request.query)
        if self.body is not None:
            given["body"] = _read(self.body, request.json() if request.raw else {})
        return given

    def respond(self, given: dict[str, Any], request: Request, work: UnitOfWork) -> Response:
        """Run the handler on what the request gives, and return its result with the route's status; a quote has 200.

        Raise StepUpRequired, and what the handler raises.
        """
        given = given | {"work": work, "request": request}
        require_fresh_proof(request, self.step_up, work.now, body=given.get("body"), query=given.get("query"))
        result = self.handler(**{name: given[name] for name in self.takes})
        if isinstance(result, Response):
            return result
        if self.quotes is not None and isinstance(result, self.quotes):
            return Response(200, result)
        return Response(204 if result is None else self.status, result)


def refuse_unreadable(request: Request, route: Route) -> None:
    """Raise TooLarge, WrongMediaType, WrongCharset or Malformed, before anything is parsed."""
    if len(request.raw) > MAX_BODY_BYTES:
        raise TooLarge
    if route.body is None or not request.raw:
        return
    media_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if media_type.strip() != "application/json":
        raise WrongMediaType
    charset = _CHARSET.search(parameters)
    if charset and charset[1] not in _UTF_8:
        raise WrongCharset
    if _LOST_CHARACTER in request.raw:  # what API Gateway puts for bytes that are not UTF-8
        raise Malformed("The body is not UTF-8, or has lost characters (U+FFFD) on the way.")


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


def _read_query(model: type[BaseModel], given: dict[str, str]) -> BaseModel:
    """Return the query. Raise CannotQuote for `dry_run` where nothing is quoted: it must never act instead."""
    if "dry_run" in given and "dry_run" not in model.model_fields:
        raise CannotQuote(field="dry_run")
    return _read(model, given, of_query=True)


def _read(model: type[BaseModel], given: Any, *, of_query: bool = False) -> BaseModel:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise refusal_of(error, of_query=of_query) from error
