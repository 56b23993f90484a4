"""Registering: one account per number, whatever is repeated or happens at once (I1, I6)."""

import subprocess
import sys
from pathlib import Path

import pytest

from services.identity.domain.passwords import hash_password, refuse_weak
from services.identity.domain.problems import WeakPassword
from tests.services.identity.harness import ANN, PASSWORD, STRANGER, Harness, claims_of, person_in
from tests.services.identity.races import run_before_writes


def test_a_token_registers_and_signs_in(harness: Harness) -> None:
    """201 with account and tokens; the account is published."""
    reply = harness.register(harness.registration_token(), name="  Ann Smith ")
    assert reply.status == 201
    assert reply.body["account"]["name"] == "Ann Smith"
    assert reply.body["account"]["email_confirmed"] is False
    assert reply.body["account"]["notices"] == ["text", "email"]
    claims = claims_of(reply.body["access_token"])
    assert (claims["sub"], claims["sid"]) == (reply.body["account_id"], reply.body["session_id"])
    assert claims["exp"] - claims["iat"] == reply.body["expires_in"] == 600
    registered = next(envelope for envelope in harness.world.outbox() if envelope.type == "AccountRegistered")
    assert registered.data == {
        "account_id": claims["sub"],
        "phone_number": ANN,
        "name": "Ann Smith",
        "email": "ann@example.com",
        "revision": 1,
    }


def test_a_time_zone_may_come_with_it(harness: Harness) -> None:
    """The profile starts with the time zone of the registration."""
    reply = harness.register(harness.registration_token(), time_zone="Europe/Berlin")
    assert reply.body["account"]["time_zone"] == "Europe/Berlin"


@pytest.mark.parametrize(
    ("accepted", "given", "language"),
    [
        ({}, {}, "en"),
        ({"accept-language": "es-MX,es;q=0.9,en;q=0.8"}, {}, "es"),
        ({"accept-language": "es"}, {"language": "en"}, "en"),
        ({"accept-language": "en-US"}, {"language": "es"}, "es"),
    ],
)
def test_the_language_is_the_one_of_the_browser_or_the_one_that_is_given(
    harness: Harness, accepted: dict[str, str], given: dict[str, str], language: str
) -> None:
    """The account is written to in the language that its registration asks for, which its profile publishes."""
    token = harness.registration_token()
    reply = harness.register(token, headers=accepted, **given)
    assert reply.body["account"]["language"] == language
    harness.settle()
    published = {envelope.type: envelope.data for envelope in harness.published}
    assert published["ProfileChanged"]["language"] == language


def test_the_whole_profile_is_published_at_once(harness: Harness) -> None:
    """The profile is newer than the registration, so that consumers know how to notify the person, and when (E1)."""
    harness.register(harness.registration_token(), time_zone="Europe/Berlin")
    harness.settle()
    told = {envelope.type: envelope.data for envelope in harness.published}
    assert told["ProfileChanged"]["revision"] > told["AccountRegistered"]["revision"]
    assert told["ProfileChanged"]["notices"] == ["text", "email"]
    assert told["ProfileChanged"]["time_zone"] == "Europe/Berlin"


def test_a_used_token_passes_no_second_factor_by(harness: Harness) -> None:
    """Once the account has a second factor, token and password sign no one in (I11)."""
    token = harness.registration_token()
    harness.add_authenticator(person_in(harness.register(token), ANN))
    assert harness.register(token).body["code"] == "registration_expired"
    assert harness.sign_in().body["code"] == "second_factor_required"


def test_a_used_token_begins_no_session_after_all_were_ended(harness: Harness) -> None:
    """A password reset to the same password ends what the registration began: its token signs no one in (I8)."""
    token = harness.registration_token()
    harness.register(token)
    reset_id = harness.request("POST /v1/password-resets", {"phone_number": ANN}).body["reset_id"]
    given = {"code": harness.code(), "new_password": PASSWORD}
    assert harness.request("POST /v1/password-resets/{id}", given, path={"id": reset_id}).status == 204
    assert harness.register(token).body["code"] == "registration_expired"


def test_a_token_makes_one_account_however_often_it_is_sent(harness: Harness) -> None:
    """The same token and password sign in to the account that they opened: a lost response costs nothing."""
    token = harness.registration_token()
    first, second = harness.register(token), harness.register(token)
    assert (first.status, second.status) == (201, 201)
    assert first.body["account_id"] == second.body["account_id"]
    assert first.body["session_id"] != second.body["session_id"]
    assert harness.settle().count("AccountRegistered") == 1


def test_a_used_token_is_worth_nothing_without_the_password(harness: Harness) -> None:
    """A person who finds the token later gets 410."""
    token = harness.registration_token()
    harness.register(token)
    reply = harness.register(token, password="another long one")
    assert (reply.status, reply.body["code"]) == (410, "registration_expired")


def test_registrations_at_the_same_moment_make_one_account(harness: Harness) -> None:
    """The second registration finds the account of the first (I1)."""
    token = harness.registration_token()
    met: list[str] = []
    with run_before_writes(lambda: met.append(harness.register(token).body["account_id"])):
        reply = harness.register(token)
    assert [reply.body["account_id"]] == met
    assert harness.settle().count("AccountRegistered") == 1


def test_two_sign_ups_of_one_number_make_one_account(harness: Harness) -> None:
    """A number has one account: the second registration is 409 `account_exists`."""
    first = harness.sign_up().body["signup_id"]
    tokens = [harness.verify(first, harness.code()).body["registration_token"]]
    second = harness.sign_up(address=STRANGER).body["signup_id"]
    tokens.append(harness.verify(second, harness.code()).body["registration_token"])
    met: list[int] = []
    with run_before_writes(lambda: met.append(harness.register(tokens[0]).status)):
        reply = harness.register(tokens[1])
    assert (met, reply.status, reply.body["code"]) == ([201], 409, "account_exists")


def test_a_token_lives_thirty_minutes(harness: Harness) -> None:
    """After thirty minutes the token is refused."""
    token = harness.registration_token()
    harness.clock.forward(minutes=30)
    assert harness.register(token).body["code"] == "registration_expired"


@pytest.mark.parametrize("token", ["x", "sgn_1.x", "a.b.c", "." * 10, "sgn_1#.secret", "é.é"])
def test_an_unknown_token_is_refused(harness: Harness, token: str) -> None:
    """Any other token is 410."""
    assert harness.register(token).body["code"] == "registration_expired"


def test_another_code_invalidates_the_token(harness: Harness) -> None:
    """Requesting a new code starts the proof over."""
    signup_id = harness.sign_up().body["signup_id"]
    token = harness.verify(signup_id, harness.code()).body["registration_token"]
    harness.clock.forward(seconds=30)
    harness.request("POST /v1/signups/{id}/resend", {}, path={"id": signup_id})
    assert harness.register(token).status == 410


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 101),
        ("name", "a\nb"),
        ("name", "<b>Ann</b>"),
        ("name", "\u200b"),
        ("name", "Ann\u202eSmith"),
        ("name", "Teamline Support"),
        ("name", "ann@example.com"),
        ("email", "ann"),
        ("email", ".ann@example.com"),
        ("email", "ann..smith@example.com"),
        ("email", "ann@-example.com"),
        ("email", "x" * 65 + "@example.com"),
        ("email", "ann@localhost"),
        ("email", "Ann Smith <ann@example.com>"),
        ("email", "ann@"),
        ("email", "ann@example"),
        ("email", "a b@example.com"),
        ("email", "x" * 250 + "@example.com"),
        ("password", "short"),
        ("password", "x" * 129),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc/passwd"),
        ("time_zone", "Europe"),
        ("language", "fr"),
    ],
)
def test_an_invalid_field_is_named_and_uses_nothing_up(harness: Harness, field: str, value: str) -> None:
    """422 names the field; the same token registers afterwards (E3)."""
    token = harness.registration_token()
    reply = harness.register(token, **{field: value})
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, field)
    assert harness.register(token).status == 201


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
def test_a_common_password_is_refused(password: str) -> None:
    """Common passwords, the number and the email are refused."""
    with pytest.raises(WeakPassword):
        refuse_weak(password, field="password", phone_number=ANN, email="ann@example.com", name="Ann Smith")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("smith4ever!", "your name"),
        ("my SMÏTH password", "your name"),
        ("annsmith-2026", "your name"),
        ("5550100 horses run", "your phone number"),
        ("call +1 (415) 555-0100", "your phone number"),
        ("rosa.diaz.1990", "your email"),
        ("ROSA.DIAZ@bakery", "your email"),
        ("1qaz2wsx3edc4rfv", "stolen passwords"),
        ("Q1W2E3R4T5Y6", "stolen passwords"),
    ],
)
def test_a_password_that_holds_what_people_know_or_leaked_is_refused(password: str, why: str) -> None:
    """Name, number and email within it, in any case or accent, and the most often leaked ones, with the reason."""
    with pytest.raises(WeakPassword, match=why):
        refuse_weak(password, field="password", phone_number=ANN, email="rosa.diaz@example.com", name="Ann Smith")


def test_the_list_of_leaked_passwords_is_read_only_when_one_is_set() -> None:
    """It costs no cold start: importing the rules of passwords reads no file."""
    code = "import services.identity.domain.passwords, sys; print('services.identity.domain.breached' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    "password", [PASSWORD, "xK9#mP2$vL", "ünïcödé wörds", "550100 horses run", "Ann likes horses", "ann@example.org"]
)
def test_any_other_password_is_accepted(password: str) -> None:
    """There are no rules about special characters and digits: length counts."""
    refuse_weak(password, field="password", phone_number=ANN, email="ann@example.com", name="Ann Smith")


def test_passwords_are_kept_by_argon2id_with_its_parameters() -> None:
    """The hash is argon2id with m=19456, t=2, p=1, and a salt of its own each time (I7)."""
    kept = hash_password(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_password(PASSWORD)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" ann+team@example.com ", "ann+team@example.com"),
        ("s.menon@phd.hertie-school.example", "s.menon@phd.hertie-school.example"),
        ("Ann.SMITH@Example.COM", "Ann.SMITH@example.com"),
        ("o'neil@example.com", "o'neil@example.com"),
        ("x" * 64 + "@example.com", "x" * 64 + "@example.com"),
        ("ann@example.museum", "ann@example.museum"),
        ("ann@xn--mnchen-3ya.de", "ann@xn--mnchen-3ya.de"),
        ("ann@m\u00fcnchen.de", "ann@xn--mnchen-3ya.de"),
    ],
)
def test_an_email_is_kept_as_mail_is_sent_to_it(harness: Harness, typed: str, kept: str) -> None:
    """What mail programs deliver is accepted; a domain of other letters is kept as the mail system knows it."""
    registered = harness.register(harness.registration_token(), email=typed)
    assert registered.status == 201, registered
    assert registered.body["account"]["email"] == kept
