"""The doors of a service that its code has: for HTTP, the bus, the clock, and the operator's reports and actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from kernel.bus.batch_consumer import BatchConsumer
from kernel.bus.consumer import Consumer
from kernel.http.api import Api
from kernel.jobs.actions import Actions
from kernel.jobs.reports import Reports
from kernel.jobs.schedule import Schedule

HTTP_DOORS = (
    "allowances",
    "answering",
    "api",
    "api_keys",
    "app_store_webhooks",
    "approvals",
    "calls",
    "conversations",
    "documents",
    "downloads",
    "endpoints",
    "giving",
    "google_play_webhooks",
    "letters",
    "plans",
    "port_ins",
    "port_outs",
    "purchases",
    "registrations",
    "security",
    "usage",
    "voice",
    "wallet",
    "webhooks",
)
# doors to the bus, each with its own queue
APART = (
    "announcing",
    "bookkeeping",
    "calling",
    "carrier_events",
    "comparing",
    "delivering",
    "exporting",
    "folding",
    "funding",
    "inventory",
    "invoicing",
    "leaving",
    "mailing",
    "media",
    "metering",
    "notices",
    "packing",
    "planning",
    "porting",
    "refunds",
    "registering",
    "store_events",
    "texting",
    "voicemail",
)
_OTHER_DOORS = ("consumer", "schedule", "reports", "operations")


@dataclass(frozen=True)
class Doors:
    """The doors of a service, those for HTTP by name; one that its code lacks gets no function."""

    apis: Mapping[str, Api]
    consumer: Consumer | None
    apart: Mapping[str, Consumer | BatchConsumer]
    schedule: Schedule | None
    reports: Reports | None
    operations: Actions | None

    @classmethod
    def of(cls, service: str) -> "Doors":
        """Load the doors from `services/<service>`."""
        apis = {name: api for name in HTTP_DOORS if isinstance(api := _door(service, name), Api)}
        others = {name: _door(service, name) for name in _OTHER_DOORS}
        apart = {name: door for name in APART if isinstance(door := _door(service, name), Consumer | BatchConsumer)}
        return cls(apis=apis, apart=apart, **others)

    @property
    def consumers(self) -> dict[str, Consumer | BatchConsumer]:
        """Return the doors to the bus, by name."""
        return ({"consumer": self.consumer} if self.consumer else {}) | dict(self.apart)


def has_module(name: str) -> bool:
    """Return whether there is such a module."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _door(service: str, door: str) -> Any:
    module = f"services.{service}.{door}"
    return getattr(import_module(module), door) if has_module(module) else None
