"""Closing an account: over at once, nothing personal stays, and the number is free (I10)."""

import json

from contracts.teams import TeamOccupancyChanged
from services.identity.stores import sessions
from tests.services.identity.races import meanwhile
from tests.services.identity.stage import ANN, Person, Stage


def _close(stage: Stage, person: Person) -> int:
    return stage.ask_as(person, "DELETE /v1/profile").status


def test_everything_is_over_at_once(stage: Stage) -> None:
    """Sessions, password and profile; others hear of it. Asked again it is done."""
    person = stage.person()
    assert [_close(stage, person), _close(stage, person)] == [204, 204]
    assert stage.refresh(person.refresh_token).status == 401
    assert stage.sign_in().status == 401
    gone = stage.ask_as(person, "GET /v1/profile")
    assert (gone.status, gone.body["code"]) == (401, "account_closed")
    assert stage.change(person, name="Other").status == 401
    assert stage.settle() == ["AccountClosed"]


def test_nothing_personal_stays(stage: Stage) -> None:
    """What is left of them ends by itself within days: the outbox, the look-up, counters and codes, each with a TTL."""
    person = stage.person(email="very.personal@example.com")
    stage.change(person, name="Annabel Personal")
    _close(stage, person)
    stage.settle()
    personal = ("very.personal@example.com", "Annabel Personal", ANN, person.account_id)
    left = [item for item in stage.items() if any(word in json.dumps(item, default=str) for word in personal)]
    assert left
    assert [item for item in left if "ttl" not in item] == []
    assert not any(item["pk"] == f"ACCOUNT#{person.account_id}" or item["sk"] == "LOGIN" for item in left)


def test_the_number_is_free_for_a_new_account(stage: Stage) -> None:
    """Somebody else may have it now: another account, with nothing of the old one."""
    before = stage.person()
    _close(stage, before)
    stage.clock.forward(hours=1)
    after = stage.person(name="Somebody Else")
    assert after.account_id != before.account_id
    assert stage.profile(after)["name"] == "Somebody Else"
    assert stage.ask_as(before, "GET /v1/profile").status == 401


def test_who_owns_a_team_with_members_cannot(stage: Stage) -> None:
    """409 `team_has_members`: hand it over or dissolve it first; open invitations are no hindrance."""
    person = stage.person()
    stage.change(person, manages_team=True)
    for others, status, revision in ((1, 409, 1), (0, 204, 2)):
        stage.happens(
            TeamOccupancyChanged(
                team_id="team_1", owner_id=person.account_id, others=others, open_invitations=1, revision=revision
            )
        )
        reply = stage.ask_as(person, "DELETE /v1/profile")
        assert reply.status == status
        assert status == 204 or reply.body["code"] == "team_has_members"


def test_very_many_sessions_end_too(stage: Stage) -> None:
    """More than fit into one transaction: none of them works, and all are removed."""
    person = stage.person()
    item = next(item for item in stage.items() if item["sk"].startswith("SESSION#"))
    kept = sessions.session_from_item(item)
    for number in range(70):
        session = sessions.Session(**{**kept.__dict__, "id": f"ses_{number:03}"})
        stage.table.commit([sessions.add(session)])
    assert _close(stage, person) == 204
    assert stage.refresh(person.refresh_token).status == 401
    stage.settle()
    assert [item for item in stage.items() if item["sk"].startswith("SESSION#")] == []


def test_who_signs_in_while_it_closes_gets_nowhere(stage: Stage) -> None:
    """A session that begins in between belongs to nobody, and is removed."""
    person = stage.person()
    met: list[str] = []
    with meanwhile(lambda: met.append(stage.sign_in().body["refresh_token"])):
        assert _close(stage, person) == 204
    stage.settle()
    assert stage.refresh(met[0]).status == 401
    assert [item for item in stage.items() if item["sk"].startswith("SESSION#")] == []


def test_who_changes_the_profile_while_it_closes_is_late(stage: Stage) -> None:
    """Closing is done upon what is there then."""
    person = stage.person()
    with meanwhile(lambda: stage.change(person, name="Other")):
        assert _close(stage, person) == 204
    assert stage.ask_as(person, "GET /v1/profile").status == 401
