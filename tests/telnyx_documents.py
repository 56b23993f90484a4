"""Telnyx's OpenAPI document, and what an exchange or a webhook has against it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from simulators.telnyx.answers import WEB_PAGE_HEADER
from tests.paypal_documents import Exchange

DOCUMENT = Path(__file__).parents[2] / "shared/outside/telnyx/specs/telnyx-adapter.openapi.json"
_WEBHOOKS = {
    "number_order": "numberOrderStatusUpdate", "porting_order": "portingOrderEvent", "portout": "portOutEvent",
    "message.received": "inboundMessage", "message": "deliveryUpdate",
    "call.initiated": "callInitiated", "call.answered": "callAnswered", "call.bridged": "callBridged",
    "call.hangup": "callHangup", "call.cost": "callCost", "call.speak.ended": "callSpeakEnded",
    "call.speak.started": "callSpeakStarted", "call.recording.saved": "callRecordingSaved",
    "10dlc.brand.update": "tenDlcEvent", "10dlc.campaign.update": "tenDlcEvent",
    "10dlc.phone_number.update": "tenDlcEvent",
    "call.recording.transcription.saved": "callRecordingTranscriptionSaved",
}  # fmt: skip
# written by hand: the document in ../shared leaves these out
_OURS = ("telnyx_calls.json", "telnyx_port_outs.json", "telnyx_registrations.json", "telnyx_texting.json")
_ENVELOPED = ("event_type", "id", "occurred_at", "payload")
_JSON = "application/json"
Json = dict[str, Any]


def faults_of(exchange: Exchange) -> list[str]:
    """What the document says against an exchange; nothing where it is missing, nor against intended nonsense."""
    if not DOCUMENT.exists() or WEB_PAGE_HEADER in exchange.answered:
        return []
    path = urlsplit(exchange.target).path
    operation = _operation(exchange.method, path)
    found = ["in no document"] if operation is None else []
    if operation is not None:
        found += _request_faults(exchange, operation) if exchange.status < 400 else []
        found += _answer_faults(exchange, operation)
    return [f"{exchange.method} {path} {exchange.status}: {fault}" for fault in found]


def webhook_faults(body: bytes) -> list[str]:
    """What the document says against a delivery. Some come without the envelope that it shows all of them in."""
    if not DOCUMENT.exists():
        return []
    said = json.loads(body)
    event = said.get("data", said)
    webhook = _WEBHOOKS.get(event["event_type"]) or _WEBHOOKS[event["event_type"].split(".")[0]]
    delivered = said if "data" in said else {"data": {name: event[name] for name in _ENVELOPED}}
    return _faults(f"#/webhooks/{webhook}/post/requestBody/content/application~1json/schema", delivered)


def _request_faults(exchange: Exchange, operation: Json) -> list[str]:
    found = [f"no filter {name}" for name in _unknown_filters(operation, urlsplit(exchange.target).query)]
    kind, known = _kind(exchange.headers), _meant(operation.get("requestBody", {})).get("content", {})
    if exchange.sent and kind not in known:
        return [*found, f"no body of {kind}"]
    if exchange.sent and kind == _JSON:
        found += [f"no member {name}" for name in _unknown_members(known[kind]["schema"], json.loads(exchange.sent))]
    try:
        if kind in ("", _JSON):  # the validator takes no bytes for the string that a file is
            _document().validate_request(_request(exchange))
    except Exception as fault:  # whatever it has against it
        found.append(f"{fault!r} {fault.__cause__!r}")
    return found


def _answer_faults(exchange: Exchange, operation: Json) -> list[str]:
    """An error that the document leaves out, or says nothing of, is in the envelope of all others."""
    documented = _meant(operation["responses"].get(str(exchange.status), {}))
    if exchange.status >= 400 and not documented.get("content"):
        said = json.loads(exchange.body)
        return _faults("#/components/schemas/documents_Errors", said) if said.get("errors") else ["no errors"]
    kind = _kind(exchange.answered)
    if kind != _JSON and kind in documented.get("content", {}):
        return []
    try:
        answer = MockResponse(exchange.body, exchange.status, content_type=kind)
        _document().validate_response(_request(exchange), answer)
    except Exception as fault:  # whatever it has against it
        return [f"{fault!r} {fault.__cause__!r}"]
    return []


def _kind(headers: dict[str, str]) -> str:
    return next((value for name, value in headers.items() if name.lower() == "content-type"), "").partition(";")[0]


def _request(exchange: Exchange) -> MockRequest:
    return MockRequest(
        "https://api.telnyx.com", exchange.method.lower(), f"/v2{urlsplit(exchange.target).path}",
        headers=exchange.headers, data=exchange.sent,
    )  # fmt: skip


def _faults(pointer: str, value: Any) -> list[str]:
    resource = Resource.from_contents(_read(), default_specification=DRAFT202012)
    validator = OAS31Validator(
        {"$ref": f"urn:telnyx{pointer}"}, registry=Registry().with_resource("urn:telnyx", resource),
        format_checker=oas31_format_checker,
    )  # fmt: skip
    return [f"{fault.json_path} {fault.message[:300]}" for fault in validator.iter_errors(value)]


def _operation(method: str, path: str) -> Json | None:
    """What the document says of a request; a path without parameters goes before one with them."""
    fitting = [template for template in _read()["paths"] if _fits(template, path)]
    found: list[Json] = [_read()["paths"][it].get(method.lower()) for it in sorted(fitting, key=lambda it: "{" in it)]
    return next(filter(None, found), None)


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template)), path) is not None


def _unknown_filters(operation: Json, query: str) -> set[str]:
    """Members of `filter` that the document does not know: the validator does not look into deep objects.

    Where it takes whatever attribute a record has, the simulator refuses what it does not know.
    """
    parameters = [_meant(parameter) for parameter in operation.get("parameters", [])]
    filters = [_meant(it["schema"]) for it in parameters if it["name"] == "filter"]
    if any(it.get("additionalProperties") is True for it in filters):
        return set()
    known = {name for it in filters for name in it.get("properties", {})}
    return {name.split("[")[1].rstrip("]") for name, _ in parse_qsl(query) if name.startswith("filter[")} - known


def _unknown_members(schema: Json, value: Any, at: str = "") -> list[str]:
    """Members that the document does not know: it allows them, and they are typing errors."""
    meant = _meant(schema)
    branches = [_meant(it) for it in meant.get("anyOf", meant.get("allOf", [meant]))]
    known = {name: it for branch in branches for name, it in branch.get("properties", {}).items()}
    items = next((branch["items"] for branch in branches if "items" in branch), {})
    if isinstance(value, list):
        return [fault for it in value for fault in _unknown_members(items, it, at)]
    if not isinstance(value, dict):
        return []
    strange = [f"{at}/{name}" for name in value.keys() - known.keys()]
    return strange + [fault for name in value.keys() & known.keys()
                      for fault in _unknown_members(known[name], value[name], f"{at}/{name}")]  # fmt: skip


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
    for ours in _OURS:
        added = json.loads((Path(__file__).parent / ours).read_text(encoding="utf-8"))
        for name, part in (("paths", found), ("webhooks", found), ("schemas", found["components"])):
            part[name] |= added[name]
    return found


@cache
def _document() -> OpenAPI:
    return OpenAPI.from_dict(_read(), config=Config(spec_validator_cls=None))  # checked by one test, not by each worker


def check_document() -> None:
    """Raise an error unless the document, with what we added to it, is one of OpenAPI."""
    OpenAPI.from_dict(_read())
