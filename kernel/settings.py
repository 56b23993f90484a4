"""Settings: what the environment says, read on first use and never at import."""

import json
import os
from functools import cache
from typing import Any

from kernel import aws


class MissingSettingError(RuntimeError):
    """The function was deployed without something that it needs; the message names it."""


def setting(name: str) -> str:
    """The value of an environment variable.

    Raises MissingSettingError, which names the variable.
    """
    value = os.environ.get(name)
    if not value:
        raise MissingSettingError(f"the environment variable {name} is not set")
    return value


def number_setting(name: str) -> int:
    """The whole number in an environment variable."""
    text = setting(name)
    if not text.isdecimal():
        raise MissingSettingError(f"the environment variable {name} is not a whole number: {text!r}")
    return int(text)


@cache
def _secrets() -> dict[str, Any]:
    answer = aws.client("secretsmanager").get_secret_value(SecretId=setting("SECRET_NAME"))
    found: dict[str, Any] = json.loads(answer["SecretString"])
    return found


def secret(name: str) -> str:
    """A member of this service's secret, fetched once in the life of a container."""
    try:
        return str(_secrets()[name])
    except KeyError as missing:
        raise MissingSettingError(f"the secret has no member {name}") from missing
