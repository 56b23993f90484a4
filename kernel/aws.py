"""AWS clients, built on first use and shared by all that runs in this container."""

import os
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.loaders import Loader
from botocore.session import Session, get_session

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
# SES knows no key by which a mail is sent once: what gets no answer may have been sent, so only a queue tries again.
_CONFIG_OF_MAILS = Config(read_timeout=20, retries={"mode": "standard", "total_max_attempts": 1})
_CONFIGS = {"s3": _CONFIG_OF_S3, "sesv2": _CONFIG_OF_MAILS}


@cache
def _session() -> Session:
    """The one session. Where AWS_DATA_PATH names a folder of models, only those are looked for, and no other is listed.

    It is botocore's own: boto3's adds resources and transfers, which nothing here uses, to each cold start.
    """
    session = get_session()
    models = os.environ.get("AWS_DATA_PATH")
    if models:
        session.register_component("data_loader", Loader([models], include_default_search_paths=False))
    return session


_built: list[Any] = []


@cache
def client(service: str) -> Any:
    """The client of an AWS service, such as `dynamodb`; endpoint and region come from the environment.

    With AWS_PARAMETER_VALIDATION=off, as deployed, botocore does not compare each parameter with the model, which
    takes half of the time of a large transaction; every test has it compared.
    """
    config = _CONFIG.merge(_CONFIGS[service]) if service in _CONFIGS else _CONFIG
    unchecked = os.environ.get("AWS_PARAMETER_VALIDATION") == "off"
    built = _session().create_client(service, config=config.merge(Config(parameter_validation=not unchecked)))
    _built.append(built)
    return built


def close_connections() -> None:
    """Close every connection that is open to AWS; the next request opens a new one."""
    for each in _built:
        each.close()


def is_transient(error: Exception) -> bool:
    """Return whether a retry may succeed: AWS did not answer, or was busy."""
    if not isinstance(error, ClientError):
        return True
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code = error.response["Error"]["Code"]
    return status >= 500 or "Throttl" in code or "Throughput" in code
