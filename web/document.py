"""`python -m web.document` writes the API's OpenAPI document, which the portal's typed client is made from."""

import json
from pathlib import Path

from infra.doors import Doors
from kernel.http.openapi import document

FILE = Path(__file__).parent / "openapi.json"
_SERVICES = Path(__file__).parent.parent / "services"


def text() -> str:
    """The document of all routes that there are in the code."""
    apis = [api for service in _names() for api in Doors.of(service).apis.values()]
    return json.dumps(document(apis), sort_keys=True)


def _names() -> list[str]:
    return sorted(path.parent.name for path in _SERVICES.glob("*/api*") if path.suffix in {"", ".py"})


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
