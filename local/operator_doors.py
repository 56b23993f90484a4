"""The operator's reports and actions, used as an operator does: by invoking a function, with a right of IAM."""

import json
from pathlib import Path
from typing import Any

from local.addresses import Addresses
from local.emulator import Emulator
from local.people import Json


def read_report(addresses: Addresses, service: str, report: str, **asked: Any) -> Json:
    """Return a page of a report of a service's."""
    return _invoke(addresses, service, "Reports", {"report": report} | asked)


def do_action(addresses: Addresses, service: str, action: str, **body: Any) -> Json:
    """Have a service do an action, and return its answer."""
    return _invoke(addresses, service, "Operations", {"action": action} | body)


def _invoke(addresses: Addresses, service: str, door: str, payload: Json) -> Json:
    client = Emulator(Path(), addresses.emulator_port).client("lambda")
    pages = client.get_paginator("list_functions").paginate()
    names = [function["FunctionName"] for page in pages for function in page["Functions"]]
    (name,) = (name for name in names if f"-{service}-" in name and door in name)
    answer = client.invoke(FunctionName=name, Payload=json.dumps(payload))
    return dict(json.loads(answer["Payload"].read()))
