"""`python -m web.document` writes the API's OpenAPI document, and what the portal takes from it beside the types."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from infra.doors import Doors
from kernel.http.openapi import document
from kernel.http.step_up import PROOF_LIFETIME
from services.identity.domain.denial import MONEY_LOCK

FILE = Path(__file__).parent / "openapi.json"
FACTS = Path(__file__).parent / "src/api/facts.ts"
_SERVICES = Path(__file__).parent.parent / "services"

# What the portal checks before it asks: the name of each constant, and where the document says it.
_LIMITS = {
    "PASSWORD_MIN_LENGTH": ("Registration", "password", "minLength"),
    "CODE_PATTERN": ("NewPasswordByCode", "code", "pattern"),
    "AREA_CODE_PATTERN": ("StockQuery", "area_code", "pattern"),
    "DIGITS_PATTERN": ("StockQuery", "contains", "pattern"),
    "ZIP_CODE_PATTERN": ("ServiceAddress", "postal_code", "pattern"),
    "PIN_PATTERN": ("OldAccount", "pin", "pattern"),
}
# How long what the portal speaks of lasts.
_SPANS = {
    "PROOF_MINUTES": PROOF_LIFETIME // timedelta(minutes=1),
    "MONEY_LOCK_HOURS": MONEY_LOCK // timedelta(hours=1),
}


def text() -> str:
    """Return the document of all routes in the code, as JSON."""
    apis = [api for service in _names() for api in Doors.of(service).apis.values()]
    return json.dumps(document(apis), sort_keys=True)


def facts(described: dict[str, Any]) -> str:
    """Return a TypeScript module of the public routes and the limits that the portal needs."""
    lines = ["/** Made from the API's document by `make client`: do not edit. */"]
    lines += [f"export const {name} = {_limit(described, *where)};" for name, where in _LIMITS.items()]
    lines += [f"export const {name} = {value};" for name, value in _SPANS.items()]
    lines += ["", "/** Method and path of each route that needs no access token. */"]
    lines += ["export const PUBLIC_ROUTES = ["]
    lines += [f'  ["{method}", "{path}"],' for method, path in _public_routes(described)]
    return "\n".join([*lines, "] as const;", ""])


def _public_routes(described: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (method.upper(), path)
        for path, operations in sorted(described["paths"].items())
        for method, operation in sorted(operations.items())
        if path.startswith("/v1/") and operation.get("security") == []
    ]


def _limit(described: dict[str, Any], schema: str, field: str, keyword: str) -> str:
    found = described["components"]["schemas"][schema]["properties"][field]
    value = next(option[keyword] for option in [found, *found.get("anyOf", [])] if keyword in option)
    return f"/{str(value).replace('/', chr(92) + '/')}/" if keyword == "pattern" else json.dumps(value)


def _names() -> list[str]:
    return sorted(path.parent.name for path in _SERVICES.glob("*/api*") if path.suffix in {"", ".py"})


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    FACTS.write_text(facts(json.loads(text())), encoding="utf-8")
