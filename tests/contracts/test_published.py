"""Tests that published events only grow: the classes are compared with published.json.

The comparison starts on 2026-11-29, before anything was deployed: `revision` became required in membership events.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from contracts import event_catalogue, public_events
from contracts.public_event_types import WHEN

PUBLISHED = Path(event_catalogue.__file__).with_name("published.json")


def published(of: str = "") -> dict[str, Any]:
    return json.loads(PUBLISHED.with_name(f"published{of}.json").read_text())


def breaking_changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the changes from schema `before` to `after` that could break a subscriber."""
    faults = [f"{name} is gone" for name in before["properties"] if name not in after["properties"]]
    for name, schema in after["properties"].items():
        was = before["properties"].get(name)
        if was is None and name in after.get("required", []):
            faults.append(f"{name} is new and has no default")
        if was is not None and _shape(was) != _shape(schema):
            faults.append(f"{name} has another type")
    faults += [
        f"{name} may now be missing" for name in before.get("required", []) if name not in after.get("required", [])
    ]
    return faults


def _shape(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _shape(value) for key, value in schema.items() if key not in ("title", "description", "default")}
    return [_shape(part) for part in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("name", sorted(published()))
def test_a_published_event_only_grows(name: str) -> None:
    """No field is removed, renamed or re-typed, and new ones have a default."""
    assert name in event_catalogue.schemas(), "a published event may not disappear"
    assert breaking_changes(published()[name]["schema"], event_catalogue.schemas()[name]["schema"]) == []


def test_published_json_is_up_to_date() -> None:
    """published.json has the current schema of every event; `make contracts` writes it."""
    assert published() == event_catalogue.schemas()


@pytest.mark.parametrize("name", sorted(published("_webhooks")))
def test_a_public_event_only_grows(name: str) -> None:
    """What owners' systems read of a webhook stays: no field is removed, renamed or re-typed, and none goes missing."""
    assert name in public_events.schemas(), "a public event may not disappear"
    assert breaking_changes(published("_webhooks")[name]["schema"], public_events.schemas()[name]["schema"]) == []


def test_every_public_event_is_published_described_and_without_personal_data() -> None:
    """published_webhooks.json is up to date, each type has its words, and none carries what belongs to a person."""
    assert published("_webhooks") == public_events.schemas()
    assert [it.name for it in public_events.PUBLIC_EVENTS] == list(WHEN)
    carried = {source for it in public_events.PUBLIC_EVENTS for source in it.fields.values()}
    assert carried & {"email", "address", "sealed_code", "text", "invited_by", "actor"} == set()
    of_people = {it.name for it in public_events.PUBLIC_EVENTS if "phone_number" in it.fields.values()}
    assert all(name.startswith(("number.", "port_in.")) for name in of_people)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda schema: schema["properties"].pop("a"), "a is gone"),
        (lambda schema: schema["properties"]["a"].update(type="integer"), "a has another type"),
        (lambda schema: schema["required"].remove("a"), "a may now be missing"),
        (
            lambda schema: (schema["properties"].update(b={}), schema["required"].append("b")),
            "b is new and has no default",
        ),
    ],
)
def test_a_breaking_change_is_found(change: Any, fault: str) -> None:
    """The comparison finds each kind of breaking change."""
    before = {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after = json.loads(json.dumps(before))
    change(after)
    assert fault in breaking_changes(before, after)


@pytest.mark.parametrize(
    "name",
    [
        "MemberJoined",
        "MemberRoleChanged",
        "MemberSuspended",
        "MemberRestored",
        "MemberRemoved",
        "TeamHandedOver",
        "TeamDissolved",
    ],
)
def test_every_membership_event_has_a_revision(name: str) -> None:
    """Consumers order membership events by their revision alone."""
    assert "revision" in published()[f"teams.{name}"]["schema"]["required"]
