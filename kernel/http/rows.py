"""Requests of many rows: each row in its own transaction, with its own result, kept under the request's key (E2)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, GetJsonSchemaHandler, ValidationError

from contracts.languages import Language
from kernel.dynamodb.remembering import RememberingTable
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import AlreadyDone, IdempotencyRecord, UnitOfWork
from kernel.http.faults import refusal_of
from kernel.http.request import Request
from kernel.problems import Problem, Stale

MOST_ROWS = 100
_KEPT_FOR = timedelta(hours=24)
_TRIES = 4

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True)
class Documented:
    """Documents a row that is validated alone, so that one bad row harms no other, by the model that validates it."""

    by: type[BaseModel]

    def __get_pydantic_json_schema__(self, schema: object, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the schema of the model."""
        self.by.model_rebuild()
        return handler(self.by.__pydantic_core_schema__)


def read_row(model: type[M], given: Any) -> M | Problem:
    """Return a row as its model, or the refusal that names what is wrong with it."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        return refusal_of(error)


def describe_refusal(problem: Problem, language: Language) -> dict[str, Any]:
    """Return the problem of a row: its body and, as a row has no headers, how long to wait."""
    return problem.body(language) | ({} if problem.retry_after is None else {"retry_after": problem.retry_after})


class RowRunner(Generic[R]):
    """Runs the rows of one request, each as a request of its own would run.

    A row's result is stored with its change, so that the same request, sent again after a crash between two rows,
    answers for the rows that were done and does the others. `authorize` reads the caller: a right that is lost in
    between refuses the rest of the request as a whole.
    """

    def __init__(
        self,
        work: UnitOfWork,
        table: RememberingTable,
        request: Request,
        result: type[R],
        authorize: Callable[[UnitOfWork], object],
    ) -> None:
        self._work = work
        self._table = table
        self._request = request
        self._result = result
        self._authorize = authorize

    @property
    def language(self) -> Language:
        """Return the language that the caller asks for."""
        return self._work.context.language

    def run(self, index: int, given: Any, do: Callable[[UnitOfWork], R], refuse: Callable[[Problem], R]) -> R:
        """Return the result of a row, of now or of before, or what `refuse` makes of its refusal.

        Raise the refusal of the whole request, and what is a fault of ours.
        """
        key = self._key(index, given)
        done = self._table.get(*key) if key else None
        if done:
            return self._replay(done)
        for _ in range(_TRIES):
            try:
                return self._attempt(key, do)
            except AlreadyDone as before:
                return self._replay(before.record)
            except Stale:
                self._authorize(UnitOfWork(self._table, self._work.context))
            except Problem as problem:
                return self._refusal(key, problem, refuse)
        return refuse(Stale())

    def read_ahead(self, rows: list[Any]) -> None:
        """Read which of these rows are done."""
        keys = (self._key(index, given) for index, given in enumerate(rows))
        self._table.read_ahead(key for key in keys if key)

    def _attempt(self, key: tuple[str, str] | None, do: Callable[[UnitOfWork], R]) -> R:
        work = UnitOfWork(self._table, self._work.context, needs_authorization=True)
        result = do(work)
        work.commit(self._record(key, result) if key else None)
        return result

    def _refusal(self, key: tuple[str, str] | None, problem: Problem, refuse: Callable[[Problem], R]) -> R:
        """Return the refusal, unless the same row was done meanwhile: a person who was removed is not found."""
        if problem.status >= 500:
            raise problem
        done = self._work.table.get(*key) if key else None
        return self._replay(done) if done else refuse(problem)

    def _key(self, index: int, given: Any) -> tuple[str, str] | None:
        """Return where the result of a row is stored; None for a request without an Idempotency-Key."""
        if "idempotency-key" not in self._request.headers:
            return None
        means = json.dumps(given, sort_keys=True, default=str)
        return self._request.derived_id("ROW", f"{index} {means}"), "ANSWER"

    def _record(self, key: tuple[str, str], result: R) -> IdempotencyRecord:
        return IdempotencyRecord(*key, self._work.now + _KEPT_FOR, {"body": result.model_dump_json()})

    def _replay(self, record: Item) -> R:
        return self._result.model_validate_json(record["body"])
