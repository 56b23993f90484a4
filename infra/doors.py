"""The doors that a service has: whatever of api, documents, webhooks, consumer and schedule there is in its code."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from kernel.bus.consumer import Consumer
from kernel.http.api import Api
from kernel.jobs.schedule import Schedule

_HTTP = ("api", "documents", "webhooks")


@dataclass(frozen=True)
class Doors:
    """A service's doors; one that is not written yet is None and gets no function."""

    api: Api | None
    documents: Api | None
    webhooks: Api | None
    consumer: Consumer | None
    schedule: Schedule | None

    @classmethod
    def of(cls, service: str) -> "Doors":
        """Read them from `services/<service>`."""
        return cls(**{door: _door(service, door) for door in (*_HTTP, "consumer", "schedule")})

    @property
    def apis(self) -> dict[str, Api]:
        """The doors to HTTP, by name."""
        return {name: api for name in _HTTP if (api := getattr(self, name))}


def has_module(name: str) -> bool:
    """Whether there is such a module."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _door(service: str, door: str) -> Any:
    module = f"services.{service}.{door}"
    return getattr(import_module(module), door) if has_module(module) else None
