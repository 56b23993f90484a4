"""The comparison of our HTTP door with FastAPI + Mangum: the same two routes around the same recorded DynamoDB."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench import door_app, fastapi_app, warm
from kernel import aws
from tests.events import http_event

_FOUND = {"Item": {"name": {"S": "a"}, "size": {"N": "3"}}}


@dataclass(frozen=True)
class Compared:
    """The times of one request through both."""

    request: str
    ours_ms: float
    fastapi_ms: float


def measure() -> Iterator[Compared]:
    """Measure a read and a write."""
    read = _event("GET /v1/items/{name}", path={"name": "a"})
    write = _event("POST /v1/items", body={"name": "a", "size": 3})
    for name, event, status, answer in (("read", read, 200, _FOUND), ("write", write, 201, {})):
        with warm.replaying(aws.client("dynamodb"), [answer]):
            ours = warm.milliseconds(door_app.handler, event, status)
            yield Compared(name, ours, warm.milliseconds(fastapi_app.handler, event, status))


def _event(key: str, **how: Any) -> dict[str, Any]:
    """Return an HTTP event with the members that Mangum needs, too."""
    event = http_event(key, **how)
    http = {"path": event["rawPath"], "protocol": "HTTP/1.1", "userAgent": "bench"}
    event["requestContext"]["http"] |= http
    event["requestContext"] |= {"stage": "$default", "domainName": "bench"}
    event["headers"]["host"] = "bench"
    return event | {"rawQueryString": ""}
