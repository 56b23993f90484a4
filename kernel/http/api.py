"""The door to HTTP: routes with typed input and output, problems, and answers kept under idempotency keys."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel

from kernel import aws, clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import AlreadyDone, RequestContext, UnitOfWork
from kernel.http import cdn
from kernel.http.idempotency import IdempotentRequest
from kernel.http.request import Request, Response
from kernel.http.routes import Route, refuse_unreadable
from kernel.log import log
from kernel.problems import NotFound, Problem, Stale, Unauthenticated, Unavailable

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
        """Every route, in the order in which they were written."""
        return list(self._routes.values())

    def route(
        self,
        method: str,
        path: str,
        *,
        status: int = 200,
        open: bool = False,
        keyed: bool = False,
        refusals: tuple[type[Problem], ...] = (),
        quotes: type[BaseModel] | None = None,
    ) -> Callable[[F], F]:
        """Register a handler.

        `open` needs no caller. `keyed` takes an Idempotency-Key and keeps the answer with the change.
        `refusals` are the problems that this route may answer besides those that every route may.
        `quotes` is what it answers, 200, to `?dry_run=true` (B15).
        """

        def register(handler: F) -> F:
            route = Route.of(handler, method, path, status, open, keyed, refusals, quotes)
            if route.key in self._routes:
                raise ValueError(f"{route.key} is there already")
            self._routes[route.key] = route
            return handler

        return register

    def get(self, path: str, **how: Any) -> Callable[[F], F]:
        """A route that reads."""
        return self.route("GET", path, **how)

    def post(self, path: str, *, keyed: bool = True, **how: Any) -> Callable[[F], F]:
        """A route that makes something."""
        return self.route("POST", path, keyed=keyed, **how)

    def put(self, path: str, **how: Any) -> Callable[[F], F]:
        """A route that sets something."""
        return self.route("PUT", path, **how)

    def patch(self, path: str, **how: Any) -> Callable[[F], F]:
        """A route that changes some fields."""
        return self.route("PATCH", path, **how)

    def delete(self, path: str, **how: Any) -> Callable[[F], F]:
        """A route that ends something."""
        return self.route("DELETE", path, **how)

    def handler(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        """Answer one HTTP API event (payload 2.0). Never raises: what nobody foresaw is a 500 without details."""
        began = time.perf_counter()
        request = Request.of(event)
        log().set_correlation_id(request.correlation_id)
        answer = self._answer(request)
        log().info(
            "answered",
            extra={
                "route": request.route_key,
                "status": answer.status,
                "caller": request.caller_id,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            },
        )
        return answer.rendered(request.request_id)

    def _answer(self, request: Request) -> Response:
        try:
            route = self._routes.get(request.route_key)
            if route is None or cdn.bypassed_cdn(request.headers):
                raise NotFound
            if not route.open and not request.caller_id:
                raise Unauthenticated
            refuse_unreadable(request, route)
            return self._serve_idempotent(route, request)
        except Problem as problem:
            return Response.refusing(problem)
        except (BotoCoreError, ClientError) as error:
            log().exception("AWS did not do its part")
            return Response.refusing(Unavailable() if aws.is_transient(error) else Problem())
        except Exception:
            log().exception("nobody foresaw this")
            return Response.refusing(Problem())

    def _serve_idempotent(self, route: Route, request: Request) -> Response:
        keyed = IdempotentRequest.of(request, route)
        try:
            return self._commit_with_retry(route, request, keyed)
        except AlreadyDone as done:
            if keyed is None:
                raise
            return keyed.kept(done.record)
        except Problem as refusal:
            record = self._table().get(keyed.pk, keyed.sk) if keyed and refusal.status < 500 else None
            if record is None or keyed is None:
                raise
            return keyed.kept(record)

    def _commit_with_retry(self, route: Route, request: Request, keyed: IdempotentRequest | None) -> Response:
        """Run the handler and commit what it saved; run it again if somebody else was quicker."""
        for _ in range(_TRIES - 1):
            try:
                return self._attempt(route, request, keyed)
            except Stale:
                continue
        return self._attempt(route, request, keyed)

    def _attempt(self, route: Route, request: Request, keyed: IdempotentRequest | None) -> Response:
        work = UnitOfWork(self._table(), _cause(request))
        answer = route.answer(request, work)
        if keyed or not work.is_empty:
            work.commit(keyed.once(answer, work.now) if keyed else None)
        return answer


def _cause(request: Request) -> RequestContext:
    return RequestContext(
        actor=request.caller_id or "somebody",
        at=clock.now(),
        correlation_id=request.correlation_id,
        address=request.address,
    )
