"""AWS clients, built on first use and shared by all that runs in this container."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

_CONFIG = Config(
    connect_timeout=2,
    read_timeout=6,
    retries={"mode": "standard", "max_attempts": 4},
    tcp_keepalive=True,
)
# Forms that people post to a bucket: signed as every region wants it, and to the regional host, as no form survives
# the redirect of the global one.
_CONFIG_OF_S3 = Config(
    signature_version="s3v4", s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
)


@cache
def _session() -> boto3.Session:
    return boto3.Session()


@cache
def client(service: str) -> Any:
    """The client of an AWS service, such as `dynamodb`; endpoint and region come from the environment."""
    config = _CONFIG.merge(_CONFIG_OF_S3) if service == "s3" else _CONFIG
    return _session().client(service, config=config)  # type: ignore[call-overload]


def is_transient(error: Exception) -> bool:
    """Return whether a retry may succeed: AWS did not answer, or was busy."""
    if not isinstance(error, ClientError):
        return True
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code = error.response["Error"]["Code"]
    return status >= 500 or "Throttl" in code or "Throughput" in code
