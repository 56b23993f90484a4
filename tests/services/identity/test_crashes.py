"""A request that is killed before or after any AWS call and then repeated loses nothing and doubles nothing."""

from collections.abc import Callable

import pytest

from kernel import aws
from tests.faults import Crash, answer_lost, crashing
from tests.services.identity.harness import ANN, Harness
from tests.world import texts


def _is_killed(do: Callable[[], object], *, at_call: int, after: bool) -> bool:
    """Return whether the request was killed there; it may make fewer calls."""
    try:
        with crashing(aws.client("dynamodb"), at_call=at_call, after=after):
            do()
    except Crash:
        return True
    return False


PLACES = [(at_call, after) for at_call in (1, 2, 3, 4) for after in (False, True)]


@pytest.mark.parametrize(("at_call", "after"), PLACES)
def test_a_killed_sign_up_can_be_repeated(harness: Harness, at_call: int, after: bool) -> None:
    """Under its idempotency key there is one sign-up and one text, and no look-up is paid for twice."""
    headers = {"idempotency-key": "one-sign-up"}
    assert _is_killed(lambda: harness.sign_up(headers=headers), at_call=at_call, after=after)
    paid = len(harness.carrier.looked_up)
    harness.clock.forward(seconds=15)
    reply = harness.sign_up(headers=headers)
    assert reply.status == 202, reply
    assert harness.verify(reply.body["signup_id"], harness.code()).status == 200
    assert len(texts(ANN)) == 1
    kept = (at_call, after) >= (3, True)
    assert len(harness.carrier.looked_up) == (paid if kept else paid + 1)


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_lost_answer_to_the_right_code_can_be_recovered(harness: Harness, at_call: int, after: bool) -> None:
    """If the code was used, a new one is a pause away; if not, it still works."""
    signup_id, code = harness.sign_up().body["signup_id"], harness.code()
    assert _is_killed(lambda: harness.verify(signup_id, code), at_call=at_call, after=after)
    again = harness.verify(signup_id, code)
    if (at_call, after) == (2, True):
        assert again.body["code"] == "code_expired"
        harness.clock.forward(seconds=30)
        assert harness.request("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}).status == 202
        again = harness.verify(signup_id, harness.code())
    assert harness.register(again.body["registration_token"]).status == 201


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_killed_registration_makes_one_account(harness: Harness, at_call: int, after: bool) -> None:
    """The same request again signs in to the account that it made, or makes it."""
    token = harness.registration_token()
    assert _is_killed(lambda: harness.register(token), at_call=at_call, after=after)
    reply = harness.register(token)
    assert reply.status == 201
    assert harness.settle().count("AccountRegistered") == 1
    assert len([item for item in harness.items() if item["sk"] == "PROFILE"]) == 1
    assert harness.refresh(reply.body["refresh_token"]).status == 200


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_killed_refresh_keeps_the_user_signed_in(harness: Harness, at_call: int, after: bool) -> None:
    """The same request again, under the same key, gets the one next token."""
    person, headers = harness.person(), {"idempotency-key": "one-refresh"}
    assert _is_killed(lambda: harness.refresh(person.refresh_token, headers=headers), at_call=at_call, after=after)
    reply = harness.refresh(person.refresh_token, headers=headers)
    assert reply.status == 200
    assert harness.refresh(reply.body["refresh_token"]).status == 200


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_killed_sign_in_can_be_repeated(harness: Harness, at_call: int, after: bool) -> None:
    """The right password signs in; the lost session is one more in the list."""
    harness.person()
    assert _is_killed(harness.sign_in, at_call=at_call, after=after)
    assert harness.sign_in().status == 201


@pytest.mark.parametrize(("at_call", "after"), PLACES[:4])
def test_a_wrong_attempt_is_counted_before_it_is_reported(harness: Harness, at_call: int, after: bool) -> None:
    """No crash gives a free guess: what was not counted was not reported either."""
    signup_id, code = harness.sign_up().body["signup_id"], harness.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert _is_killed(lambda: harness.verify(signup_id, wrong), at_call=at_call, after=after)
    counted = (at_call, after) == (2, True)
    assert harness.verify(signup_id, wrong).body["attempts_left"] == (3 if counted else 4)


@pytest.mark.parametrize(("at_call", "after"), PLACES[:6])
def test_a_killed_password_reset_can_be_repeated(harness: Harness, at_call: int, after: bool) -> None:
    """Either the old password and the code still work, or the new password does."""
    harness.person()
    reset_id = harness.request("POST /v1/password-resets", {"phone_number": ANN}).body["reset_id"]
    given, path = {"code": harness.code(), "new_password": "four green bottles"}, {"id": reset_id}

    def finish() -> int:
        return harness.request("POST /v1/password-resets/{id}", given, path=path).status

    assert _is_killed(finish, at_call=at_call, after=after)
    assert finish() == (410 if (at_call, after) == (3, True) else 204)
    assert harness.sign_in(password="four green bottles").status == 201


def test_a_lost_answer_of_the_table_doubles_nothing(harness: Harness) -> None:
    """If the transaction commits and its answer is lost, there is one account, and the user is signed in."""
    token = harness.registration_token()
    with answer_lost(aws.client("dynamodb"), "TransactWriteItems"):
        harness.register(token)
    assert harness.register(token).status == 201
    assert harness.settle().count("AccountRegistered") == 1
