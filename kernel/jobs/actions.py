"""The operator's door for changes: actions that who may invoke its function (IAM) has done; no address on the web.

Each action is done once for its `request_id`, however often it is sent. Its record is written with the change and kept
for ever: who asked for it, why, when, and the answer.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationError

from kernel import clock, ids
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import SYSTEM, AlreadyDone, IdempotencyRecord, RequestContext, UnitOfWork
from kernel.http.faults import refusal_of
from kernel.http.forms import Form
from kernel.http.idempotency import FOR_EVER, meaning
from kernel.http.models import RequestBody
from kernel.log import log, start_invocation
from kernel.problems import Invalid, Problem, Stale

_TRIES = 5


class RequestIdReused(Invalid):
    code: ClassVar[str] = "request_id_reused"
    title: ClassVar[str] = "This request_id was used for another action. Send a new one."


class ActionBody(RequestBody):
    """What every action is asked with: an id of the request, who asks for it, and why."""

    request_id: Annotated[
        str, Form(r"[A-Za-z0-9._:-]{8,100}", "Send 8 to 100 letters, digits, dots, colons, dashes or underscores.")
    ]
    by: Annotated[str, Form(r"[\x21-\x7e]{1,100}", "Send your login: up to 100 visible characters, no spaces.")]
    reason: Annotated[str, Field(min_length=1, max_length=500)]

    @property
    def actor(self) -> str:
        """Return who asks for it, as journals name them."""
        return f"operator:{self.by}"


@dataclass(frozen=True)
class Action:
    """An action: what it is asked with, and what does it; it returns what the operator is answered."""

    body: type[ActionBody]
    run: Callable[[UnitOfWork, Any], dict[str, Any]]


class Actions:
    """The operator's actions of one service, by name."""

    def __init__(self, name: str, table: Callable[[], Table]) -> None:
        self.name = name
        self._table = table
        self._actions: dict[str, Action] = {}

    def action(self, body: type[ActionBody]) -> Callable[[Any], Any]:
        """Register a function as the action of its name: it gets a unit of work and the validated body."""

        def register(run: Any) -> Any:
            self._actions[run.__name__] = Action(body, run)
            return run

        return register

    def handler(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        """Do the action that `{"action": ..., ...}` asks for; without a known name, answer which there are.

        The answer is `{"done": ...}`, or `{"refused": ...}` with a problem that names the field at fault.
        """
        start_invocation(context)
        name = str(event.get("action", ""))
        if name not in self._actions:
            return {"actions": sorted(self._actions)}
        try:
            return {"done": self._do(name, {key: value for key, value in event.items() if key != "action"})}
        except Problem as refusal:
            log().warning("operator.action.refused", extra={"action": name, "reason": refusal.code})
            return {"refused": refusal.body()}

    def _do(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        action = self._actions[name]
        try:
            body = action.body.model_validate(given)
        except ValidationError as error:
            raise refusal_of(error) from error
        for _ in range(_TRIES):
            try:
                return _once(self._table(), name, action, body)
            except Stale:
                continue
        raise Stale


def _once(table: Table, name: str, action: Action, body: ActionBody) -> dict[str, Any]:
    """Do the action and record it in one transaction, or return the answer that is recorded already."""
    key = {"pk": f"ACTION#{body.request_id}", "sk": "ACTION"}
    fingerprint = hashlib.sha256(f"{name}\x1f{meaning(body)}".encode()).hexdigest()
    work = UnitOfWork(table, RequestContext(SYSTEM, clock.now(), ids.new_id("act")))
    record = table.get(**key)
    try:
        if record:
            raise AlreadyDone(record)
        answer = action.run(work, body)
        about = {"action": name, "by": body.by, "reason": body.reason, "at": clock.to_text(work.now)}
        members = about | {"fingerprint": fingerprint, "answer": json.dumps(answer)}
        work.commit(IdempotencyRecord(**key, expires_at=FOR_EVER, members=members))
    except AlreadyDone as before:
        if before.record["fingerprint"] != fingerprint:
            raise RequestIdReused(field="request_id") from before
        return dict(json.loads(before.record["answer"]))
    log().info("operator.action.done", extra={"action": name, "by": body.by, "request_id": body.request_id})
    return answer
