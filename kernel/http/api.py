"""The door to HTTP: routes with typed input and output, problems, and answers kept under idempotency keys."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel

from kernel import aws, clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import AlreadyDone, Cause, Work
from kernel.http import cdn
from kernel.http.idempotency import Keyed
from kernel.http.request import Answer, Call
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
        call = Call.of(event)
        log().set_correlation_id(call.correlation_id)
        answer = self._answer(call)
        log().info(
            "answered",
            extra={
                "route": call.route_key,
                "status": answer.status,
                "caller": call.caller_id,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            },
        )
        return answer.rendered(call.request_id)

    def _answer(self, call: Call) -> Answer:
        try:
            route = self._routes.get(call.route_key)
            if route is None or cdn.came_around_it(call.headers):
                raise NotFound
            if not route.open and not call.caller_id:
                raise Unauthenticated
            refuse_unreadable(call, route)
            return self._served(route, call)
        except Problem as problem:
            return Answer.refusing(problem)
        except (BotoCoreError, ClientError) as error:
            log().exception("AWS did not do its part")
            return Answer.refusing(Unavailable() if aws.is_passing(error) else Problem())
        except Exception:
            log().exception("nobody foresaw this")
            return Answer.refusing(Problem())

    def _served(self, route: Route, call: Call) -> Answer:
        keyed = Keyed.of(call, route)
        try:
            return self._committed(route, call, keyed)
        except AlreadyDone as done:
            if keyed is None:
                raise
            return keyed.kept(done.record)
        except Problem as refusal:
            record = self._table().get(keyed.pk, keyed.sk) if keyed and refusal.status < 500 else None
            if record is None or keyed is None:
                raise
            return keyed.kept(record)

    def _committed(self, route: Route, call: Call, keyed: Keyed | None) -> Answer:
        """Run the handler and commit what it saved; run it again if somebody else was quicker."""
        for _ in range(_TRIES - 1):
            try:
                return self._tried(route, call, keyed)
            except Stale:
                continue
        return self._tried(route, call, keyed)

    def _tried(self, route: Route, call: Call, keyed: Keyed | None) -> Answer:
        work = Work(self._table(), _cause(call))
        answer = route.answer(call, work)
        if keyed or not work.is_empty:
            work.commit(keyed.once(answer, work.now) if keyed else None)
        return answer


def _cause(call: Call) -> Cause:
    return Cause(
        actor=call.caller_id or "somebody",
        at=clock.now(),
        correlation_id=call.correlation_id,
        address=call.address,
    )
