"""Sessions: each refresh token yields the next, and a stolen one reveals itself (I8)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from services.identity.domain.session import Device, Session
from tests.services.identity.harness import ANN, BOB, HOME, STRANGER, Harness, person_in
from tests.services.identity.races import run_before_writes


def test_a_refresh_token_gives_the_next_one(harness: Harness) -> None:
    """Each refresh token works once; the session stays the same."""
    person = harness.person()
    first = harness.refresh(person.refresh_token)
    second = harness.refresh(first.body["refresh_token"])
    assert [first.status, second.status] == [200, 200]
    assert len({person.refresh_token, first.body["refresh_token"], second.body["refresh_token"]}) == 3
    assert {first.body["session_id"], second.body["session_id"]} == {person.session_id}


def test_a_token_used_twice_ends_the_whole_family(harness: Harness) -> None:
    """Neither the stolen token nor its successors work any more."""
    person = harness.person()
    following = harness.refresh(person.refresh_token).body["refresh_token"]
    reply = harness.refresh(person.refresh_token, address=STRANGER)
    assert (reply.status, reply.body["code"]) == (401, "session_over")
    assert harness.refresh(following).status == 401
    assert harness.sign_in().status == 201


def test_a_token_of_long_ago_ends_the_family_as_well(harness: Harness) -> None:
    """A much older token ends the session too."""
    person = harness.person()
    token = person.refresh_token
    for _ in range(3):
        token = harness.refresh(token).body["refresh_token"]
    assert harness.refresh(person.refresh_token).status == 401
    assert harness.refresh(token).status == 401


def test_other_sessions_live_on(harness: Harness) -> None:
    """A theft on one device affects no other."""
    person, other = harness.person(), person_in(harness.sign_in(), ANN)
    harness.refresh(person.refresh_token)
    harness.refresh(person.refresh_token, address=STRANGER)
    assert harness.refresh(other.refresh_token).status == 200


def test_a_lost_answer_is_given_again_under_its_key(harness: Harness) -> None:
    """The same Idempotency-Key within ten seconds gets the same next token, from whatever network; only one works."""
    person, key = harness.person(), {"idempotency-key": "refresh-1"}
    first = harness.refresh(person.refresh_token, headers=key)
    again = harness.refresh(person.refresh_token, headers=key, address=STRANGER)
    assert (again.status, again.body["refresh_token"]) == (200, first.body["refresh_token"])
    assert harness.refresh(again.body["refresh_token"]).status == 200


@pytest.mark.parametrize(("key", "wait"), [("refresh-2", 0), ("", 0), ("refresh-1", 11)])
def test_another_key_or_a_later_time_is_theft(harness: Harness, key: str, wait: int) -> None:
    """From elsewhere, only the same request repeated at once is tolerated."""
    person = harness.person()
    harness.refresh(person.refresh_token, headers={"idempotency-key": "refresh-1"})
    harness.clock.forward(seconds=wait)
    headers = {"idempotency-key": key} if key else {}
    assert harness.refresh(person.refresh_token, headers=headers, address=STRANGER).status == 401


APP = {"user-agent": "Teamline/1.0 (phone)"}


def test_a_plain_retry_from_the_same_device_is_forgiven_for_ten_seconds(harness: Harness) -> None:
    """The same address and agent get the same next token again; after ten seconds it is theft."""
    person = harness.person()
    first, again = (harness.refresh(person.refresh_token, headers=APP) for _ in range(2))
    assert (again.status, again.body["refresh_token"]) == (200, first.body["refresh_token"])
    harness.clock.forward(seconds=11)
    assert harness.refresh(person.refresh_token, headers=APP).status == 401
    assert harness.refresh(first.body["refresh_token"], headers=APP).status == 401


@pytest.mark.parametrize(
    ("agent", "address"),
    [("Teamline/1.0 (phone)", STRANGER), ("curl/8.0", HOME), ("", HOME)],
    ids=["another address", "another agent", "no agent"],
)
def test_the_previous_token_from_another_device_is_theft_at_once(harness: Harness, agent: str, address: str) -> None:
    """Another address or another agent with the previous token ends the session."""
    person = harness.person()
    following = harness.refresh(person.refresh_token, headers=APP, address=HOME).body["refresh_token"]
    headers = {"user-agent": agent} if agent else {}
    assert harness.refresh(person.refresh_token, headers=headers, address=address).status == 401
    assert harness.refresh(following, headers=APP, address=HOME).status == 401


def test_two_refreshes_at_once_of_one_device_stay_signed_in(harness: Harness) -> None:
    """Both get the same next token, whichever of the two is written first."""
    person = harness.person()
    met: list[Any] = []
    with run_before_writes(lambda: met.append(harness.refresh(person.refresh_token, headers=APP))):
        reply = harness.refresh(person.refresh_token, headers=APP)
    assert (met[0].status, reply.status) == (200, 200)
    assert met[0].body["refresh_token"] == reply.body["refresh_token"]
    assert harness.refresh(reply.body["refresh_token"], headers=APP).status == 200


def test_one_token_used_at_the_same_moment_by_two_ends_the_family(harness: Harness) -> None:
    """The second use of a token, from elsewhere, ends the session."""
    person = harness.person()
    met: list[Any] = []
    with run_before_writes(lambda: met.append(harness.refresh(person.refresh_token, address=STRANGER))):
        reply = harness.refresh(person.refresh_token)
    assert (met[0].status, reply.status) == (200, 401)
    assert harness.refresh(met[0].body["refresh_token"]).status == 401


@pytest.mark.parametrize("token", ["x", "a.b.c", "..", "acc_1.ses_1", "a.b.c.d", "acc_1.ses_1.é", "acc_1.ses_1.x#y"])
def test_an_unknown_token_is_refused(harness: Harness, token: str) -> None:
    """Any other token is 401."""
    assert harness.refresh(token).status == 401


def test_a_session_ends_after_thirty_idle_days(harness: Harness) -> None:
    """Each use keeps it valid for 30 more days."""
    token = harness.person().refresh_token
    for _ in range(2):
        harness.clock.forward(days=29)
        token = harness.refresh(token).body["refresh_token"]
    harness.clock.forward(days=30)
    assert harness.refresh(token).status == 401


def test_a_user_sees_their_sessions(harness: Harness) -> None:
    """The list shows device, address, times and the current one, newest first."""
    person = harness.person()
    harness.sign_in(headers={"user-agent": "Teamline/1.0 (phone)"}, address="192.0.2.7")
    items = harness.request_as(person, "GET /v1/sessions").body["items"]
    assert [(item["device"], item["address"], item["current"]) for item in items] == [
        ("Teamline/1.0 (phone)", "192.0.2.7", False),
        ("", "203.0.113.7", True),
    ]
    assert {"session_id", "device", "address", "signed_in_at", "last_used_at", "current"} == set(items[0])


def test_sessions_have_pages(harness: Harness) -> None:
    """With limit and cursor each session appears once (E4)."""
    person = harness.person()
    for _ in range(4):
        harness.sign_in()
    seen, query = [], {"limit": "2"}
    for _ in range(3):
        page = harness.request_as(person, "GET /v1/sessions", query=query).body
        seen += [item["session_id"] for item in page["items"]]
        query = {"limit": "2", "cursor": page["next_cursor"]}
    assert page["next_cursor"] is None
    assert len(seen) == len(set(seen)) == 5


def test_sessions_that_have_ended_leave_no_empty_page(harness: Harness) -> None:
    """Expired ones, which the table deletes late, are read over: the last page has no cursor (E4)."""
    harness.person()
    harness.sign_in()
    harness.clock.forward(days=31)
    person = person_in(harness.sign_in(), ANN)
    page = harness.request_as(person, "GET /v1/sessions", query={"limit": "1"}).body
    assert [item["session_id"] for item in page["items"]] == [person.session_id]
    assert page["next_cursor"] is None


def test_a_user_ends_any_of_their_sessions(harness: Harness) -> None:
    """An ended session cannot be refreshed, and is not listed."""
    person, other = harness.person(), person_in(harness.sign_in(), ANN)
    assert harness.request_as(person, "DELETE /v1/sessions/{id}", path={"id": other.session_id}).status == 204
    assert harness.refresh(other.refresh_token).status == 401
    assert len(harness.request_as(person, "GET /v1/sessions").body["items"]) == 1
    again = harness.request_as(person, "DELETE /v1/sessions/{id}", path={"id": other.session_id})
    assert again.status == 404


def test_signing_out_ends_the_session_of_the_caller(harness: Harness) -> None:
    """`current` is the caller's session; its token is refused from then on (I8)."""
    person = harness.person()
    statuses = [harness.request_as(person, "DELETE /v1/sessions/{id}", path={"id": "current"}).status for _ in range(2)]
    assert statuses == [204, 401]
    assert harness.refresh(person.refresh_token).status == 401


def test_a_user_cannot_end_the_sessions_of_others(harness: Harness) -> None:
    """Another account's session is not found (E3)."""
    ann, bob = harness.person(ANN), harness.person(BOB)
    assert harness.request_as(bob, "DELETE /v1/sessions/{id}", path={"id": ann.session_id}).status == 404
    assert harness.refresh(ann.refresh_token).status == 200


STEPS = st.tuples(st.integers(0, 30), st.booleans(), st.sampled_from(["k1", "k2", None]), st.sampled_from(["a1", "a2"]))


@given(st.lists(STEPS, max_size=20))
def test_only_the_previous_secret_is_tolerated_and_only_for_seconds(
    steps: list[tuple[int, bool, str | None, str]],
) -> None:
    """Older secrets, later times and other requests are never tolerated."""
    now = clock.from_text("2026-01-01T00:00:00.000000Z")
    session = Session("ses_1", "acc_1", "s0", "", "", now, now, now + timedelta(days=30), 1)
    for number, (wait, web, key, agent) in enumerate(steps):
        now += timedelta(seconds=wait)
        for old in range(number + 1):
            if session.tolerates_reuse(f"s{old}", key, Device(agent, HOME), now, from_cookie=web):
                assert old == number - 1
                assert session.rotated_at is not None
                assert now - session.rotated_at <= timedelta(seconds=10)
                assert key == session.rotation_key or agent == session.rotation_agent
        session = session.with_next_secret(f"s{number + 1}", key, now, Device(agent, HOME))
