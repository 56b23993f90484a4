"""The HTTP door: typed routes, problems, and responses kept under idempotency keys."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from kernel import aws, clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import AlreadyDone, RequestContext, UnitOfWork
from kernel.http import cdn
from kernel.http.idempotency import IdempotentRequest
from kernel.http.request import Request, Response
from kernel.http.routes import Keyed, Route, refuse_unreadable
from kernel.http.step_up import StepUp
from kernel.log import count, log, start_invocation
from kernel.problems import Forbidden, NotFound, Problem, Stale, Unauthenticated, Unavailable

ANONYMOUS = "anonymous"  # the actor of a request to an open route
_COUNTED_REFUSALS = frozenset([401, 403, 404, 429])
_TRIES = 4

F = TypeVar("F", bound=Callable[..., Any])


class Api:
    """The routes of one service. The HTTP API's routes and the OpenAPI document are made from `routes`."""

    def __init__(self, name: str, table: Callable[[], Table]) -> None:
        self.name = name
        self._table = table
        self._routes: dict[str, Route] = {}

    @property
    def routes(self) -> list[Route]:
        """Every route, in the order in which they were registered."""
        return list(self._routes.values())

    def route(
        self,
        method: str,
        path: str,
        *,
        status: int = 200,
        open: bool = False,
        keyed: Keyed = False,
        step_up: StepUp = False,
        refusals: tuple[type[Problem], ...] = (),
        files: tuple[str, ...] = (),
    ) -> Callable[[F], F]:
        """Register a handler.

        `open` needs no caller. `keyed` takes an Idempotency-Key and keeps the response with the change; "required" is
        for what moves money, or starts what does: without a key it is refused, and the response is kept for ever (E6).
        `step_up` needs a fresh proof of who the caller is, always or for the bodies for which it returns True.
        `refusals` are the problems that this route may answer besides those that every route may, `files` the media
        types of files. A handler that returns `View | Quote` answers a quote with 200, and `View` with `status` (B15).
        """

        def register(handler: F) -> F:
            route = Route.of(
                handler,
                method=method,
                path=path,
                status=status,
                open=open,
                keyed=keyed,
                step_up=step_up,
                refusals=refusals,
                files=files,
            )
            if route.key in self._routes:
                raise ValueError(f"{route.key} is registered already")
            self._routes[route.key] = route
            return handler

        return register

    def get(self, path: str, **options: Any) -> Callable[[F], F]:
        """Register a route that reads."""
        return self.route("GET", path, **options)

    def post(self, path: str, *, keyed: Keyed = True, **options: Any) -> Callable[[F], F]:
        """Register a route that makes something."""
        return self.route("POST", path, keyed=keyed, **options)

    def put(self, path: str, **options: Any) -> Callable[[F], F]:
        """Register a route that sets something."""
        return self.route("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Callable[[F], F]:
        """Register a route that changes some fields."""
        return self.route("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Callable[[F], F]:
        """Register a route that ends something."""
        return self.route("DELETE", path, **options)

    def handler(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        """Answer one event of an HTTP API (payload 2.0); an unhandled exception is a 500 without details."""
        started = time.perf_counter()
        start_invocation(context)
        request = Request.of(event)
        log().set_correlation_id(request.correlation_id)
        response = self._respond(request)
        _count_refusal(request, response)
        log().info(
            "http.request.completed",
            extra={
                "route": request.route_key,
                "status": response.status,
                "caller": request.caller_id,
                "key": request.by_key,
                "address": request.address,
                "refusal": _code_of(response),
                "ms": round((time.perf_counter() - started) * 1000, 1),
            },
        )
        rendered = response.rendered(request.request_id, request.language)
        return rendered | {"body": ""} if request.is_head else rendered

    def _respond(self, request: Request) -> Response:
        try:
            route = self._routes.get("GET" + request.route_key[4:] if request.is_head else request.route_key)
            if route is None or cdn.bypassed_cdn(request.headers):
                raise NotFound
            if not route.open:
                self._admit(route, request)
            refuse_unreadable(request, route)
            return self._serve_idempotent(route, request, route.read(request))
        except Problem as problem:
            return Response.refusing(_as_refused(problem, request), request.language)
        except (BotoCoreError, ClientError) as error:
            log().exception("http.aws_failed")
            return Response.refusing(Unavailable() if aws.is_transient(error) else Problem(), request.language)
        except Exception:
            log().exception("http.unhandled_exception")
            return Response.refusing(Problem(), request.language)

    def _admit(self, route: Route, request: Request) -> None:
        """Raise unless the request has a caller, whose API key, if it has one, opens the route."""
        if request.by_key or request.key_refusal:
            from kernel.http import api_keys

            if not request.caller_id:
                raise api_keys.refusal_of_unknown(request)
            api_keys.require_opened(request, route, self._table())
        if not request.caller_id:
            raise Unauthenticated

    def _serve_idempotent(self, route: Route, request: Request, given: dict[str, Any]) -> Response:
        """Run the handler, or replay the response that is kept under the request's idempotency key."""
        idempotent = IdempotentRequest.of(request, route, given)
        try:
            return self._commit_with_retry(route, request, given, idempotent)
        except AlreadyDone as done:
            if idempotent is None:
                raise
            return idempotent.replay(done.record)
        except Unauthenticated:
            raise  # who is signed out gets no answer of before either
        except Problem as refusal:
            record = self._table().get(idempotent.pk, idempotent.sk) if idempotent and refusal.status < 500 else None
            if record is None or idempotent is None:
                raise
            return idempotent.replay(record)

    def _commit_with_retry(
        self, route: Route, request: Request, given: dict[str, Any], idempotent: IdempotentRequest | None
    ) -> Response:
        """Run the handler and commit what it saved; run it again if the items changed meanwhile."""
        for _ in range(_TRIES - 1):
            try:
                return self._attempt(route, request, given, idempotent)
            except Stale:
                continue
        return self._attempt(route, request, given, idempotent)

    def _attempt(
        self, route: Route, request: Request, given: dict[str, Any], idempotent: IdempotentRequest | None
    ) -> Response:
        work = UnitOfWork(self._table(), _request_context(request), needs_authorization=not route.open)
        try:
            response = route.respond(given, request, work)
        except (Forbidden, NotFound) as refusal:
            raise work.restriction or refusal from None
        if idempotent or not work.is_empty:
            work.commit(idempotent.record(response, work.now, request.language) if idempotent else None)
        return response


def _count_refusal(request: Request, response: Response) -> None:
    """Count a refusal that an attack causes by the hundred: for the alarm, and by route to see what is attacked."""
    if response.status in _COUNTED_REFUSALS:
        count("Refused")
        count("RefusedByRoute", route=request.route_key or "none", status=str(response.status))


def _as_refused(problem: Problem, request: Request) -> Problem:
    if not request.by_key:
        return problem
    from kernel.http import api_keys

    return api_keys.as_refused_to_key(problem)


def _code_of(response: Response) -> str:
    """Return the code of a problem, or an empty text for any other response."""
    return str(response.body.get("code", "")) if response.status >= 400 and isinstance(response.body, dict) else ""


def _request_context(request: Request) -> RequestContext:
    return RequestContext(
        actor=request.caller_id or ANONYMOUS,
        at=clock.now(),
        correlation_id=request.correlation_id,
        address=request.address,
        session_id=request.session_id,
        generation=request.generation,
        language=request.language,
        by_key=request.by_key,
        key_team=request.key_team,
        key_scopes=tuple(request.key_scopes),
    )
