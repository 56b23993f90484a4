"""Serves the OpenAPI document that was made from the code when the system was synthesized."""

from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent.parent / "openapi.json"


@cache
def _document() -> str:
    return _FILE.read_text(encoding="utf-8")


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer `GET /v1/openapi.json`."""
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json", "cache-control": "public, max-age=300"},
        "body": _document(),
    }
