"""A new password by code: for who has an account, and indistinguishable for who has none (I7)."""

from typing import Any

import pytest

from tests.services.identity.races import meanwhile
from tests.services.identity.stage import ANN, BOB, STRANGER, Stage
from tests.world import Reply, texts

NEW = "four green bottles"


def _begin(stage: Stage, phone_number: str = ANN, **how: Any) -> Reply:
    return stage.ask("POST /v1/password-resets", {"phone_number": phone_number}, **how)


def _finish(stage: Stage, reset_id: str, code: str, password: str = NEW) -> Reply:
    given = {"code": code, "new_password": password}
    return stage.ask("POST /v1/password-resets/{id}", given, path={"id": reset_id})


def test_a_code_sets_a_new_password(stage: Stage) -> None:
    """The new one signs in, the old one does not."""
    stage.person()
    reset_id = _begin(stage).body["reset_id"]
    assert "to set a new password" in (stage.code() and texts(ANN)[-1])
    assert _finish(stage, reset_id, stage.code()).status == 204
    assert stage.sign_in().status == 401
    assert stage.sign_in(password=NEW).status == 201


def test_a_landline_is_called(stage: Stage) -> None:
    """The code of a landline is spoken."""
    stage.carrier.types[ANN] = "fixed line"
    stage.person()
    reset_id = _begin(stage).body["reset_id"]
    assert _finish(stage, reset_id, stage.code()).status == 204


def test_it_ends_every_session(stage: Stage) -> None:
    """Whoever was signed in must sign in again."""
    person = stage.person()
    other = stage.sign_in().body["refresh_token"]
    _finish(stage, _begin(stage).body["reset_id"], stage.code())
    assert stage.ask_as(person, "GET /v1/sessions").body["items"] == []
    assert [stage.refresh(token).status for token in (person.refresh_token, other)] == [401, 401]


def test_a_session_that_begins_meanwhile_with_the_old_password_ends_too(stage: Stage) -> None:
    """It belongs to the old password, in whatever order the two are written."""
    stage.person()
    reset_id, code = _begin(stage).body["reset_id"], stage.code()
    met: list[str] = []
    with meanwhile(lambda: met.append(stage.sign_in().body["refresh_token"])):
        assert _finish(stage, reset_id, code).status == 204
    assert stage.refresh(met[0]).status == 401
    assert stage.refresh(stage.sign_in(password=NEW).body["refresh_token"]).status == 200


def test_a_sign_in_that_is_overtaken_by_a_reset_gives_a_session_that_is_over(stage: Stage) -> None:
    """The old password was right when it was read, and is not when the session is used."""
    stage.person()
    reset_id, code = _begin(stage).body["reset_id"], stage.code()
    with meanwhile(lambda: _finish(stage, reset_id, code)):
        reply = stage.sign_in()
    assert reply.status == 429 or stage.refresh(reply.body["refresh_token"]).status == 401
    assert stage.sign_in().status == 401


def test_an_unknown_number_is_answered_alike_and_costs_nothing(stage: Stage) -> None:
    """202 with the same members; nothing is looked up or sent; its codes are wrong like real ones."""
    stage.person(ANN)
    looked_up = len(stage.carrier.looked_up)
    known, unknown = _begin(stage, ANN), _begin(stage, BOB)
    assert (known.status, sorted(known.body)) == (unknown.status, sorted(unknown.body))
    right = stage.code(ANN)
    wrong = next(f"{n:06}" for n in range(2) if f"{n:06}" != right)
    answers = [
        [(reply.status, reply.body["code"], reply.body.get("attempts_left")) for reply in replies]
        for replies in ([_finish(stage, begun.body["reset_id"], wrong) for _ in range(6)] for begun in (known, unknown))
    ]
    assert answers[0] == answers[1]
    assert answers[0][-1][:2] == (410, "code_expired")
    assert (len(stage.carrier.looked_up), texts(BOB)) == (looked_up, [])


def test_limits_are_the_same_for_both(stage: Stage) -> None:
    """Pauses and limits tell nothing either, and sign-ups of a number use up none of its resets."""
    stage.person(ANN)
    for number in (ANN, BOB):
        statuses = [_begin(stage, number, address=f"198.51.100.{n}").status for n in range(6)]
        assert statuses == [202] * 5 + [429]
    assert _begin(stage, BOB).body["code"] == "too_many_codes"


def test_strangers_who_sign_up_with_a_number_do_not_stop_its_reset(stage: Stage) -> None:
    """Each purpose has limits of its own (field 25)."""
    stage.person()
    for n in range(6):
        stage.sign_up(address=f"198.51.100.{n}")
    assert _begin(stage).status == 202


def test_a_reset_works_once(stage: Stage) -> None:
    """The code is used up by the password that it set."""
    stage.person()
    reset_id, code = _begin(stage).body["reset_id"], stage.code()
    assert _finish(stage, reset_id, code).status == 204
    assert _finish(stage, reset_id, code, "another good one").body["code"] == "code_expired"


def test_a_code_of_a_sign_up_sets_no_password(stage: Stage) -> None:
    """Each code is for what it was sent for."""
    stage.person()
    signup_id = stage.sign_up(BOB, address=STRANGER).body["signup_id"]
    assert _finish(stage, signup_id, stage.code(BOB)).status == 410


@pytest.mark.parametrize("password", ["short", "password1", "4155550100", "ann@example.com"])
def test_a_weak_password_does_not_use_the_code_up(stage: Stage, password: str) -> None:
    """The rules are those of registering; afterwards a better one goes through."""
    stage.person()
    reset_id, code = _begin(stage).body["reset_id"], stage.code()
    reply = _finish(stage, reset_id, code, password)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "new_password")
    assert _finish(stage, reset_id, code).status == 204


def test_the_code_of_a_closed_account_sets_nothing(stage: Stage) -> None:
    """What was closed in between is gone."""
    person = stage.person()
    reset_id, code = _begin(stage).body["reset_id"], stage.code()
    stage.ask_as(person, "DELETE /v1/profile")
    assert _finish(stage, reset_id, code).status == 410
