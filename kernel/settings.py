"""Settings from the environment, read on first use and never at import."""

import json
import os
from functools import cache
from typing import Any

from kernel import aws


class MissingSettingError(RuntimeError):
    """The function was deployed without a setting that it needs; the message names it."""


def setting(name: str) -> str:
    """Return the value of an environment variable. Raise MissingSettingError, which names the variable."""
    value = os.environ.get(name)
    if not value:
        raise MissingSettingError(f"the environment variable {name} is not set")
    return value


def number_setting(name: str) -> int:
    """Return the whole number in an environment variable. Raise MissingSettingError, which names the variable."""
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
    """Return a member of this service's secret. Raise MissingSettingError, which names the member."""
    try:
        return str(_secrets()[name])
    except KeyError as missing:
        raise MissingSettingError(f"the secret has no member {name}") from missing
