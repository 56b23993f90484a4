"""Crashes: killed before or after any AWS call, a request that is made again loses nothing and doubles nothing."""

from collections.abc import Callable

import pytest

from kernel import aws
from tests.faults import Crash, answer_lost, crashing
from tests.services.identity.stage import ANN, Stage
from tests.world import texts


def _killed(do: Callable[[], object], *, at_call: int, after: bool) -> bool:
    """Whether the request was killed there; it may make fewer calls."""
    try:
        with crashing(aws.client("dynamodb"), at_call=at_call, after=after):
            do()
    except Crash:
        return True
    return False


PLACES = [(at_call, after) for at_call in (1, 2, 3, 4) for after in (False, True)]


@pytest.mark.parametrize(("at_call", "after"), PLACES)
def test_a_sign_up_that_was_killed_can_be_made_again(stage: Stage, at_call: int, after: bool) -> None:
    """Under its idempotency key: one sign-up, one text, and no look-up paid for twice once its answer was kept."""
    headers = {"idempotency-key": "one-sign-up"}
    assert _killed(lambda: stage.sign_up(headers=headers), at_call=at_call, after=after)
    paid = len(stage.carrier.looked_up)
    stage.clock.forward(seconds=15)
    reply = stage.sign_up(headers=headers)
    assert reply.status == 202, reply
    assert stage.verify(reply.body["signup_id"], stage.code()).status == 200
    assert len(texts(ANN)) == 1
    kept = (at_call, after) >= (3, True)
    assert len(stage.carrier.looked_up) == (paid if kept else paid + 1)


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_who_did_not_hear_of_the_right_code_gets_in_by_another(stage: Stage, at_call: int, after: bool) -> None:
    """If it was used, a new code is a pause away; if not, it still works."""
    signup_id, code = stage.sign_up().body["signup_id"], stage.code()
    assert _killed(lambda: stage.verify(signup_id, code), at_call=at_call, after=after)
    again = stage.verify(signup_id, code)
    if (at_call, after) == (2, True):
        assert again.body["code"] == "code_expired"
        stage.clock.forward(seconds=30)
        assert stage.ask("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}).status == 202
        again = stage.verify(signup_id, stage.code())
    assert stage.register(again.body["registration_token"]).status == 201


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_registration_that_was_killed_makes_one_account(stage: Stage, at_call: int, after: bool) -> None:
    """The same request again signs in to the account that it made, or makes it."""
    token = stage.proved()
    assert _killed(lambda: stage.register(token), at_call=at_call, after=after)
    reply = stage.register(token)
    assert reply.status == 201
    assert stage.settle().count("AccountRegistered") == 1
    assert len([item for item in stage.items() if item["sk"] == "PROFILE"]) == 1
    assert stage.refresh(reply.body["refresh_token"]).status == 200


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_refresh_that_was_killed_keeps_the_user_signed_in(stage: Stage, at_call: int, after: bool) -> None:
    """The same request again, under the same key, gets the one next token."""
    person, headers = stage.person(), {"idempotency-key": "one-refresh"}
    assert _killed(lambda: stage.refresh(person.refresh_token, headers=headers), at_call=at_call, after=after)
    reply = stage.refresh(person.refresh_token, headers=headers)
    assert reply.status == 200
    assert stage.refresh(reply.body["refresh_token"]).status == 200


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_sign_in_that_was_killed_can_be_made_again(stage: Stage, at_call: int, after: bool) -> None:
    """The right password signs in; what was begun in vain is one more session in the list."""
    stage.person()
    assert _killed(stage.sign_in, at_call=at_call, after=after)
    assert stage.sign_in().status == 201


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_wrong_try_is_counted_before_it_is_told(stage: Stage, at_call: int, after: bool) -> None:
    """No crash gives a free guess: what was not counted was not told either."""
    signup_id, code = stage.sign_up().body["signup_id"], stage.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert _killed(lambda: stage.verify(signup_id, wrong), at_call=at_call, after=after)
    counted = (at_call, after) == (2, True)
    assert stage.verify(signup_id, wrong).body["attempts_left"] == (3 if counted else 4)


@pytest.mark.parametrize(("at_call", "after"), PLACES[:6])
def test_a_new_password_that_was_killed_is_set_or_can_be(stage: Stage, at_call: int, after: bool) -> None:
    """Either the old password works and the code too, or the new one."""
    stage.person()
    reset_id = stage.ask("POST /v1/password-resets", {"phone_number": ANN}).body["reset_id"]
    given, path = {"code": stage.code(), "new_password": "four green bottles"}, {"id": reset_id}

    def finish() -> int:
        return stage.ask("POST /v1/password-resets/{id}", given, path=path).status

    assert _killed(finish, at_call=at_call, after=after)
    assert finish() == (410 if (at_call, after) == (3, True) else 204)
    assert stage.sign_in(password="four green bottles").status == 201


def test_an_answer_of_the_table_that_is_lost_doubles_nothing(stage: Stage) -> None:
    """The transaction is done, its answer never comes: one account, and the user is signed in."""
    token = stage.proved()
    with answer_lost(aws.client("dynamodb"), "TransactWriteItems"):
        stage.register(token)
    assert stage.register(token).status == 201
    assert stage.settle().count("AccountRegistered") == 1
