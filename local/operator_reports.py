"""The operator's reports, read as an operator reads them: by invoking a service's function, with a right of IAM."""

import json
from pathlib import Path
from typing import Any

from local.addresses import Addresses
from local.emulator import Emulator
from local.people import Json


def read_report(addresses: Addresses, service: str, report: str, **asked: Any) -> Json:
    """Return a page of a report of a service's."""
    client = Emulator(Path(), addresses.emulator_port).client("lambda")
    pages = client.get_paginator("list_functions").paginate()
    names = [function["FunctionName"] for page in pages for function in page["Functions"]]
    (name,) = (name for name in names if f"-{service}-" in name and "Reports" in name)
    answer = client.invoke(FunctionName=name, Payload=json.dumps({"report": report} | asked))
    return dict(json.loads(answer["Payload"].read()))
