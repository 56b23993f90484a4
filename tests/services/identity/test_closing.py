"""Closing an account ends it at once, deletes personal data, and frees the number (I10)."""

import json

from contracts.teams import TeamOccupancyChanged
from services.identity.stores import sessions
from tests.services.identity.harness import ANN, Harness, Person
from tests.services.identity.races import run_before_writes


def _close(harness: Harness, person: Person) -> int:
    return harness.request_as(person, "DELETE /v1/profile").status


def test_everything_ends_at_once(harness: Harness) -> None:
    """Sessions, password and profile are gone, and other services learn of it; a repetition is refused (I8)."""
    person = harness.person()
    assert [_close(harness, person), _close(harness, person)] == [204, 401]
    assert harness.refresh(person.refresh_token).status == 401
    assert harness.sign_in().status == 401
    gone = harness.request_as(person, "GET /v1/profile")
    assert (gone.status, gone.body["code"]) == (401, "account_closed")
    assert harness.change(person, name="Other").status == 401
    assert harness.settle() == [
        "AccountClosed",
        "ErasureProofDue",
        "SecurityNoticeDue",
        "SecurityNoticeDue",
        "IdentityErased",
    ]


def test_nothing_personal_stays(harness: Harness) -> None:
    """What is left expires by itself within days: outbox, look-up, counters and codes each have a TTL."""
    person = harness.person(email="very.personal@example.com")
    harness.change(person, name="Annabel Personal")
    _close(harness, person)
    harness.settle()
    personal = ("very.personal@example.com", "Annabel Personal", ANN, person.account_id)
    left = [item for item in harness.items() if any(word in json.dumps(item, default=str) for word in personal)]
    assert left
    assert [item for item in left if "ttl" not in item] == []
    assert not any(item["pk"] == f"ACCOUNT#{person.account_id}" or item["sk"] == "LOGIN" for item in left)


def test_the_number_is_free_for_a_new_account(harness: Harness) -> None:
    """Another person may register the number and gets nothing of the old account."""
    before = harness.person()
    _close(harness, before)
    harness.clock.forward(hours=1)
    after = harness.person(name="Somebody Else")
    assert after.account_id != before.account_id
    assert harness.profile(after)["name"] == "Somebody Else"
    assert harness.request_as(before, "GET /v1/profile").status == 401


def test_the_owner_of_a_team_with_members_cannot_close(harness: Harness) -> None:
    """409 `team_has_members`: hand it over or dissolve it first; open invitations do not matter."""
    person = harness.person()
    harness.change(person, manages_team=True)
    for others, status, revision in ((1, 409, 1), (0, 204, 2)):
        harness.deliver(
            TeamOccupancyChanged(
                team_id="team_1", owner_id=person.account_id, others=others, open_invitations=1, revision=revision
            )
        )
        reply = harness.request_as(person, "DELETE /v1/profile")
        assert reply.status == status
        assert status == 204 or reply.body["code"] == "team_has_members"


def test_very_many_sessions_end_too(harness: Harness) -> None:
    """With more sessions than fit into one transaction, none works and all are removed."""
    person = harness.person()
    item = next(item for item in harness.items() if item["sk"].startswith("SESSION#"))
    kept = sessions.session_from_item(item)
    for number in range(70):
        session = sessions.Session(**{**kept.__dict__, "id": f"ses_{number:03}"})
        harness.table.commit([sessions.add(session)])
    assert _close(harness, person) == 204
    assert harness.refresh(person.refresh_token).status == 401
    harness.settle()
    assert [item for item in harness.items() if item["sk"].startswith("SESSION#")] == []


def test_a_sign_in_during_the_closing_gets_nowhere(harness: Harness) -> None:
    """A session that begins in between belongs to no account, and is removed."""
    person = harness.person()
    met: list[str] = []
    with run_before_writes(lambda: met.append(harness.sign_in().body["refresh_token"])):
        assert _close(harness, person) == 204
    harness.settle()
    assert harness.refresh(met[0]).status == 401
    assert [item for item in harness.items() if item["sk"].startswith("SESSION#")] == []


def test_a_profile_change_during_the_closing_is_late(harness: Harness) -> None:
    """Closing applies to what exists at that moment."""
    person = harness.person()
    with run_before_writes(lambda: harness.change(person, name="Other")):
        assert _close(harness, person) == 204
    assert harness.request_as(person, "GET /v1/profile").status == 401


def test_what_ends_is_said_before(harness: Harness) -> None:
    """Closing ends sessions and deletes the profile; leaving a team leaves both as they are (decision 075)."""
    person = harness.person()
    route = "GET /v1/profile/consequences"
    closing = harness.request_as(person, route, query={"action": "close"}).body["items"]
    assert [(it["kind"], it["fate"], it["count"]) for it in closing] == [
        ("sessions", "ends", 1),
        ("personal_data", "ends", None),
    ]
    leaving = harness.request_as(person, route, query={"action": "leave"}).body["items"]
    assert {it["fate"] for it in leaving} == {"stays"}
    _close(harness, person)
    assert harness.request_as(person, route, query={"action": "close"}).status == 401
