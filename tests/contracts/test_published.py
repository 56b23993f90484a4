"""Published events only grow: today's classes against what others rely on.

Begun anew once, on 2026-11-29, before anything was deployed: `revision` became required in the events of memberships.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from contracts import catalogue

PUBLISHED = Path(catalogue.__file__).with_name("published.json")


def published() -> dict[str, Any]:
    return json.loads(PUBLISHED.read_text())


def narrowings(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What a subscriber of `before` could trip over in `after`."""
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
    assert name in catalogue.schemas(), "a published event may not disappear"
    assert narrowings(published()[name]["schema"], catalogue.schemas()[name]["schema"]) == []


def test_published_json_is_up_to_date() -> None:
    """Every event as it is now is written down: run `make contracts` after adding to one."""
    assert published() == catalogue.schemas()


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
def test_a_narrowing_is_noticed(change: Any, fault: str) -> None:
    """The comparison itself sees each way to break a subscriber."""
    before = {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    after = json.loads(json.dumps(before))
    change(after)
    assert fault in narrowings(before, after)


@pytest.mark.parametrize(
    "name",
    ["MemberJoined", "MemberRoleChanged", "MemberSuspended", "MemberRestored", "MemberRemoved", "TeamHandedOver",
     "TeamDissolved"],
)  # fmt: skip
def test_every_event_of_a_membership_says_its_revision(name: str) -> None:
    """Without one no consumer could order them."""
    assert "revision" in published()[f"teams.{name}"]["schema"]["required"]
