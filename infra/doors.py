"""The doors of a service: those of api, documents, security, webhooks, consumer and schedule that its code has."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from kernel.bus.consumer import Consumer
from kernel.http.api import Api
from kernel.jobs.schedule import Schedule

_HTTP = ("api", "documents", "security", "webhooks")


@dataclass(frozen=True)
class Doors:
    """The doors of a service; one that its code lacks is None and gets no function."""

    api: Api | None
    documents: Api | None
    security: Api | None
    webhooks: Api | None
    consumer: Consumer | None
    schedule: Schedule | None

    @classmethod
    def of(cls, service: str) -> "Doors":
        """Load the doors from `services/<service>`."""
        return cls(**{door: _door(service, door) for door in (*_HTTP, "consumer", "schedule")})

    @property
    def apis(self) -> dict[str, Api]:
        """Return the HTTP doors by name."""
        return {name: api for name in _HTTP if (api := getattr(self, name))}


def has_module(name: str) -> bool:
    """Return whether there is such a module."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _door(service: str, door: str) -> Any:
    module = f"services.{service}.{door}"
    return getattr(import_module(module), door) if has_module(module) else None
