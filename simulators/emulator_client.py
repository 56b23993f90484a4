"""Clients of the emulator's AWS APIs."""

from typing import Any

import boto3
from botocore.config import Config


def emulator_client(emulator: str, service: str, *, seconds: int = 10) -> Any:
    """Build a client that waits this long for an answer, and sends nothing twice."""
    return boto3.client(  # type: ignore[call-overload]
        service,
        endpoint_url=emulator,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 (opens the emulator only)
        config=Config(read_timeout=seconds, retries={"total_max_attempts": 1}),
    )
