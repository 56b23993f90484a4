"""The catalogue of every event that Teamline publishes, and the schema of each."""

from typing import Any

from contracts import (
    approvals,
    billing,
    bookkeeping,
    calls,
    erasures,
    exports,
    identity,
    inventory,
    mail,
    messages,
    numbers,
    plan_events,
    port_ins,
    port_outs,
    registrations,
    store_subscriptions,
    team_money,
    teams,
    texting,
    usage,
    usage_reports,
    voicemail,
    webhooks,
)
from contracts.event import Event

_PUBLISHERS = (
    identity,
    teams,
    billing,
    plan_events,
    store_subscriptions,
    bookkeeping,
    approvals,
    team_money,
    usage,
    usage_reports,
    numbers,
    port_ins,
    port_outs,
    inventory,
    registrations,
    texting,
    messages,
    calls,
    voicemail,
    mail,
    exports,
    erasures,
    webhooks,
)


def published_events() -> list[type[Event]]:
    """Return every event class of every publisher, by source and name."""
    events = [
        thing
        for module in _PUBLISHERS
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Event) and _is_concrete(thing)
    ]
    return sorted(events, key=lambda event: (event.source, event.__name__))


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each event's data, by `source.Name`, as `published.json` keeps it."""
    return {
        f"{event.source}.{event.__name__}": {"version": event.version, "schema": event.model_json_schema()}
        for event in published_events()
    }


def _is_concrete(event: type[Event]) -> bool:
    return not event.__subclasses__() and event is not Event
