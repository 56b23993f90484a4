"""Telnyx's OpenAPI document, and what an exchange or a webhook has against it."""

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.paypal_documents import Exchange

DOCUMENT = Path(__file__).parents[2] / "shared/outside/telnyx/specs/telnyx-adapter.openapi.json"


def faults_of(exchange: Exchange) -> list[str]:
    """What the document says against an exchange; nothing where it is missing, nor of 503, which it leaves out."""
    if not DOCUMENT.exists() or exchange.status == 503:
        return []
    split = urlsplit(exchange.target)
    request = MockRequest(
        "https://api.telnyx.com", exchange.method.lower(), f"/v2{split.path}", headers=exchange.headers,
        data=exchange.sent,
    )  # fmt: skip
    kind = exchange.answered.get("Content-Type", "").partition(";")[0]
    faults = [*_unknown_filters(exchange.method, split.path, split.query)]
    try:
        if exchange.status < 400:
            _document().validate_request(request)
        _document().validate_response(request, MockResponse(exchange.body, exchange.status, content_type=kind))
    except Exception as fault:  # whatever it has against it
        faults.append(f"{exchange.method} {split.path} {exchange.status}: {fault!r} {fault.__cause__!r}")
    return faults


def webhook_faults(name: str, body: bytes) -> list[str]:
    """What the document says against a delivery."""
    pointer = f"#/webhooks/{name}/post/requestBody/content/application~1json/schema"
    resource = Resource.from_contents(_read(), default_specification=DRAFT202012)
    validator = OAS31Validator(
        {"$ref": f"urn:telnyx{pointer}"}, registry=Registry().with_resource("urn:telnyx", resource)
    )
    return [fault.message for fault in validator.iter_errors(json.loads(body))]


def _unknown_filters(method: str, path: str, query: str) -> list[str]:
    """Members of `filter` that the document does not know: the validator does not look into deep objects."""
    operation = _read()["paths"].get(path, {}).get(method.lower(), {})
    parameters = [_meant(parameter) for parameter in operation.get("parameters", [])]
    known = {name for it in parameters if it["name"] == "filter" for name in _meant(it["schema"]).get("properties", {})}
    asked = {name.split("[")[1].rstrip("]") for name, _ in parse_qsl(query) if name.startswith("filter[")}
    return [f"{path}: no filter {name}" for name in asked - known]


def _meant(part: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part:
        target = _read()
        for step in part["$ref"].split("/")[1:]:
            target = target[step]
        part = target
    return part


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return found


@cache
def _document() -> OpenAPI:
    return OpenAPI.from_dict(_read())
