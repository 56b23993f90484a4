"""Password resets by code, the same for callers whether or not there is an account (I7)."""

from typing import Any

import pytest

from tests.in_process import Reply, texts
from tests.services.identity.harness import ANN, BOB, STRANGER, Harness
from tests.services.identity.races import run_before_writes

NEW = "four green bottles"


def _begin(harness: Harness, phone_number: str = ANN, **options: Any) -> Reply:
    return harness.request("POST /v1/password-resets", {"phone_number": phone_number}, **options)


def _finish(harness: Harness, reset_id: str, code: str, password: str = NEW) -> Reply:
    given = {"code": code, "new_password": password}
    return harness.request("POST /v1/password-resets/{id}", given, path={"id": reset_id})


def test_a_code_sets_a_new_password(harness: Harness) -> None:
    """The new password signs in, and the old one does not."""
    harness.person()
    reset_id = _begin(harness).body["reset_id"]
    assert "to set a new password" in (harness.code() and texts(ANN)[-1])
    assert _finish(harness, reset_id, harness.code()).status == 204
    assert harness.sign_in().status == 401
    assert harness.sign_in(password=NEW).status == 201


def test_a_landline_is_called(harness: Harness) -> None:
    """The code for a landline is spoken."""
    harness.carrier.types[ANN] = "fixed line"
    harness.person()
    reset_id = _begin(harness).body["reset_id"]
    assert _finish(harness, reset_id, harness.code()).status == 204


def test_it_ends_every_session(harness: Harness) -> None:
    """Every signed-in device must sign in again."""
    person = harness.person()
    other = harness.sign_in().body["refresh_token"]
    _finish(harness, _begin(harness).body["reset_id"], harness.code())
    assert harness.request_as(person, "GET /v1/sessions").status == 401
    assert [harness.refresh(token).status for token in (person.refresh_token, other)] == [401, 401]


def test_a_session_begun_during_the_reset_ends_too(harness: Harness) -> None:
    """It belongs to the old password, in whatever order the two are written."""
    harness.person()
    reset_id, code = _begin(harness).body["reset_id"], harness.code()
    met: list[str] = []
    with run_before_writes(lambda: met.append(harness.sign_in().body["refresh_token"])):
        assert _finish(harness, reset_id, code).status == 204
    assert harness.refresh(met[0]).status == 401
    assert harness.refresh(harness.sign_in(password=NEW).body["refresh_token"]).status == 200


def test_a_sign_in_overtaken_by_a_reset_is_not_valid(harness: Harness) -> None:
    """The old password was right when it was read, and is not when the session is used."""
    harness.person()
    reset_id, code = _begin(harness).body["reset_id"], harness.code()
    with run_before_writes(lambda: _finish(harness, reset_id, code)):
        reply = harness.sign_in()
    assert reply.status == 429 or harness.refresh(reply.body["refresh_token"]).status == 401
    assert harness.sign_in().status == 401


def test_an_unknown_number_is_answered_alike_and_costs_nothing(harness: Harness) -> None:
    """202 with the same members; nothing is looked up or sent, and its codes are wrong like real ones."""
    harness.person(ANN)
    looked_up = len(harness.carrier.looked_up)
    known, unknown = _begin(harness, ANN), _begin(harness, BOB)
    assert (known.status, sorted(known.body)) == (unknown.status, sorted(unknown.body))
    right = harness.code(ANN)
    wrong = next(f"{n:06}" for n in range(2) if f"{n:06}" != right)
    answers = [
        [(reply.status, reply.body["code"], reply.body.get("attempts_left")) for reply in replies]
        for replies in (
            [_finish(harness, begun.body["reset_id"], wrong) for _ in range(6)] for begun in (known, unknown)
        )
    ]
    assert answers[0] == answers[1]
    assert answers[0][-1][:2] == (410, "code_expired")
    assert (len(harness.carrier.looked_up), texts(BOB)) == (looked_up, [])


def test_limits_are_the_same_for_both(harness: Harness) -> None:
    """Pauses and limits reveal nothing either, and sign-ups of a number use up none of its resets."""
    harness.person(ANN)
    for number in (ANN, BOB):
        statuses = [_begin(harness, number, address=f"198.51.100.{n}").status for n in range(6)]
        assert statuses == [202] * 5 + [429]
    assert _begin(harness, BOB).body["code"] == "too_many_codes"


def test_strangers_who_sign_up_with_a_number_do_not_stop_its_reset(harness: Harness) -> None:
    """Each purpose has limits of its own (field 25)."""
    harness.person()
    for n in range(6):
        harness.sign_up(address=f"198.51.100.{n}")
    assert _begin(harness).status == 202


def test_a_reset_works_once(harness: Harness) -> None:
    """The code is used up by the password that it set."""
    harness.person()
    reset_id, code = _begin(harness).body["reset_id"], harness.code()
    assert _finish(harness, reset_id, code).status == 204
    assert _finish(harness, reset_id, code, "another good one").body["code"] == "code_expired"


def test_a_code_of_a_sign_up_sets_no_password(harness: Harness) -> None:
    """A code works only for the purpose it was sent for."""
    harness.person()
    signup_id = harness.sign_up(BOB, address=STRANGER).body["signup_id"]
    assert _finish(harness, signup_id, harness.code(BOB)).status == 410


@pytest.mark.parametrize("password", ["short", "password1", "4155550100", "ann@example.com"])
def test_a_weak_password_does_not_use_the_code_up(harness: Harness, password: str) -> None:
    """The rules are those of registering; afterwards a better password is accepted."""
    harness.person()
    reset_id, code = _begin(harness).body["reset_id"], harness.code()
    reply = _finish(harness, reset_id, code, password)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "new_password")
    assert _finish(harness, reset_id, code).status == 204


def test_the_code_of_a_closed_account_sets_nothing(harness: Harness) -> None:
    """An account that was closed in between has no password."""
    person = harness.person()
    reset_id, code = _begin(harness).body["reset_id"], harness.code()
    harness.request_as(person, "DELETE /v1/profile")
    assert _finish(harness, reset_id, code).status == 410


def test_a_reset_of_a_former_login_id_changes_nothing(harness: Harness) -> None:
    """The old phone may be a thief's by now: a code that it got before the Login ID changed opens nothing (I13)."""
    ann = harness.person()
    reset = harness.request("POST /v1/password-resets", {"phone_number": ANN}).body["reset_id"]
    code = harness.code()
    change = harness.request_as(ann, "POST /v1/profile/login-id", {"phone_number": BOB}).body["change_id"]
    path = {"id": change}
    given = {"code": harness.code(BOB)}
    assert harness.request_as(ann, "POST /v1/profile/login-id/{id}/confirm", given, path=path).status == 200
    wanted = {"code": code, "new_password": "a better one 42"}
    reply = harness.request("POST /v1/password-resets/{id}", wanted, path={"id": reset})
    assert (reply.status, reply.body["code"]) == (410, "code_expired")
    assert harness.sign_in(BOB).status == 201
    assert harness.refresh(ann.refresh_token).status == 200
