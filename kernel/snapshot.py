"""Prime a function before Lambda takes the snapshot of its start, so that its first request finds all that is warm.

What every container that is restored from the snapshot would share must not be in it. Priming makes no id and reads no
secret (a secret that was changed would stay as it was), and closes its connections. The credentials are those that
botocore renews by their expiry. What `random` goes on with is drawn anew after each restore; `os.urandom`, which ids,
keys and TLS use, is Lambda's to keep apart.
"""

import gc
import os
import random
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from kernel import aws
from kernel.log import log

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kernel.dynamodb.table import Table
    from kernel.http.api import Api
    from kernel.http.routes import Route

Handler = TypeVar("Handler", bound=Callable[..., Any])
_NO_ROUTE = {
    "routeKey": "GET /priming",
    "headers": {"content-type": "application/json"},
    "requestContext": {"requestId": "priming", "http": {"method": "GET", "sourceIp": ""}},
}


def prime_before_snapshot(handler: Handler, prime: Callable[[], None]) -> Handler:
    """Have Lambda call `prime` before it takes a snapshot, if it is about to take one; return the handler as it is."""
    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        from snapshot_restore_py import (  # type: ignore[import-not-found]
            register_after_restore,
            register_before_snapshot,
        )

        register_before_snapshot(run, prime)
        register_after_restore(random.seed)
    return handler


def handler_of(api: "Api", table: Callable[[], "Table"], *, records: Iterable[type] = ()) -> Callable[..., Any]:
    """Return the handler of an API, primed with its routes, its table and the dataclasses that it stores."""
    return prime_before_snapshot(api.handler, lambda: prime_api(api.handler, api.routes, table(), records=records))


def run(prime: Callable[[], None]) -> None:
    """Prime, then close the connections, and have no later collection of garbage look at all that is there by now.

    A failure is logged: a function that is not primed is slow, not wrong.
    """
    try:
        prime()
    except Exception:
        log().exception("snapshot.priming.failed")
    aws.close_connections()
    log().set_correlation_id(None)
    gc.collect()
    gc.freeze()


def prime_api(
    handler: Callable[..., Any], routes: Iterable["Route"], table: "Table", *, records: Iterable[type] = ()
) -> None:
    """Warm up an API: load its use cases, answer a request without a route, call the table in each way, build models.

    `records` are the dataclasses that most requests read.
    """
    from importlib import import_module

    from pydantic import BaseModel

    from kernel.dynamodb.items import build_adapter

    for package in {route.handler.__module__.rpartition(".")[0] for route in routes}:
        _load_all(f"{package}.use_cases")
    import_module("ulid")  # which the first id loads
    import_module("encodings.utf_8_sig")  # and the first body
    if fields := sys.modules.get("kernel.http.fields"):  # only where a body has a name, so that no other carries it
        fields.read_name("Priming")
    handler(_NO_ROUTE, None)
    table.get("PRIMING", "PRIMING")
    table.get_many([("PRIMING", "PRIMING")])
    table.query("PRIMING", limit=1)
    _have_transaction_refused(table)
    for record in records:
        build_adapter(record)
    _build_all(BaseModel)


def _load_all(package: str) -> None:
    """Import every module of a package, if there is one: a route imports its use case when it is called first."""
    from importlib import import_module
    from importlib.util import find_spec
    from pkgutil import walk_packages

    if find_spec(package):
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            import_module(module.name)


def _build_all(kind: type["BaseModel"]) -> None:
    """Build every model that is loaded: bodies, views, and the events that use cases publish."""
    for model in kind.__subclasses__():
        model.model_rebuild()
        _build_all(model)


def _have_transaction_refused(table: "Table") -> None:
    """Send each kind of entry, with a condition on an item that there never is: nothing is written."""
    from kernel.dynamodb.transact_items import check, delete, present, put, update

    key = {"pk": "PRIMING", "sk": "PRIMING"}
    entries = [
        check({"pk": "PRIMING", "sk": "NEVER"}, present(), on_conflict=_RefusedError()),
        put(key, only_if=present(), on_conflict=_RefusedError()),
        update(key | {"sk": "UPDATED"}, set={"a": 1}, add={"b": 1}, only_if=present(), on_conflict=_RefusedError()),
        delete(key | {"sk": "DELETED"}, only_if=present(), on_conflict=_RefusedError()),
    ]
    with suppress(_RefusedError):
        table.commit(entries)


class _RefusedError(Exception):
    """The transaction was refused, as it is meant to be."""
