"""The cost of an active member for a month, from counted calls and AWS's list prices.

Prices are those of us-east-1 as last known to us, without free tiers; an operator's bill may differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.routes import Measured

PRICE = {
    "HTTP API request": 1.00e-6,
    "Lambda invocation": 0.20e-6,
    "Lambda GB-second (arm64)": 13.3334e-6,
    "DynamoDB read unit": 0.125e-6,
    "DynamoDB write unit": 0.625e-6,
    "EventBridge event": 1.00e-6,
    "SQS request": 0.40e-6,
    "KMS RSA signature": 3.00e-6,
    "SNS text in the US": 0.00645,
}
_MEMORY_GB, _SECONDS = 0.5, 0.03  # of a function; a warm call's billed time, mostly waiting for DynamoDB

MONTH = {
    "GET /v1/team": 60,
    "GET /v1/profile": 60,
    "GET /v1/sessions": 4,
    "GET /v1/team/users": 10,
    "GET /v1/team/activity": 4,
    "POST /v1/sessions/refresh": 600,
    "POST /v1/sessions": 2,
    "PATCH /v1/profile": 1,
}
_TEXTS = 0.2  # a month: a code or an invitation now and then


@dataclass(frozen=True)
class Line:
    """A line of the cost model."""

    what: str
    formula: str
    dollars: float


def model(routes: Iterable[Measured]) -> list[Line]:
    """Return the lines for a member who uses the app twice a day, with the counted calls of each route."""
    counted = {route.route: route for route in routes}
    requests = sum(MONTH.values())
    reads = sum(counted[key].read_units * times for key, times in MONTH.items())
    writes = sum(counted[key].write_units * times for key, times in MONTH.items())
    signed = sum(counted[key].kms * times for key, times in MONTH.items())
    lambdas = requests * (PRICE["Lambda invocation"] + _MEMORY_GB * _SECONDS * PRICE["Lambda GB-second (arm64)"])
    return [
        Line("requests", f"{requests} x HTTP API request", requests * PRICE["HTTP API request"]),
        Line("functions", f"{requests} x (invocation + {_MEMORY_GB} GB x {_SECONDS} s)", lambdas),
        Line("reads", f"{reads:g} read units", reads * PRICE["DynamoDB read unit"]),
        Line("writes", f"{writes:g} write units", writes * PRICE["DynamoDB write unit"]),
        Line("signatures", f"{signed} KMS signatures", signed * PRICE["KMS RSA signature"]),
        Line("texts", f"{_TEXTS} texts", _TEXTS * PRICE["SNS text in the US"]),
    ]
