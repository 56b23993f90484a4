"""AWS clients, built on first use and shared by all that runs in this container."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

_CONFIG = Config(
    connect_timeout=2,
    read_timeout=6,
    retries={"mode": "standard", "max_attempts": 4},
    tcp_keepalive=True,
)


@cache
def _session() -> boto3.Session:
    return boto3.Session()


@cache
def client(service: str) -> Any:
    """The client of an AWS service, such as `dynamodb`; endpoint and region come from the environment."""
    return _session().client(service, config=_CONFIG)  # type: ignore[call-overload]
