"""Serves the OpenAPI document made from the code at synth, and 404 where there is no route."""

from functools import cache
from pathlib import Path
from typing import Any

from kernel.http.request import Request, Response
from kernel.log import log, start_invocation
from kernel.problems import NotFound

_FILE = Path(__file__).parents[2] / "openapi.json"


@cache
def _document() -> str:
    return _FILE.read_text(encoding="utf-8")


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer `GET /v1/openapi.json` with the document, and `$default` (no route matched) with 404."""
    start_invocation(context)
    log().info("http.request.completed", extra={"route": event["routeKey"]})
    if event["routeKey"] == "$default":
        request = Request.of(event)
        return Response.refusing(NotFound(), request.language).rendered(request.request_id)
    is_head = event["routeKey"].startswith("HEAD ")
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json", "cache-control": "public, max-age=300"},
        "body": "" if is_head else _document(),
    }
