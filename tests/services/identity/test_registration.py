"""Registering: one account a number, whatever comes twice or at once (I1, I6)."""

import pytest

from services.identity.domain.passwords import hash_password, refuse_weak
from services.identity.domain.problems import WeakPassword
from tests.services.identity.races import meanwhile
from tests.services.identity.stage import ANN, PASSWORD, STRANGER, Stage, claims_of


def test_a_token_registers_and_signs_in(stage: Stage) -> None:
    """201 with account and tokens; others hear of the account."""
    reply = stage.register(stage.proved(), name="  Ann Smith ")
    assert reply.status == 201
    assert reply.body["account"]["name"] == "Ann Smith"
    assert reply.body["account"]["email_confirmed"] is False
    assert reply.body["account"]["notices"] == ["text", "email"]
    claims = claims_of(reply.body["access_token"])
    assert (claims["sub"], claims["sid"]) == (reply.body["account_id"], reply.body["session_id"])
    assert claims["exp"] - claims["iat"] == reply.body["expires_in"] == 600
    registered = next(envelope for envelope in stage.world.outbox() if envelope.type == "AccountRegistered")
    assert registered.data == {
        "account_id": claims["sub"],
        "phone_number": ANN,
        "name": "Ann Smith",
        "email": "ann@example.com",
        "revision": 1,
    }


def test_a_time_zone_may_come_with_it(stage: Stage) -> None:
    """The profile begins in the zone of who registers."""
    reply = stage.register(stage.proved(), time_zone="Europe/Berlin")
    assert reply.body["account"]["time_zone"] == "Europe/Berlin"


def test_others_hear_of_the_whole_profile_at_once(stage: Stage) -> None:
    """Whoever knows the account by its registration takes the profile for newer: how to tell them, their time (E1)."""
    stage.register(stage.proved(), time_zone="Europe/Berlin")
    stage.settle()
    told = {envelope.type: envelope.data for envelope in stage.told}
    assert told["ProfileChanged"]["revision"] > told["AccountRegistered"]["revision"]
    assert told["ProfileChanged"]["notices"] == ["text", "email"]
    assert told["ProfileChanged"]["time_zone"] == "Europe/Berlin"


def test_a_token_makes_one_account_however_often_it_is_sent(stage: Stage) -> None:
    """The same token and password sign in to the account that they made: a lost answer costs nothing."""
    token = stage.proved()
    first, second = stage.register(token), stage.register(token)
    assert (first.status, second.status) == (201, 201)
    assert first.body["account_id"] == second.body["account_id"]
    assert first.body["session_id"] != second.body["session_id"]
    assert stage.settle().count("AccountRegistered") == 1


def test_a_used_token_is_worth_nothing_without_the_password(stage: Stage) -> None:
    """410: who finds the token later gets nowhere."""
    token = stage.proved()
    stage.register(token)
    reply = stage.register(token, password="another long one")
    assert (reply.status, reply.body["code"]) == (410, "registration_expired")


def test_registrations_at_the_same_moment_make_one_account(stage: Stage) -> None:
    """Whoever is second at the table finds the account made (I1)."""
    token = stage.proved()
    met: list[str] = []
    with meanwhile(lambda: met.append(stage.register(token).body["account_id"])):
        reply = stage.register(token)
    assert [reply.body["account_id"]] == met
    assert stage.settle().count("AccountRegistered") == 1


def test_two_sign_ups_of_one_number_make_one_account(stage: Stage) -> None:
    """The number is unique while the account lives: the second hears 409 `account_exists`."""
    first = stage.sign_up().body["signup_id"]
    tokens = [stage.verify(first, stage.code()).body["registration_token"]]
    second = stage.sign_up(address=STRANGER).body["signup_id"]
    tokens.append(stage.verify(second, stage.code()).body["registration_token"])
    met: list[int] = []
    with meanwhile(lambda: met.append(stage.register(tokens[0]).status)):
        reply = stage.register(tokens[1])
    assert (met, reply.status, reply.body["code"]) == ([201], 409, "account_exists")


def test_a_token_lives_thirty_minutes(stage: Stage) -> None:
    """After that: start again."""
    token = stage.proved()
    stage.clock.forward(minutes=30)
    assert stage.register(token).body["code"] == "registration_expired"


@pytest.mark.parametrize("token", ["x", "sgn_1.x", "a.b.c", "." * 10, "sgn_1#.secret", "é.é"])
def test_a_token_of_nobody_is_refused(stage: Stage, token: str) -> None:
    """Whatever is sent in its place: 410."""
    assert stage.register(token).body["code"] == "registration_expired"


def test_another_code_kills_the_token(stage: Stage) -> None:
    """Who asks for a new code begins anew."""
    signup_id = stage.sign_up().body["signup_id"]
    token = stage.verify(signup_id, stage.code()).body["registration_token"]
    stage.clock.forward(seconds=30)
    stage.ask("POST /v1/signups/{id}/resend", {}, path={"id": signup_id})
    assert stage.register(token).status == 410


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 101),
        ("name", "a\nb"),
        ("name", "<b>Ann</b>"),
        ("email", "ann"),
        ("email", "ann@"),
        ("email", "ann@example"),
        ("email", "a b@example.com"),
        ("email", "x" * 250 + "@example.com"),
        ("password", "short"),
        ("password", "x" * 129),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc/passwd"),
        ("time_zone", "Europe"),
    ],
)
def test_what_is_not_acceptable_is_named_and_uses_nothing_up(stage: Stage, field: str, value: str) -> None:
    """422 with the field; the same token registers afterwards (E3)."""
    token = stage.proved()
    reply = stage.register(token, **{field: value})
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, field)
    assert stage.register(token).status == 201


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "Password123!",
        "12345678",
        "87654321",
        "aaaaaaaa",
        "abababab",
        "qwertyuiop",
        "abcdefgh",
        "iloveyou1",
        "4155550100",
        "+14155550100",
        "(415) 555-0100",
        "ANN@example.com",
        "teamline2026",
    ],
)
def test_a_password_that_all_try_first_is_refused(password: str) -> None:
    """Common ones, the number and the email are no passwords."""
    with pytest.raises(WeakPassword):
        refuse_weak(password, field="password", phone_number=ANN, email="ann@example.com")


@pytest.mark.parametrize("password", [PASSWORD, "xK9#mP2$vL", "ünïcödé wörds", "5550100 horses run", "ann@example.org"])
def test_any_other_is_good(password: str) -> None:
    """No rules about signs and digits: length is what counts."""
    refuse_weak(password, field="password", phone_number=ANN, email="ann@example.com")


def test_passwords_are_kept_by_argon2id_with_its_parameters() -> None:
    """m=19456, t=2, p=1, and a salt of its own each time (I7)."""
    kept = hash_password(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_password(PASSWORD)
