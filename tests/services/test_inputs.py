"""What every route refuses: parameters it does not declare, dry runs it cannot quote, money without a key."""

from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest

from infra.doors import Doors
from kernel.http.routes import Route
from tests.events import http_event
from tests.services.cast import Cast
from tests.services.rows import ROWS, Row

ROUTES: list[Route] = [
    route
    for service in ("identity", "teams", "billing", "numbers")
    for name, api in Doors.of(service).apis.items()
    if name not in ("app_store_webhooks", "google_play_webhooks", "voice", "webhooks")
    for route in api.routes
]
# What moves money besides the routes that quote; each says what happens twice without a key.
MOVES_MONEY_UNQUOTED = {
    "DELETE /v1/users/{user_id}/credits": "takes back what was given after the first",
    "POST /v1/users/credits/batch": "moves what the team has to many members",
    "PUT /v1/users/allowances/batch": "gives many members what the team has, each month",
    "POST /v1/approvals/{id}/approve": "charges what the request was quoted at",
    "POST /v1/port-ins/{id}/submit": "starts the port-in whose plan is charged when the number has moved",
}


def quotes(route: Route) -> bool:
    """Return whether the handler returns `View | Quote`."""
    declared = get_type_hints(route.handler).get("return")
    is_union = get_origin(declared) in (Union, UnionType)
    return is_union and any(each.__name__.endswith("Quote") for each in get_args(declared))


def of_key(row: Row) -> Route:
    return next(route for route in ROUTES if route.key == row.key)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_unknown_parameter_is_refused(cast: Cast, row: Row) -> None:
    """Every route names a query parameter that it does not declare, and does nothing."""
    asked = Row(row.key, row.expected, path=row.path, body=row.body, query=(row.query or {}) | {"surprise": "1"})
    reply = cast.send("owner", asked)
    assert (reply.status, reply.body["code"]) == (422, "invalid_request"), reply
    assert [(fault["field"], fault["code"]) for fault in reply.body["errors"]] == [("surprise", "unknown_parameter")]
    assert cast.is_unchanged()


@pytest.mark.parametrize("row", [row for row in ROWS if not quotes(of_key(row))], ids=str)
def test_what_cannot_quote_refuses_a_dry_run(cast: Cast, row: Row) -> None:
    """`?dry_run=true` never acts: what has no quote refuses it (E6)."""
    asked = Row(row.key, row.expected, path=row.path, body=row.body, query=(row.query or {}) | {"dry_run": "true"})
    reply = cast.send("owner", asked)
    assert (reply.status, reply.body["code"]) == (422, "dry_run_not_supported"), reply
    assert cast.is_unchanged()


def test_what_quotes_declares_the_dry_run() -> None:
    """A route that returns `View | Quote` takes `dry_run`, and no other does (B15)."""
    taking = {route.key for route in ROUTES if route.query and "dry_run" in route.query.model_fields}
    assert taking == {route.key for route in ROUTES if quotes(route)}


def test_what_moves_money_requires_a_key() -> None:
    """Every route that quotes, and every other that moves money, requires an Idempotency-Key (E6)."""
    requiring = {route.key for route in ROUTES if route.keyed == "required"}
    assert requiring == {route.key for route in ROUTES if quotes(route)} | set(MOVES_MONEY_UNQUOTED)


def test_no_patch_takes_a_key() -> None:
    """Keys are compared with what a body means by its defaults; in a PATCH null and absent differ."""
    assert not [route.key for route in ROUTES if route.method == "PATCH" and route.keyed]


@pytest.mark.parametrize("row", [row for row in ROWS if of_key(row).keyed == "required"], ids=str)
def test_money_without_a_key_is_refused(cast: Cast, row: Row) -> None:
    """400 `idempotency_key_required`, and nothing is done; a quote needs no key."""
    service, api = cast.world.serving(row.key)
    path = {name: cast.resolve(value) for name, value in (row.path or {}).items()} or None
    event = http_event(row.key, caller=cast.ids["owner"], path=path, body=cast.resolve(row.body), query=row.query)
    with cast.world.inside(service):
        response = api.handler(event, None)
    assert (response["statusCode"], "idempotency_key_required" in response["body"]) == (400, True)
    assert cast.is_unchanged()
