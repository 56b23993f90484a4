"""Tests of what the HTTP door takes: parameters that are known, keys compared by meaning, bodies in UTF-8, HEAD."""

import base64
import json
from typing import Any

import pytest
from pydantic import BaseModel

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import absent, check, put_new
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.idempotency import FOR_EVER, KEPT_FOR
from kernel.http.models import DryRun, RequestBody
from kernel.http.pages import PageQuery
from kernel.problems import Conflict, Stale
from tests.events import http_event
from tests.moto_tables import items_in

UNKNOWN_CALLER = check({"pk": "CALLER", "sk": "CALLER"}, absent(), on_conflict=Stale())


class NewItem(RequestBody):
    name: str
    size: int = 1
    tags: set[str] | None = None


class Item(BaseModel):
    name: str


class Price(BaseModel):
    total: int


@pytest.fixture
def table(table_name: str) -> Table:
    return Table(table_name, pause=lambda seconds: None)


@pytest.fixture
def api(table: Table) -> Api:
    api = Api("things", lambda: table)

    @api.post("/v1/things", status=201)
    def create_item(work: UnitOfWork, body: NewItem) -> Item:
        work.authorize(UNKNOWN_CALLER)
        work.save(put_new({"pk": body.name, "sk": "THING"}, on_conflict=Conflict()))
        return Item(name=body.name)

    @api.post("/v1/things/{id}/buy", status=201, keyed="required")
    def buy_item(work: UnitOfWork, id: str, query: DryRun) -> Item | Price:
        if query.dry_run:
            return Price(total=5)
        work.authorize(UNKNOWN_CALLER)
        work.save(put_new({"pk": id, "sk": "SOLD"}, on_conflict=Conflict()))
        return Item(name=id)

    @api.get("/v1/things")
    def list_items(query: PageQuery) -> Item:
        return Item(name=f"{query.limit}")

    @api.get("/v1/things/{id}")
    def show_item(id: str) -> Item:
        return Item(name=id)

    @api.delete("/v1/things/{id}")
    def delete_item(work: UnitOfWork, id: str) -> None:
        work.authorize(UNKNOWN_CALLER)
        work.save(put_new({"pk": id, "sk": "END"}, on_conflict=Conflict()))

    return api


def ask(api: Api, key: str, **how: Any) -> tuple[int, Any, dict[str, str]]:
    response = api.handler(http_event(key, **how), None)
    return response["statusCode"], json.loads(response["body"] or "null"), response["headers"]


@pytest.mark.parametrize("key", ["GET /v1/things/{id}", "GET /v1/things", "POST /v1/things", "DELETE /v1/things/{id}"])
def test_an_unknown_parameter_is_refused_on_every_method(api: Api, table: Table, key: str) -> None:
    """A query parameter that the route does not declare is named, and nothing is done."""
    body = {"name": "a"} if key.startswith("POST") else None
    status, problem, _ = ask(api, key, path={"id": "a"}, body=body, query={"surprise": "1"})
    assert (status, problem["code"]) == (422, "invalid_request")
    assert [(fault["field"], fault["code"]) for fault in problem["errors"]] == [("surprise", "unknown_parameter")]
    assert not items_in(table.name)


@pytest.mark.parametrize("key", ["GET /v1/things/{id}", "GET /v1/things", "DELETE /v1/things/{id}"])
@pytest.mark.parametrize("value", ["true", "false", ""])
def test_what_cannot_quote_refuses_a_dry_run(api: Api, table: Table, key: str, value: str) -> None:
    """A dry run of a route without a quote is refused with a code of its own, and does not act (E6)."""
    status, problem, _ = ask(api, key, path={"id": "a"}, query={"dry_run": value})
    assert (status, problem["code"], problem["errors"][0]["field"]) == (422, "dry_run_not_supported", "dry_run")
    assert not items_in(table.name)


def test_what_moves_money_needs_a_key(api: Api, table: Table) -> None:
    """Without an Idempotency-Key it is refused, and nothing is done (E6)."""
    status, problem, _ = ask(api, "POST /v1/things/{id}/buy", path={"id": "a"})
    assert (status, problem["code"], problem["errors"][0]["field"]) == (
        400,
        "idempotency_key_required",
        "Idempotency-Key",
    )
    assert not items_in(table.name)


def test_a_quote_needs_no_key_and_uses_none_up(api: Api, table: Table) -> None:
    """A quote does nothing: it needs no key, and the key that it came with is free for the purchase."""
    for headers in ({}, {"idempotency-key": "k"}):
        quoted = ask(
            api, "POST /v1/things/{id}/buy", path={"id": "a"}, query={"dry_run": "true"}, headers=dict(headers)
        )
        assert quoted[:2] == (200, {"total": 5})
    assert not items_in(table.name)
    assert ask(api, "POST /v1/things/{id}/buy", path={"id": "a"}, headers={"idempotency-key": "k"})[0] == 201


def test_the_key_of_what_moves_money_is_kept_for_ever(api: Api, table: Table) -> None:
    """The record of a required key does not expire; that of another key does after a day."""
    key = {"idempotency-key": "k"}
    ask(api, "POST /v1/things/{id}/buy", path={"id": "a"}, headers=key)
    ask(api, "POST /v1/things", body={"name": "b"}, headers=key)
    for_ever = int(FOR_EVER.timestamp())
    expiries = sorted(int(item["ttl"]) for item in items_in(table.name) if item["sk"] == "ANSWER")
    assert expiries[1] == for_ever
    assert expiries[0] < for_ever - KEPT_FOR.total_seconds()


@pytest.mark.parametrize(
    "again",
    [
        '{"size": 2, "name": "é", "tags": ["a", "b", "c"]}',
        '{\n  "name": "\\u00e9",\n  "tags": ["c", "b", "a"],\n  "size": 2.0\n}',
        '\ufeff{"name":"é","size":2e0,"tags":["b","a","c","a"]}',
    ],
)
def test_keys_are_compared_with_the_meaning_of_a_body(api: Api, again: str) -> None:
    """Order of members, whitespace, escapes and spelling of numbers make no other request (E2)."""
    key = {"idempotency-key": "k"}
    first = ask(api, "POST /v1/things", raw='{"name":"é","size":2,"tags":["a","b","c"]}', headers=key)
    assert first[0] == 201
    assert ask(api, "POST /v1/things", raw=again, headers=key)[:2] == first[:2]


def test_a_default_that_is_written_out_is_the_same_body(api: Api) -> None:
    """A field with its default means what its absence means."""
    key = {"idempotency-key": "k"}
    first = ask(api, "POST /v1/things", body={"name": "a"}, headers=key)
    assert ask(api, "POST /v1/things", body={"tags": None, "size": 1, "name": "a"}, headers=key)[:2] == first[:2]
    assert (
        ask(api, "POST /v1/things", body={"name": "a", "size": 2}, headers=key)[1]["code"] == "idempotency_key_reused"
    )


@pytest.mark.parametrize(
    ("content_type", "raw", "status"),
    [
        ("application/json; charset=iso-8859-1", '{"name": "é"}'.encode("latin-1"), 415),
        ("application/json;charset=utf-16", '{"name": "é"}'.encode("utf-16"), 415),
        ("application/json", '{"name": "é"}'.encode("latin-1"), 400),
        ("application/json", '{"name": "é"}'.encode("utf-16"), 400),
        ("application/json", '{"name": "é"}'.encode("utf-16-le"), 400),
        ("application/json", '{"name": "\ufffd"}'.encode(), 400),
        ("application/json", '{"name": "é"}'.encode("utf-8-sig"), 201),
        ('Application/JSON; profile=x; Charset="UTF-8"', '{"name": "é"}'.encode(), 201),
        ("application/json; charset=utf8", '{"name": "é"}'.encode(), 201),
    ],
)
def test_a_body_is_utf_8_or_refused(api: Api, content_type: str, raw: bytes, status: int) -> None:
    """Another charset is 415 where it is declared and 400 where not; no character is lost silently."""
    event = http_event("POST /v1/things", headers={"content-type": content_type})
    event |= {"body": base64.b64encode(raw).decode(), "isBase64Encoded": True}
    response = api.handler(event, None)
    assert response["statusCode"] == status, response["body"]
    assert status != 201 or json.loads(response["body"])["name"] == "é"


def test_head_answers_as_get_without_a_body(api: Api) -> None:
    """HEAD gets the status and headers of GET, refusals included, and no body."""
    for caller, path in (("acc_1", "x"), (None, "x"), ("acc_1", "not an id")):
        get = api.handler(http_event("GET /v1/things/{id}", path={"id": path}, caller=caller), None)
        head = api.handler(http_event("HEAD /v1/things/{id}", path={"id": path}, caller=caller), None)
        assert (head["statusCode"], head["body"]) == (get["statusCode"], "")
        assert head["headers"]["content-type"] == get["headers"]["content-type"]
    assert api.handler(http_event("HEAD /v1/nothing"), None)["statusCode"] == 404
