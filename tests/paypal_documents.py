"""PayPal's OpenAPI documents, and what an exchange or a webhook has against them."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from openapi_schema_validator import OAS30Validator, oas30_format_checker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

FOLDER = Path(__file__).parents[2] / "shared/outside/paypal"
_DOCUMENTS = ("oauth2", "vault_v3", "orders_v2", "payments_v2", "webhooks_v1", "reporting_v1")
_OURS = ("reporting_v1",)  # written by hand: ../shared has none


@dataclass(frozen=True)
class Exchange:
    """What was asked of PayPal, and what it answered."""

    method: str
    target: str
    headers: dict[str, str]
    sent: bytes
    status: int
    answered: dict[str, str]
    body: bytes


def faults_of(exchange: Exchange) -> list[str]:
    """What the documents say against an exchange; nothing where they are missing."""
    path = urlsplit(exchange.target).path
    if not FOLDER.exists() or "/certs/" in path:
        return []
    found = next(((name, template) for name, template in _templates() if _fits(template, path)), None)
    if found is None:
        return [f"{path}: in no document"]
    where = f"{exchange.method} {path} {exchange.status}"
    return [f"{where}: {fault}" for fault in _answer_faults(exchange, *found) + _request_faults(exchange, *found)]


def webhook_faults(headers: dict[str, str], body: bytes) -> list[str]:
    """What the documents say against a delivery. Only the certificate's host may be another."""
    operation = _document("webhook_deliveries")["paths"]["/paypal/webhook"]["post"]
    faults = _faults("webhook_deliveries", "/paths/~1paypal~1webhook/post/requestBody/content/application~1json/schema",
                     json.loads(body))  # fmt: skip
    for parameter in operation["parameters"]:
        value = headers.get(parameter["name"].lower(), "")
        value = re.sub(r"^http://127\.0\.0\.1:[0-9]+/paypal/", "https://api.sandbox.paypal.com/", value)
        pattern = parameter["schema"].get("pattern", ".*")
        if (parameter["required"] and not value) or not re.search(pattern, value):
            faults.append(f"{parameter['name']}: {value!r}")
    return faults


@cache
def _document(name: str) -> dict[str, Any]:
    folder = Path(__file__).parent if name in _OURS else FOLDER / "specs"
    return json.loads((folder / f"paypal_{name}.json").read_text(encoding="utf-8"))


@cache
def _templates() -> list[tuple[str, str]]:
    return sorted(((name, path) for name in _DOCUMENTS for path in _document(name)["paths"]),
                  key=lambda found: found[1].count("{"))  # fmt: skip


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template)), path) is not None


def _faults(name: str, pointer: str, value: Any) -> list[str]:
    resource = Resource(contents=_document(name), specification=DRAFT4)
    registry = Registry().with_resource("urn:document", resource)
    checker = OAS30Validator({"$ref": f"urn:document#{pointer}"}, registry=registry,
                             format_checker=oas30_format_checker)  # fmt: skip
    return [f"{list(error.absolute_path)} {error.message[:200]}" for error in checker.iter_errors(value)]


def _pointer(template: str, method: str, *rest: str) -> str:
    return "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in ("paths", template, method, *rest))


def _answer_faults(exchange: Exchange, name: str, template: str) -> list[str]:
    method, status = exchange.method.lower(), str(exchange.status)
    answers = _document(name)["paths"][template][method]["responses"]
    if status not in answers and exchange.status < 400:
        return [f"no such answer: {status}"]
    if not exchange.body:
        return ["an empty body"] if exchange.status != 204 else []
    if "Paypal-Debug-Id" not in exchange.answered:
        return ["no debug id"]
    code = status if status in answers else "default"
    media = "application/json"
    return _faults(name, _pointer(template, method, "responses", code, "content", media, "schema"),
                   json.loads(exchange.body))  # fmt: skip


def _request_faults(exchange: Exchange, name: str, template: str) -> list[str]:
    operation = _document(name)["paths"][template][exchange.method.lower()]
    if exchange.status >= 400 or "requestBody" not in operation or name == "oauth2":
        return []
    body = json.loads(exchange.sent)
    method = exchange.method.lower()
    faults = _faults(name, _pointer(template, method, "requestBody", "content", "application/json", "schema"), body)
    return faults + _unknown_members(f"{exchange.method} {template}", body)


def _unknown_members(operation: str, body: Any) -> list[str]:
    allowed = json.loads((FOLDER / "specs/request_fields.json").read_text())["requests"].get(operation, [])
    known = {path for path in allowed if not path.startswith("/webhook_event")}
    return [f"no such member: {path}" for path in _paths(body) if path not in known
            and not path.startswith("/webhook_event")]  # fmt: skip


def _paths(value: Any, at: str = "") -> list[str]:
    if isinstance(value, dict):
        return [path for name, inner in value.items() for path in (f"{at}/{name}", *_paths(inner, f"{at}/{name}"))]
    if isinstance(value, list):
        return [path for inner in value for path in _paths(inner, f"{at}/[]")]
    return []
