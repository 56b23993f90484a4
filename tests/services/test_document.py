"""The OpenAPI document of all services, as it is served: valid, and complete."""

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from infra.doors import HTTP_DOORS
from infra.reference.document import document
from kernel.http.api import Api
from kernel.http.faults import CODES

ROOT = Path(__file__).parents[2]
API = ROOT.parent / "shared" / "design" / "api.md"


# What api.md promises of issues that are still open: a route that is built must leave this list.
AGREED_AND_NOT_BUILT = {
    "identity": [],
    "teams": [  # of one endpoint: /v1/team/webhooks/{id}
        "DELETE /v1/team/webhooks",
        "PATCH /v1/team/webhooks",
    ],
    "billing": [],
    "numbers": [],
}
_METHOD = r"(?:GET|POST|PUT|PATCH|DELETE)"
_ROUTES = re.compile(
    rf"({_METHOD}(?:, {_METHOD})*) "  # the methods, one path, and the last parts of paths beside it
    r"(/(?:v1|\.well-known)(?:/(?:{[^}]*}|[\w.-]+))+)((?:, /[a-z-]+(?=[, ]))*)"
)


def apis() -> list[Api]:
    """Return every HTTP door of every service."""
    found: list[Api] = []
    for folder in sorted((ROOT / "services").iterdir()):
        for name in HTTP_DOORS:
            if (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists():
                module = importlib.import_module(f"services.{folder.name}.{name}")
                found.append(getattr(module, name, None) or module.api)
    return found


@pytest.fixture(scope="module")
def served_document() -> dict[str, Any]:
    """Return the document."""
    return document(apis())


def test_the_document_is_valid_openapi_3_1(served_document: dict[str, Any]) -> None:
    """Any OpenAPI 3.1 tool can read the document."""
    OpenAPIV31SpecValidator(served_document).validate()


def test_the_document_covers_every_route(served_document: dict[str, Any]) -> None:
    """The document is made from the code: it has every route, and no other."""
    said = {
        f"{method.upper()} {path}" for path, operations in served_document["paths"].items() for method in operations
    }
    assert said == {route.key for api in apis() for route in api.routes}


def test_operation_ids_are_unique(served_document: dict[str, Any]) -> None:
    """Clients are generated from the operation ids."""
    names = [operation["operationId"] for path in served_document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_the_document_requires_the_key_of_what_moves_money(served_document: dict[str, Any]) -> None:
    """The header is a required parameter where the route requires it, and the refusal is listed (E6)."""
    operations = {f"{m.upper()} {p}": o for p, methods in served_document["paths"].items() for m, o in methods.items()}
    requiring = {
        key
        for key, operation in operations.items()
        if any(one["name"] == "Idempotency-Key" and one["required"] for one in operation["parameters"])
    }
    assert requiring == {route.key for api in apis() for route in api.routes if route.keyed == "required"}
    assert all("idempotency_key_required" in operations[key]["responses"]["400"]["description"] for key in requiring)


def test_the_document_lists_the_codes_of_faults(served_document: dict[str, Any]) -> None:
    """Every code that a field's fault may have is in the document (E3)."""
    fault = served_document["components"]["schemas"]["FieldError"]["properties"]["code"]["description"]
    assert [code for code in CODES if f"`{code}`" not in fault] == []


@pytest.mark.skipif(not API.exists(), reason="../shared is not here: api.md cannot be compared")
@pytest.mark.parametrize("service", ["identity", "teams", "billing", "numbers"])
def test_every_route_that_was_agreed_on_is_served(service: str) -> None:
    """The routes that api.md lists for a service are served, by method and path, through the one front door.

    Approvals, which it lists with teams, are served by billing, which has the wallet (decision 035).
    """
    section = API.read_text().split(f"\n## {service}\n")[1].split("\n## ")[0]
    first_cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| ") and "/v1/" in line]
    agreed = {key for cell in first_cells for key in _route_keys(cell)}
    served = {_anonymous(route.key) for api in apis() for route in api.routes}
    served |= {f"{key.rpartition('/')[0]}/..." for key in served}  # some route below this path
    assert agreed - served == {_anonymous(key) for key in AGREED_AND_NOT_BUILT[service]}


def _route_keys(cell: str) -> list[str]:
    """Return the route keys in a cell such as `GET, PATCH /v1/team`, `POST /v1/a, POST /v1/b` or `PUT /v1/a/b, /c`."""
    keys: list[str] = []
    for methods, path, more in _ROUTES.findall(cell):
        siblings = (path.rpartition("/")[0] + sibling for sibling in re.findall(r"/[a-z-]+", more))
        for each in (path, *siblings):
            keys += [_anonymous(f"{method} {each}") for method in re.findall(r"[A-Z]+", methods)]
    return keys


def _anonymous(key: str) -> str:
    return re.sub(r"{[^}]*}", "{}", key)
