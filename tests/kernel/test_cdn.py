"""Tests of the API behind the CDN: no request bypasses it, and each caller keeps their own address."""

import json
from typing import Any

import pytest
from pydantic import BaseModel

from kernel.dynamodb.table import Table
from kernel.http.api import Api
from kernel.http.request import Request
from tests.events import http_event

KEY = "the word between CDN and doors"


class Seen(BaseModel):
    address: str


@pytest.fixture
def api(table_name: str) -> Api:
    api = Api("addresses", lambda: Table(table_name))

    @api.get("/v1/address", open=True)
    def see_address(request: Request) -> Seen:
        return Seen(address=request.address)

    return api


def ask(api: Api, **headers: str) -> tuple[int, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = api.handler(http_event("GET /v1/address", headers=named, address="203.0.113.7"), None)
    return response["statusCode"], json.loads(response["body"])


def test_behind_the_cdn_a_caller_has_the_address_that_the_cdn_saw(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rate limits by address count the caller's address, not that of the CDN's servers."""
    monkeypatch.setenv("CDN_KEY", KEY)
    assert ask(api, X_Cdn_Key=KEY, X_Caller_Address="198.51.100.1") == (200, {"address": "198.51.100.1"})


@pytest.mark.parametrize("key", [{}, {"x_cdn_key": ""}, {"x_cdn_key": "another"}, {"x_cdn_key": "ключ"}])
def test_a_request_around_the_cdn_is_not_found(api: Api, monkeypatch: pytest.MonkeyPatch, key: dict[str, str]) -> None:
    """A request sent straight to the API gets 404, so that a caller cannot claim an address of their choice."""
    monkeypatch.setenv("CDN_KEY", KEY)
    status, problem = ask(api, x_caller_address="198.51.100.1", **key)
    assert (status, problem["code"]) == (404, "not_found")


def test_without_a_cdn_a_caller_has_the_address_that_connected(api: Api) -> None:
    """An address that the caller claims in a header is ignored."""
    assert ask(api, x_caller_address="198.51.100.1") == (200, {"address": "203.0.113.7"})
