"""The owner's own view of API keys: they are shown once, end by themselves, and are rotated with an overlap."""

import json

import pytest

from contracts.teams import MemberJoined, MemberRoleChanged, TeamHandedOver
from tests.in_process import Reply
from tests.moto_tables import items_in
from tests.services.api_keys import NEW, authorize
from tests.services.identity.harness import Harness, Person


@pytest.fixture
def ann(harness: Harness) -> Person:
    """Return the owner of a team."""
    person = harness.person()
    joined = MemberJoined(
        team_id="team_1", account_id=person.account_id, role="owner", revision=1, invitation_id=None, credits=0
    )
    harness.deliver(joined)
    return person


def make(harness: Harness, ann: Person, **more: object) -> Reply:
    """Make a key."""
    reply = harness.request_as(ann, "POST /v1/team/api-keys", NEW | more)
    assert reply.status == 201, reply
    return reply


def refusal(harness: Harness, secret: str) -> str:
    """Return why a secret is refused, or an empty text."""
    return str(authorize(harness.world, secret).get("key_refusal", ""))


def test_the_secret_is_shown_once_and_stored_nowhere(harness: Harness, ann: Person) -> None:
    """The table, its events among it, holds only its hash."""
    made = make(harness, ann).body
    assert made["secret"].startswith("tlk_")
    shown = harness.request_as(ann, "GET /v1/team/api-keys/{id}", path={"id": made["key_id"]}).body
    assert shown | {"secret": made["secret"]} == made
    assert harness.request_as(ann, "GET /v1/team/api-keys").body["items"] == [shown]
    assert made["secret"] not in json.dumps(items_in(harness.table.name), default=str)


def test_a_key_ends_when_its_owner_said(harness: Harness, ann: Person) -> None:
    """A day after its last it is refused as expired, and stays in the list until it is revoked."""
    made = make(harness, ann, expires_in_days=1).body
    assert refusal(harness, made["secret"]) == ""
    harness.clock.forward(days=1)
    assert refusal(harness, made["secret"]) == "api_key_expired"


def test_both_secrets_work_until_the_overlap_is_over(harness: Harness, ann: Person) -> None:
    """A rotated key keeps its name, scopes and id; the secret of before ends after the hours that were asked for."""
    made = make(harness, ann).body
    body = {"expires_in_days": 90, "overlap_hours": 2}
    path = {"id": made["key_id"]}
    rotated = harness.request_as(ann, "POST /v1/team/api-keys/{id}/rotate", body, path=path).body
    assert rotated["key_id"] == made["key_id"]
    assert rotated["secret"] != made["secret"]
    assert [refusal(harness, it["secret"]) for it in (made, rotated)] == ["", ""]
    harness.clock.forward(hours=2)
    assert [refusal(harness, it["secret"]) for it in (made, rotated)] == ["api_key_expired", ""]


def test_a_second_rotation_ends_the_secret_before_the_former_one(harness: Harness, ann: Person) -> None:
    """Only the new secret and the one just before it can work: what the portal does not show, ends at once."""
    made = make(harness, ann).body
    path = {"id": made["key_id"]}
    week, at_once = ({"expires_in_days": 90, "overlap_hours": hours} for hours in (168, 0))
    second = harness.request_as(ann, "POST /v1/team/api-keys/{id}/rotate", week, path=path).body
    third = harness.request_as(ann, "POST /v1/team/api-keys/{id}/rotate", at_once, path=path).body
    secrets = [it["secret"] for it in (made, second, third)]
    assert [refusal(harness, it) for it in secrets] == ["api_key_expired", "api_key_expired", ""]
    fourth = harness.request_as(ann, "POST /v1/team/api-keys/{id}/rotate", week, path=path).body
    assert [refusal(harness, it) for it in (*secrets, fourth["secret"])] == ["api_key_expired"] * 2 + ["", ""]


def test_a_key_that_is_made_between_the_events_of_a_hand_over_is_dead(harness: Harness, ann: Person) -> None:
    """The team's own event may come before the member's: the key would work again if the owner came back."""
    harness.deliver(TeamHandedOver(team_id="team_1", from_account_id=ann.account_id, to_account_id="acc_2", revision=2))
    made = make(harness, ann).body
    harness.deliver(MemberRoleChanged(team_id="team_1", account_id=ann.account_id, role="admin", revision=2))
    assert refusal(harness, made["secret"]) == "api_key_revoked"


def test_around_the_cdn_no_key_is_looked_up(harness: Harness, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its caller is anonymous, and no use is written: the doors refuse such a request from every sender."""
    made = make(harness, ann).body
    monkeypatch.setitem(harness.world.surroundings["identity"], "CDN_KEY", "the key of the CDN")
    said = authorize(harness.world, made["secret"])
    assert (said["account_id"], said.get("by_key")) == ("", None)
    assert not [item for item in items_in(harness.table.name) if str(item["sk"]).startswith("USED#")]


def test_the_last_use_is_shown_to_the_minute(harness: Harness, ann: Person) -> None:
    """When and from where; a use in the same minute from the same address writes nothing."""
    made = make(harness, ann).body
    authorize(harness.world, made["secret"], "198.51.100.9")
    path = {"id": made["key_id"]}
    first = harness.request_as(ann, "GET /v1/team/api-keys/{id}", path=path).body
    assert first["last_used_from"] == "198.51.100.9"
    authorize(harness.world, made["secret"], "198.51.100.9")
    assert harness.request_as(ann, "GET /v1/team/api-keys").body["items"] == [first]
    harness.clock.forward(minutes=1)
    authorize(harness.world, made["secret"], "198.51.100.9")
    later = harness.request_as(ann, "GET /v1/team/api-keys/{id}", path=path).body
    assert later["last_used_at"] > first["last_used_at"]


def test_an_account_has_twenty_keys_at_most(harness: Harness, ann: Person) -> None:
    """One more is refused until one is revoked."""
    made = [make(harness, ann).body for _ in range(20)]
    assert harness.request_as(ann, "POST /v1/team/api-keys", NEW).body["code"] == "too_many_api_keys"
    path = {"id": made[0]["key_id"]}
    assert harness.request_as(ann, "DELETE /v1/team/api-keys/{id}", path=path).status == 204
    assert make(harness, ann).status == 201


def test_a_closed_account_leaves_no_key(harness: Harness, ann: Person) -> None:
    """Its secret leads to nothing, at once and after all that follows."""
    made = make(harness, ann).body
    assert harness.request_as(ann, "DELETE /v1/profile").status == 204
    assert refusal(harness, made["secret"]) == "api_key_revoked"
    harness.settle()
    assert refusal(harness, made["secret"]) == "invalid_api_key"
    assert not [item for item in items_in(harness.table.name) if "API_KEY" in str(item["pk"])]
