"""Sessions: tokens that follow on each other, and a stolen one that gives itself away (I8)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from services.identity.domain.session import Session
from tests.services.identity.races import meanwhile
from tests.services.identity.stage import ANN, BOB, Stage, person_in


def test_a_refresh_token_gives_the_next_one(stage: Stage) -> None:
    """Each works once; the session stays the same."""
    person = stage.person()
    first = stage.refresh(person.refresh_token)
    second = stage.refresh(first.body["refresh_token"])
    assert [first.status, second.status] == [200, 200]
    assert len({person.refresh_token, first.body["refresh_token"], second.body["refresh_token"]}) == 3
    assert {first.body["session_id"], second.body["session_id"]} == {person.session_id}


def test_a_token_used_twice_ends_the_whole_family(stage: Stage) -> None:
    """Neither the stolen one nor what followed on it works any more."""
    person = stage.person()
    following = stage.refresh(person.refresh_token).body["refresh_token"]
    reply = stage.refresh(person.refresh_token)
    assert (reply.status, reply.body["code"]) == (401, "session_over")
    assert stage.refresh(following).status == 401
    assert stage.sign_in().status == 201


def test_a_token_of_long_ago_ends_the_family_as_well(stage: Stage) -> None:
    """It need not be the last one."""
    person = stage.person()
    token = person.refresh_token
    for _ in range(3):
        token = stage.refresh(token).body["refresh_token"]
    assert stage.refresh(person.refresh_token).status == 401
    assert stage.refresh(token).status == 401


def test_other_sessions_live_on(stage: Stage) -> None:
    """What is stolen of one device harms no other."""
    person, other = stage.person(), person_in(stage.sign_in(), ANN)
    stage.refresh(person.refresh_token)
    stage.refresh(person.refresh_token)
    assert stage.refresh(other.refresh_token).status == 200


def test_a_lost_answer_is_given_again_under_its_key(stage: Stage) -> None:
    """The same Idempotency-Key within ten seconds gets the very same next token, and there is only one that works."""
    person, key = stage.person(), {"idempotency-key": "refresh-1"}
    first = stage.refresh(person.refresh_token, headers=key)
    again = stage.refresh(person.refresh_token, headers=key)
    assert (again.status, again.body["refresh_token"]) == (200, first.body["refresh_token"])
    assert stage.refresh(again.body["refresh_token"]).status == 200


@pytest.mark.parametrize(("key", "wait"), [("refresh-2", 0), ("", 0), ("refresh-1", 11)])
def test_another_key_or_a_later_time_is_theft(stage: Stage, key: str, wait: int) -> None:
    """What is forgiven is one request that is sent again, at once."""
    person = stage.person()
    stage.refresh(person.refresh_token, headers={"idempotency-key": "refresh-1"})
    stage.clock.forward(seconds=wait)
    again = stage.refresh(person.refresh_token, headers={"idempotency-key": key} if key else {})
    assert again.status == 401


def test_a_lost_answer_is_not_given_again_once_the_next_token_was_used(stage: Stage) -> None:
    """Then the answer was not lost."""
    person, key = stage.person(), {"idempotency-key": "refresh-1"}
    following = stage.refresh(person.refresh_token, headers=key).body["refresh_token"]
    stage.refresh(following)
    assert stage.refresh(person.refresh_token, headers=key).status == 401


def test_one_token_used_at_the_same_moment_by_two_ends_the_family(stage: Stage) -> None:
    """Who comes second has used it twice."""
    person = stage.person()
    met: list[Any] = []
    with meanwhile(lambda: met.append(stage.refresh(person.refresh_token))):
        reply = stage.refresh(person.refresh_token)
    assert (met[0].status, reply.status) == (200, 401)
    assert stage.refresh(met[0].body["refresh_token"]).status == 401


@pytest.mark.parametrize("token", ["x", "a.b.c", "..", "acc_1.ses_1", "a.b.c.d", "acc_1.ses_1.é", "acc_1.ses_1.x#y"])
def test_a_token_of_nobody_is_refused(stage: Stage, token: str) -> None:
    """401, whatever it is."""
    assert stage.refresh(token).status == 401


def test_a_session_ends_after_thirty_idle_days(stage: Stage) -> None:
    """Each use keeps it alive for 30 more."""
    token = stage.person().refresh_token
    for _ in range(2):
        stage.clock.forward(days=29)
        token = stage.refresh(token).body["refresh_token"]
    stage.clock.forward(days=30)
    assert stage.refresh(token).status == 401


def test_a_user_sees_their_sessions(stage: Stage) -> None:
    """Device, place, times, and which one is asking; the newest first."""
    person = stage.person()
    stage.sign_in(headers={"user-agent": "Teamline/1.0 (phone)"}, address="192.0.2.7")
    items = stage.ask_as(person, "GET /v1/sessions").body["items"]
    assert [(item["device"], item["address"], item["current"]) for item in items] == [
        ("Teamline/1.0 (phone)", "192.0.2.7", False),
        ("", "203.0.113.7", True),
    ]
    assert {"session_id", "device", "address", "signed_in_at", "last_used_at", "current"} == set(items[0])


def test_sessions_have_pages(stage: Stage) -> None:
    """Limit and cursor, each session once (E4)."""
    person = stage.person()
    for _ in range(4):
        stage.sign_in()
    seen, query = [], {"limit": "2"}
    for _ in range(3):
        page = stage.ask_as(person, "GET /v1/sessions", query=query).body
        seen += [item["session_id"] for item in page["items"]]
        query = {"limit": "2", "cursor": page["next_cursor"]}
    assert page["next_cursor"] is None
    assert len(seen) == len(set(seen)) == 5


def test_a_user_ends_any_of_their_sessions(stage: Stage) -> None:
    """It cannot be refreshed any more, and is not listed."""
    person, other = stage.person(), person_in(stage.sign_in(), ANN)
    assert stage.ask_as(person, "DELETE /v1/sessions/{id}", path={"id": other.session_id}).status == 204
    assert stage.refresh(other.refresh_token).status == 401
    assert len(stage.ask_as(person, "GET /v1/sessions").body["items"]) == 1
    again = stage.ask_as(person, "DELETE /v1/sessions/{id}", path={"id": other.session_id})
    assert again.status == 404


def test_signing_out_ends_the_session_of_the_caller(stage: Stage) -> None:
    """`current` is the one that asks; asked again it is over already."""
    person = stage.person()
    statuses = [stage.ask_as(person, "DELETE /v1/sessions/{id}", path={"id": "current"}).status for _ in range(2)]
    assert statuses == [204, 204]
    assert stage.refresh(person.refresh_token).status == 401


def test_nobody_ends_the_sessions_of_others(stage: Stage) -> None:
    """Another's session is not found, as if there were none (E3)."""
    ann, bob = stage.person(ANN), stage.person(BOB)
    assert stage.ask_as(bob, "DELETE /v1/sessions/{id}", path={"id": ann.session_id}).status == 404
    assert stage.refresh(ann.refresh_token).status == 200


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.sampled_from(["k1", "k2", None])), max_size=20))
def test_only_the_secret_before_and_only_for_seconds_is_forgiven(steps: list[tuple[int, bool, str | None]]) -> None:
    """Whatever happens to a session: older secrets, later times and other requests are never forgiven."""
    now = clock.from_text("2026-01-01T00:00:00.000000Z")
    session = Session("ses_1", "acc_1", "s0", "", "", now, now, now + timedelta(days=30), 1)
    for number, (wait, web, key) in enumerate(steps):
        now += timedelta(seconds=wait)
        for old in range(number + 1):
            if session.tolerates_reuse(f"s{old}", key, web, now):
                assert old == number - 1
                assert session.rotated_at is not None
                assert now - session.rotated_at <= timedelta(seconds=10)
                assert web or key == session.rotation_key
        session = session.with_next_secret(f"s{number + 1}", key, now, "")
