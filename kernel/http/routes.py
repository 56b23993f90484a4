"""A route: method, path and handler, with the types of what goes in and out read from its signature."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import MAX_BODY_BYTES, Request, Response
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
        method: str,
        path: str,
        status: int,
        open_: bool,
        keyed: bool,
        refusals: tuple[type[Problem], ...],
        quotes: type[BaseModel] | None = None,
    ) -> "Route":
        """The route of a handler. Raises TypeError for a parameter that nobody can fill."""
        hints = get_type_hints(handler)
        answers = _answered(handler)
        takes = tuple(inspect.signature(handler).parameters)
        unknown = set(takes) - {"work", "request", "body", "query", *_PARAMETER.findall(path)}
        if unknown:
            raise TypeError(f"{method} {path}: nobody fills {', '.join(sorted(unknown))}")
        return cls(
            handler, method, path, status, open_, keyed, refusals, takes,
            hints.get("body"), hints.get("query"), answers, quotes,
        )  # fmt: skip

    @property
    def key(self) -> str:
        """API Gateway's name of the route."""
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> list[str]:
        """The names in the path's braces."""
        return _PARAMETER.findall(self.path)

    def answer(self, request: Request, work: UnitOfWork) -> Response:
        """Read the input, run the handler, and give its result the route's status.

        Raises Invalid, which names every field that is not acceptable, and what the handler raises.
        """
        given = {"work": work, "request": request}
        for name in self.parameters:
            given[name] = _path_value(name, request.path_parameters.get(name, ""))
        if self.query is not None:
            given["query"] = _read(self.query, request.query)
        if self.body is not None:
            given["body"] = _read(self.body, request.json() if request.raw else {})
        result = self.handler(**{name: given[name] for name in self.takes})
        if isinstance(result, Response):
            return result
        return Response(204 if result is None else self.status, result)


def refuse_unreadable(request: Request, route: Route) -> None:
    """Raise TooLarge or WrongMediaType before anything is parsed."""
    if len(request.raw) > MAX_BODY_BYTES:
        raise TooLarge
    if route.body is not None and request.raw:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise WrongMediaType


def _answered(handler: Callable[..., Any]) -> Any:
    """What a handler answers; one that makes the Answer itself says its body by `Annotated[Answer, Model]`."""
    said: Any = get_type_hints(handler, include_extras=True).get("return")
    return said.__metadata__[0] if get_origin(said) is Annotated else said


def _path_value(name: str, value: str) -> str:
    if not _PATH_VALUE.fullmatch(value):
        raise Invalid(errors=[{"field": name, "code": "invalid_id", "message": "This is no id."}])
    return value


def _read(model: type[BaseModel], given: Any) -> BaseModel:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise refusal_of(error) from error


def refusal_of(error: ValidationError) -> Invalid:
    """The problem that names each field which pydantic refused."""
    errors = [
        {
            "field": ".".join(str(part) for part in fault["loc"]) or "body",
            "code": fault["type"],
            "message": fault["msg"],
        }
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return Invalid(errors=errors)
