"""Tests of the HTTP door: it validates requests, stores responses under their key, and leaks no internals."""

import base64
import json
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from kernel import aws
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import absent, check, put, put_new, update
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import PageQuery
from kernel.http.request import Request, Response
from kernel.problems import Conflict, Stale
from tests.events import http_event
from tests.faults import answer_lost, refused


class NewItem(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=20)
    size: int = 1


class Item(BaseModel):
    name: str


class Taken(Conflict):
    code = "taken"


CALLER = {"pk": "CALLER", "sk": "CALLER"}
UNKNOWN_CALLER = check(CALLER, absent(), on_conflict=Stale())


@pytest.fixture
def table(table_name: str) -> Table:
    return Table(table_name, pause=lambda seconds: None)


@pytest.fixture
def api(table: Table) -> Api:
    api = Api("things", lambda: table)

    @api.post("/v1/things", status=201, refusals=(Taken,))
    def create_item(work: UnitOfWork, body: NewItem) -> Item:
        """Create an item."""
        work.authorize(UNKNOWN_CALLER)
        work.save(put_new({"pk": body.name, "sk": "THING"}, on_conflict=Taken()))
        return Item(name=body.name)

    @api.get("/v1/things/{id}")
    def show_item(id: str) -> Item:
        return Item(name=id)

    @api.get("/v1/things")
    def list_items(query: PageQuery) -> Item:
        return Item(name=f"{query.limit}")

    @api.delete("/v1/things/{id}")
    def delete_item(work: UnitOfWork, request: Request, id: str) -> None:
        work.authorize(UNKNOWN_CALLER)
        work.save(put({"pk": id, "sk": "END", "by": request.caller_id}))

    @api.get("/v1/broken", open=True)
    def broken() -> Item:
        raise RuntimeError("the password is hunter2")

    return api


def ask(api: Api, key: str, **how: Any) -> tuple[int, Any, dict[str, str]]:
    response = api.handler(http_event(key, **how), None)
    return response["statusCode"], json.loads(response["body"] or "null"), response["headers"]


def test_a_change_is_committed_before_the_response(api: Api, table: Table) -> None:
    """A handler's changes are written before the response is sent."""
    status, body, _ = ask(api, "POST /v1/things", body={"name": "a"})
    assert (status, body) == (201, {"name": "a"})
    assert table.get("a", "THING")


def test_bad_input_names_every_field_and_changes_nothing(api: Api, table: Table) -> None:
    """The problem names each invalid field with a code (E3)."""
    status, body, headers = ask(api, "POST /v1/things", body={"name": "", "size": "big", "extra": 1})
    assert status == 422
    assert headers["content-type"] == "application/problem+json"
    assert {fault["field"] for fault in body["errors"]} == {"name", "size", "extra"}
    assert body["request_id"] == headers["x-request-id"]
    assert table.client.scan(TableName=table.name)["Count"] == 0


@pytest.mark.parametrize(
    ("raw", "content_type", "status", "code"),
    [
        ("{", "application/json", 400, "malformed_request"),
        ('{"name": NaN}', "application/json", 400, "malformed_request"),
        ("[" * 100_000, "application/json", 400, "malformed_request"),
        ("[]", "application/json", 422, "invalid_request"),
        ('"text"', "application/json", 422, "invalid_request"),
        ('{"name": "\\ud800"}', "application/json", 422, "invalid_request"),
        ("name=a", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        ('{"name": "a"}', "", 415, "unsupported_media_type"),
        (json.dumps({"name": "a" * 300_000}), "application/json", 413, "too_large"),
    ],
)
def test_an_unreadable_body_is_refused(api: Api, raw: str, content_type: str, status: int, code: str) -> None:
    """Each kind of unreadable body has its own problem, never a 500."""
    answer, body, _ = ask(api, "POST /v1/things", raw=raw, headers={"content-type": content_type})
    assert (answer, body["code"]) == (status, code)


def test_an_empty_body_names_what_is_missing(api: Api) -> None:
    """A missing body is read as an empty object."""
    status, body, _ = ask(api, "POST /v1/things", raw="")
    assert (status, body["errors"][0]["field"]) == (422, "name")


def test_a_route_that_is_not_open_needs_a_caller(api: Api) -> None:
    """The door refuses a request without a caller even if the gateway let it through."""
    status, body, _ = ask(api, "GET /v1/things/{id}", path={"id": "x"}, caller=None)
    assert (status, body["code"]) == (401, "unauthenticated")


def test_an_unknown_route_is_404(api: Api) -> None:
    """A route that no handler serves is 404."""
    assert ask(api, "PUT /v1/things")[0] == 404


@pytest.mark.parametrize("wrong", ["", "a/b", "x" * 81, "ü", "a b"])
def test_a_malformed_id_is_refused(api: Api, wrong: str) -> None:
    """An id in the path is validated before it becomes part of a key."""
    assert ask(api, "GET /v1/things/{id}", path={"id": wrong})[0] == 422


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"other": "1"}])
def test_a_bad_query_is_refused(api: Api, query: dict[str, str]) -> None:
    """A page has 1 to 100 items; unknown query parameters are refused (E4)."""
    assert ask(api, "GET /v1/things", query=query)[0] == 422


def test_an_unexpected_error_leaks_no_detail(api: Api) -> None:
    """An unexpected error is a 500 with the request's id and no detail."""
    status, body, _ = ask(api, "GET /v1/broken", caller=None)
    assert status == 500
    assert "hunter2" not in json.dumps(body)
    assert body["request_id"]


def test_the_same_key_and_body_give_the_same_response(api: Api, table: Table) -> None:
    """A request sent again under its key gets the first response and is done once (E2)."""
    first = ask(api, "POST /v1/things", body={"name": "a"}, headers={"idempotency-key": "k1"})
    again = ask(api, "POST /v1/things", body={"name": "a"}, headers={"idempotency-key": "k1"})
    assert again[:2] == first[:2] == (201, {"name": "a"})
    assert again[2]["idempotency-replayed"] == "true"


def test_another_body_under_the_same_key_is_refused(api: Api, table: Table) -> None:
    """A key used with a different body is refused (E2)."""
    ask(api, "POST /v1/things", body={"name": "a"}, headers={"idempotency-key": "k1"})
    status, body, _ = ask(api, "POST /v1/things", body={"name": "b"}, headers={"idempotency-key": "k1"})
    assert (status, body["code"]) == (422, "idempotency_key_reused")
    assert table.get("b", "THING") is None


def test_keys_of_different_callers_are_independent(api: Api) -> None:
    """The same key of another caller is a different key."""
    ask(api, "POST /v1/things", body={"name": "a"}, headers={"idempotency-key": "k1"})
    status, *_ = ask(api, "POST /v1/things", body={"name": "b"}, headers={"idempotency-key": "k1"}, caller="acc_2")
    assert status == 201


def test_a_refused_request_does_not_use_up_its_key(api: Api) -> None:
    """A refusal is not stored: the key can be used for the corrected request."""
    ask(api, "POST /v1/things", body={"name": ""}, headers={"idempotency-key": "k1"})
    assert ask(api, "POST /v1/things", body={"name": "a"}, headers={"idempotency-key": "k1"})[0] == 201


@pytest.mark.parametrize("key", ["", " ", "ü", "x" * 256])
def test_a_malformed_key_is_refused(api: Api, key: str) -> None:
    """An Idempotency-Key has 1 to 255 visible ASCII characters."""
    status, body, _ = ask(api, "POST /v1/things", body={"name": "a"}, headers={"idempotency-key": key})
    assert (status, body["code"]) == (422, "invalid_idempotency_key")


def test_a_lost_response_is_replayed(api: Api, table: Table) -> None:
    """If the response to a commit was lost, a retry under the same key gets the stored response."""
    with answer_lost(table.client, "TransactWriteItems"):
        status, *_ = ask(api, "POST /v1/things", body={"name": "a"}, headers={"idempotency-key": "k1"})
    assert status == 503
    assert ask(api, "POST /v1/things", body={"name": "a"}, headers={"idempotency-key": "k1"})[:2] == (
        201,
        {"name": "a"},
    )


def test_a_table_that_is_down_is_a_503(api: Api, table: Table) -> None:
    """If AWS fails, the response is a 503 with Retry-After."""
    down = {"Error": {"Code": "InternalServerError", "Message": "secret"}}
    with refused(table.client, "TransactWriteItems", times=99, error=down, status=500):
        status, body, headers = ask(api, "POST /v1/things", body={"name": "a"})
    assert (status, body["code"], headers["retry-after"]) == (503, "temporarily_unavailable", "10")


def test_a_lost_race_is_retried(table: Table) -> None:
    """If another request changed the item in between, the handler loads it and decides again."""
    api = Api("races", lambda: table)
    tries = []

    @api.post("/v1/race", open=True)
    def race(work: UnitOfWork) -> Item:
        tries.append(work)
        here = put_new({"pk": "race", "sk": str(len(tries) // 3)}, on_conflict=Stale())
        work.save(here)
        return Item(name=str(len(tries)))

    assert ask(api, "POST /v1/race", caller=None)[:2] == (200, {"name": "1"})
    assert ask(api, "POST /v1/race", caller=None)[:2] == (200, {"name": "3"})


def test_races_without_end_are_a_409(table: Table) -> None:
    """A request that loses every race gets 409 after a few tries."""
    api = Api("races", lambda: table)
    table.commit([put({"pk": "race", "sk": "X"})])

    @api.post("/v1/race", open=True)
    def race(work: UnitOfWork) -> Item:
        work.save(
            update({"pk": "no", "sk": "X"}, add={"n": 1}), put_new({"pk": "race", "sk": "X"}, on_conflict=Stale())
        )
        return Item(name="x")

    status, body, _ = ask(api, "POST /v1/race", caller=None)
    assert (status, body["code"]) == (409, "changed_meanwhile")
    assert table.get("no", "X") is None


def test_cookies_and_headers_go_both_ways(table: Table) -> None:
    """A cookie is read from API Gateway's `cookies` list or, on the emulator, from the header."""
    api = Api("cookies", lambda: table)

    @api.get("/v1/cookie", open=True)
    def cookie(request: Request) -> Item:
        return Response(200, Item(name=request.cookie("b") or "none"), cookies=["c=3; HttpOnly"])  # type: ignore[return-value]

    response = api.handler(http_event("GET /v1/cookie", caller=None, headers={"cookie": "a=1; b=2=2"}), None)
    assert (json.loads(response["body"]), response["cookies"]) == ({"name": "2=2"}, ["c=3; HttpOnly"])
    event = http_event("GET /v1/cookie", caller=None) | {"cookies": ["b=4"]}
    assert json.loads(api.handler(event, None)["body"]) == {"name": "4"}


def test_bytes_are_sent_in_base64(table: Table) -> None:
    """A response of bytes is sent in base64 and reaches the caller unchanged."""
    api = Api("files", lambda: table)

    @api.get("/v1/file", open=True)
    def file() -> Response:
        return Response(200, b"\x00\xff", {"content-type": "application/pdf"})

    response = api.handler(http_event("GET /v1/file", caller=None), None)
    assert (response["isBase64Encoded"], base64.b64decode(response["body"])) == (True, b"\x00\xff")
    assert response["headers"]["content-type"] == "application/pdf"


def test_two_handlers_of_one_route_are_an_error(api: Api) -> None:
    """A second handler for a route, or a parameter that the door does not know, raises an error."""
    with pytest.raises(ValueError, match="GET /v1/things"):
        api.get("/v1/things")(lambda: None)
    with pytest.raises(TypeError, match="no request can fill whatever"):
        api.get("/v1/other")(lambda whatever: None)


def test_an_empty_response_is_204(api: Api, table: Table) -> None:
    """A handler that returns None gives a 204, and its change is written."""
    assert ask(api, "DELETE /v1/things/{id}", path={"id": "a"})[0] == 204
    assert table.get("a", "END") == {"pk": "a", "sk": "END", "by": "acc_1"}


def test_a_body_in_base64_is_read(api: Api) -> None:
    """A body that API Gateway encoded in base64 is decoded."""
    assert ask(api, "POST /v1/things", body={"name": "a"}, base64=True)[0] == 201


def test_clients_are_shared() -> None:
    """A container has one client for each AWS service."""
    assert aws.client("dynamodb") is aws.client("dynamodb")
