"""Makes the real AWS client fail at a chosen call: before it is done, after it is done, or by a crash."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ReadTimeoutError


class Crash(BaseException):
    """The function is killed here: nothing in it may catch this."""


@dataclass
class Calls:
    """The AWS calls that a client made, by operation name; `written` are the sizes of its transactions."""

    made: list[str] = field(default_factory=list)
    written: list[int] = field(default_factory=list)


@contextmanager
def counted(client: Any) -> Iterator[Calls]:
    """Record the calls that reach AWS through this client."""
    calls = Calls()

    def note(model: Any, params: Any, **_: Any) -> None:
        calls.made.append(model.name)
        if model.name == "TransactWriteItems":
            calls.written.append(len(json.loads(params["body"])["TransactItems"]))

    with _registered(client, "before-call", note):
        yield calls


@contextmanager
def refused(client: Any, operation: str, *, times: int, error: dict[str, Any], status: int = 400) -> Iterator[Calls]:
    """The next `times` calls of an operation are answered with an error and not done."""
    calls = Calls()

    def answer(model: Any, **_: Any) -> Any:
        if model.name != operation or len(calls.made) >= times:
            return None
        calls.made.append(model.name)
        return SimpleNamespace(status_code=status), {"ResponseMetadata": {"HTTPStatusCode": status}} | error

    with _registered(client, "before-call", answer):
        yield calls


@contextmanager
def conflicting(
    client: Any, *, at_commit: int, times: int = 1, reason: str = "TransactionConflict", at_item: int = 0
) -> Iterator[Calls]:
    """From the n-th transaction on (from 1), `times` of them are canceled for a reason that passes, and not done.

    One item conflicts, the first unless said. The emulator never does that by itself. The calls are all transactions
    that were sent.
    """
    calls = Calls()
    error = {
        "Error": {"Code": "TransactionCanceledException", "Message": f"[{reason}]"},
        "CancellationReasons": [*[{"Code": "None"}] * at_item, {"Code": reason}],
    }

    def answer(model: Any, **_: Any) -> Any:
        if model.name != "TransactWriteItems":
            return None
        calls.made.append(model.name)
        if not at_commit <= len(calls.made) < at_commit + times:
            return None
        return SimpleNamespace(status_code=400), {"ResponseMetadata": {"HTTPStatusCode": 400}} | error

    with _registered(client, "before-call", answer):
        yield calls


@contextmanager
def busy(client: Any, is_it: Callable[[str], object]) -> Iterator[Calls]:
    """Each transaction that writes items with such keys is canceled by their conflicts, and not done."""
    calls = Calls()

    def answer(model: Any, params: Any, **_: Any) -> Any:
        if model.name != "TransactWriteItems":
            return None
        written = [it for kinds in json.loads(params["body"])["TransactItems"] for it in kinds.values()]
        keys = [(it.get("Key") or it["Item"]) for it in written]
        names = [key["pk"]["S"] + key["sk"]["S"] for key in keys]
        reasons = [{"Code": "TransactionConflict" if is_it(name) else "None"} for name in names]
        if not any(map(is_it, names)):
            return None
        calls.made.append(model.name)
        error = {"Error": {"Code": "TransactionCanceledException", "Message": ""}, "CancellationReasons": reasons}
        return SimpleNamespace(status_code=400), {"ResponseMetadata": {"HTTPStatusCode": 400}} | error

    with _registered(client, "before-call", answer):
        yield calls


@contextmanager
def conflicting_often(client: Any, *, every: int) -> Iterator[Calls]:
    """One in `every` transactions, of whatever thread, is canceled by a conflict, and not done. The calls are those."""
    calls, numbers = Calls(), count(1)
    error = {
        "Error": {"Code": "TransactionCanceledException", "Message": "[TransactionConflict]"},
        "CancellationReasons": [{"Code": "TransactionConflict"}],
    }

    def answer(model: Any, **_: Any) -> Any:
        if model.name != "TransactWriteItems" or next(numbers) % every:
            return None
        calls.made.append(model.name)
        return SimpleNamespace(status_code=400), {"ResponseMetadata": {"HTTPStatusCode": 400}} | error

    with _registered(client, "before-call", answer):
        yield calls


@contextmanager
def crashing(client: Any, *, at_call: int, after: bool) -> Iterator[Calls]:
    """The function is killed at its n-th AWS call (from 1), just before it or just after it is done."""
    calls = Calls()

    def die(model: Any, **_: Any) -> None:
        calls.made.append(model.name)
        if len(calls.made) == at_call:
            raise Crash(f"{'after' if after else 'before'} {model.name}, call {at_call}")

    with _registered(client, "after-call" if after else "before-call", die):
        yield calls


@contextmanager
def meanwhile(client: Any, operation: str, do: Callable[[], object], *, at_call: int = 1) -> Iterator[Calls]:
    """Something else happens just before the n-th next call of an operation (from 1) reaches AWS."""
    calls = Calls()

    def happen(model: Any, **_: Any) -> None:
        if model.name == operation:
            calls.made.append(model.name)
            if len(calls.made) == at_call:
                do()

    with _registered(client, "before-call", happen):
        yield calls


@contextmanager
def answer_lost(client: Any, operation: str, *, at_call: int = 1) -> Iterator[Calls]:
    """The n-th next call of an operation (from 1) is done, but its answer never arrives."""
    calls = Calls()

    def lose(model: Any, **_: Any) -> None:
        if model.name == operation:
            calls.made.append(model.name)
            if len(calls.made) == at_call:
                raise ReadTimeoutError(endpoint_url="aws")

    with _registered(client, "after-call", lose):
        yield calls


@contextmanager
def _registered(client: Any, event: str, handler: Any) -> Iterator[None]:
    client.meta.events.register(event, handler)
    try:
        yield
    finally:
        client.meta.events.unregister(event, handler)
