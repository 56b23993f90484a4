"""Calls every function once, so that nobody waits for a cold start."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.emulator import Emulator

# Nothing to do, in the form of every kind of door: no route of this name, no records.
_NOTHING = json.dumps(
    {
        "version": "2.0",
        "routeKey": "WARM /",
        "rawPath": "/",
        "headers": {},
        "requestContext": {"http": {"method": "GET", "path": "/"}, "requestId": "warm-up"},
        "Records": [],
    }
)


def warm_up(emulator: Emulator) -> int:
    """Call them, a few at a time; how many there are."""
    functions: list[Any] = []
    for page in emulator.client("lambda").get_paginator("list_functions").paginate():
        functions += page["Functions"]
    client = emulator.client("lambda")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: client.invoke(FunctionName=name, Payload=_NOTHING), _names(functions)))
    return len(functions)


def _names(functions: list[Any]) -> list[str]:
    return [function["FunctionName"] for function in functions]
