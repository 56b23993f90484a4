"""Settings from the environment, read on first use and never at import."""

import json
import os
import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from kernel import aws

SECRET_MAX_AGE = 300.0  # seconds

T = TypeVar("T")


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


def secret(name: str) -> str:
    """Return a member of this service's secret, at most SECRET_MAX_AGE old. Raise MissingSettingError."""
    try:
        return str(json.loads(_secrets(_period()))[name])
    except KeyError as missing:
        raise MissingSettingError(f"the secret has no member {name}") from missing


def cached_by_secret(build: Callable[[], T]) -> Callable[[], T]:
    """Keep what `build` makes of the secret, and build it again when the secret has changed."""

    @lru_cache(maxsize=1)
    def built(_secret: str) -> T:
        return build()

    @wraps(build)
    def current() -> T:
        return built(_secrets(_period()))

    current.cache_clear = built.cache_clear  # type: ignore[attr-defined]
    return current


@lru_cache(maxsize=1)
def _secrets(_age: int) -> str:
    """Return the secret's JSON text, read once in a period: a rotated secret is used without a deployment."""
    return str(aws.client("secretsmanager").get_secret_value(SecretId=setting("SECRET_NAME"))["SecretString"])


def _period() -> int:
    return int(time.monotonic() // SECRET_MAX_AGE)
