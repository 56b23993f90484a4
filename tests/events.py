"""What AWS hands to a function, as tests need it."""

import base64 as b64
import json
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from contracts.event import Envelope, Event
from kernel import clock, ids
from kernel.bus.batch import BatchFailedError
from kernel.http.routes import Route


def http_event(
    key: str,
    *,
    body: Any = None,
    raw: str | None = None,
    headers: dict[str, str] | None = None,
    path: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    caller: str | None = "acc_1",
    session: str = "ses_1",
    generation: int = 1,
    proved_at: int | None = None,
    address: str = "203.0.113.7",
    authorized: dict[str, Any] | None = None,
    base64: bool = False,
) -> dict[str, Any]:
    """Return an HTTP API event (payload 2.0) for a route key such as `POST /v1/items/{id}`.

    `proved_at` is when the caller last proved who they are, now unless given. `authorized` is what
    the authorizer said, in place of an access token's.
    """
    method, _, route = key.partition(" ")
    text = raw if raw is not None else (json.dumps(body) if body is not None else "")
    context: dict[str, Any] = {"requestId": uuid4().hex, "http": {"method": method, "sourceIp": address}}
    if authorized is not None:
        context["authorizer"] = {"lambda": authorized}
    elif caller:
        proved = clock.to_epoch(clock.now()) if proved_at is None else proved_at
        token = {"account_id": caller, "session_id": session, "generation": generation, "proved_at": str(proved)}
        context["authorizer"] = {"lambda": token}
    raw_path = route
    for name, value in (path or {}).items():
        raw_path = raw_path.replace(f"{{{name}}}", value)
    return {
        "version": "2.0",
        "routeKey": key,
        "rawPath": raw_path,
        "headers": {"content-type": "application/json"} | (headers or {}),
        "queryStringParameters": query,
        "pathParameters": path,
        "requestContext": context,
        "body": b64.b64encode(text.encode()).decode() if base64 else text,
        "isBase64Encoded": base64,
    }


def app_headers(routes: Iterable[Route], key: str) -> dict[str, str]:
    """Return the headers that an app adds to a request: a new Idempotency-Key where the route needs one."""
    needed = any(route.key == key and route.keyed == "required" for route in routes)
    return {"idempotency-key": uuid4().hex} if needed else {}


def enveloped(event: Event, *, event_id: str | None = None, actor: str = "acc_1", address: str = "") -> Envelope:
    """The event as it travels."""
    return Envelope.around(
        event,
        event_id=event_id or ids.new_id("evt"),
        at=clock.now(),
        correlation_id="cor",
        actor=actor,
        address=address,
    )


def queue_batch(*envelopes: Envelope) -> dict[str, Any]:
    """The batch that a service's queue hands to its consumer."""
    return {
        "Records": [
            {
                "messageId": f"m{number}",
                "body": json.dumps({"detail-type": envelope.type, "detail": json.loads(envelope.model_dump_json())}),
            }
            for number, envelope in enumerate(envelopes)
        ]
    }


def deliver(handler: Callable[[dict[str, Any], object], dict[str, Any]], batch: dict[str, Any]) -> dict[str, Any]:
    """Hand a batch to a function as its queue does, and return which messages the queue delivers again.

    A function that raises gets the whole batch again.
    """
    try:
        return handler(batch, None)
    except BatchFailedError:
        return {"batchItemFailures": [{"itemIdentifier": record["messageId"]} for record in batch["Records"]]}
