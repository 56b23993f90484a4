"""Signing in: guessing is hopeless, customers are not revealed, and no stranger locks an owner out (I7)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from services.identity.domain.password_attempts import (
    MAX_SIGN_INS_PER_NUMBER_HOUR,
    MAX_SIGN_INS_PER_PAIR_HOUR,
    Attempts,
)
from tests.services.identity.conftest import COUNTRY
from tests.services.identity.harness import ANN, BOB, HOME, STRANGER, Harness
from tests.services.identity.races import run_before_writes


def _wrong(harness: Harness, times: int, phone_number: str = ANN, **options: str) -> list[tuple[int, str]]:
    replies = [harness.sign_in(phone_number, "not the password", **options) for _ in range(times)]
    return [(reply.status, reply.body["code"]) for reply in replies]


def test_the_login_id_is_read_in_any_notation(harness: Harness) -> None:
    """The number signs in in whatever notation it is typed (I1)."""
    harness.person()
    assert harness.sign_in("(415) 555-0100").status == 201


def test_a_wrong_password_and_an_unknown_number_are_answered_alike(harness: Harness) -> None:
    """401 `wrong_credentials`, then the same pauses: nothing reveals whether there is an account (I7)."""
    harness.person(ANN)
    known, unknown = _wrong(harness, 6, ANN), _wrong(harness, 6, BOB)
    assert known == unknown
    assert known == [(401, "wrong_credentials")] * 3 + [(429, "too_many_tries")] * 3


def test_an_unknown_number_takes_as_long_as_a_known_one(harness: Harness) -> None:
    """A password is hashed either way: neither takes twice the CPU time of the other."""
    harness.person(ANN)
    known, unknown = [], []
    for _ in range(5):
        known.append(_seconds(harness, ANN))
        unknown.append(_seconds(harness, BOB))
    assert 0.5 < min(known) / min(unknown) < 2


def _seconds(harness: Harness, phone_number: str) -> float:
    harness.clock.forward(hours=2)
    began = time.thread_time()
    assert harness.sign_in(phone_number, "not the password").status == 401
    return time.thread_time() - began


def test_wrong_passwords_slow_down_and_then_lock_for_a_while(harness: Harness) -> None:
    """Each pause is longer than the one before, up to a quarter of an hour; then it starts over (I7)."""
    harness.person()
    pauses = _pauses_of_wrong_tries(harness, 9)
    assert pauses == sorted(pauses)
    assert 890 <= pauses[-1] <= 901
    harness.clock.forward(seconds=pauses[-1])
    assert harness.sign_in().status == 201


def _pauses_of_wrong_tries(harness: Harness, times: int) -> list[int]:
    pauses = []
    for _ in range(times):
        assert harness.sign_in(password="not the password").status == 401
        again = harness.sign_in(password="not the password") if len(pauses) >= 2 else None
        pauses.append(int(again.headers["retry-after"]) if again else 0)
        if len(pauses) < times:
            harness.clock.forward(seconds=pauses[-1])
    return pauses


def test_a_locked_number_does_not_check_the_password(harness: Harness) -> None:
    """During the wait the right password is refused like any other."""
    harness.person()
    _wrong(harness, 3)
    assert harness.sign_in().body["code"] == "too_many_tries"
    harness.clock.forward(seconds=3)
    assert harness.sign_in().status == 201


def test_a_stranger_locks_only_themselves_out(harness: Harness) -> None:
    """Wrong passwords from elsewhere do not affect the owner at home (field 25)."""
    harness.person()
    _wrong(harness, 10, address=STRANGER)
    assert harness.sign_in(address=STRANGER).status == 429
    assert harness.sign_in(address=HOME).status == 201


def test_many_strangers_are_stopped_and_the_owner_is_not(harness: Harness) -> None:
    """After 30 wrong passwords new networks must wait; the owner gets in from a network they used before."""
    harness.person()
    for caller in range(30):
        assert _wrong(harness, 1, address=f"198.51.100.{caller}") == [(401, "wrong_credentials")]
    assert harness.sign_in(address="192.0.2.1").status == 429
    assert harness.sign_in(address=HOME).status == 201


def test_a_new_password_lets_an_owner_in_anywhere(harness: Harness) -> None:
    """An owner whom strangers locked out gets in by a password reset, even in a new place."""
    harness.person()
    for caller in range(30):
        _wrong(harness, 1, address=f"198.51.100.{caller}")
    away = "192.0.2.1"
    reset = harness.request("POST /v1/password-resets", {"phone_number": ANN}, address=away).body["reset_id"]
    given_ = {"code": harness.code(), "new_password": "a better one 42"}
    assert harness.request("POST /v1/password-resets/{id}", given_, path={"id": reset}, address=away).status == 204
    assert harness.sign_in(password="a better one 42", address=away).status == 201


class TestSpraying:
    """One password tried at many numbers."""

    @pytest.fixture
    def limits(self) -> dict[str, str]:
        return {"SIGNUPS_PER_NUMBER_HOUR": "5", "SIGNUPS_PER_ADDRESS_HOUR": "2", "TEXTS_PER_DAY": "10"} | COUNTRY

    def test_one_caller_cannot_try_one_password_at_all_numbers(self, harness: Harness) -> None:
        """Wrong passwords count per network over all numbers: five times as many as it may request codes."""
        statuses = [harness.sign_in(f"+1415555{n:04}", "password1").status for n in range(100, 112)]
        assert statuses == [401] * 10 + [429] * 2


def test_of_many_guesses_at_once_one_is_answered(harness: Harness) -> None:
    """A guess at the same moment as another must be repeated, right or wrong: a burst gets only one answer."""
    harness.person()
    met: list[int] = []
    with run_before_writes(lambda: met.append(harness.sign_in(password="not the password").status)):
        reply = harness.sign_in()
    assert (met, reply.status, reply.body["code"]) == ([401], 429, "too_many_tries")


def test_the_right_password_forgets_the_wrong_ones(harness: Harness) -> None:
    """Counting starts over after signing in."""
    harness.person()
    for _ in range(3):
        assert _wrong(harness, 2) == [(401, "wrong_credentials")] * 2
        assert harness.sign_in().status == 201


class TestRightPasswords:
    """A password that is known begins no sessions without end: each is a record, and a notice of a new device."""

    def test_one_network_begins_so_many_sessions_an_hour(self, harness: Harness) -> None:
        """Then 429 `too_many_sign_ins`, and nothing is written; the owner elsewhere is not affected."""
        harness.person()
        statuses = [harness.sign_in(address=STRANGER).status for _ in range(MAX_SIGN_INS_PER_PAIR_HOUR)]
        assert statuses == [201] * MAX_SIGN_INS_PER_PAIR_HOUR
        before = harness.items()
        refused = harness.sign_in(address=STRANGER)
        assert (refused.status, refused.body["code"]) == (429, "too_many_sign_ins")
        assert harness.items() == before
        assert harness.sign_in(address=HOME).status == 201
        harness.clock.forward(seconds=int(refused.headers["retry-after"]))
        assert harness.sign_in(address=STRANGER).status == 201

    def test_many_networks_together_are_stopped_and_the_owner_is_not(self, harness: Harness) -> None:
        """Networks that are not known to be the owner's begin so many sessions together; a known one goes on."""
        harness.person()
        for caller in range(MAX_SIGN_INS_PER_NUMBER_HOUR):
            assert harness.sign_in(address=f"198.51.100.{caller}").status == 201
        assert harness.sign_in(address="192.0.2.1").body["code"] == "too_many_sign_ins"
        assert harness.sign_in(address=HOME).status == 201

    def test_a_challenge_counts_like_a_session(self, harness: Harness) -> None:
        """The password alone asks for no second factor without end either (I11)."""
        harness.add_authenticator(harness.person())
        for _ in range(MAX_SIGN_INS_PER_PAIR_HOUR):
            harness.begin_sign_in()
        assert harness.sign_in().body["code"] == "too_many_sign_ins"

    def test_a_registration_that_is_sent_again_counts_too(self, harness: Harness) -> None:
        """It signs in to the account that it opened."""
        token = harness.registration_token()
        statuses = [harness.register(token).status for _ in range(MAX_SIGN_INS_PER_PAIR_HOUR + 2)]
        assert statuses == [201] * (MAX_SIGN_INS_PER_PAIR_HOUR + 1) + [429]

    def test_a_wrong_password_is_answered_as_ever(self, harness: Harness) -> None:
        """The limit is met with the right password only, so that it reveals no account (I7)."""
        harness.person()
        for caller in range(MAX_SIGN_INS_PER_NUMBER_HOUR):
            harness.sign_in(address=f"198.51.100.{caller}")
        assert _wrong(harness, 1, ANN, address="192.0.2.1") == _wrong(harness, 1, BOB, address="192.0.2.2")


def test_an_invalid_number_is_named(harness: Harness) -> None:
    """422, not 401: it is a typing error."""
    assert harness.sign_in("12").body["code"] == "invalid_phone_number"


@pytest.mark.parametrize("composed", [True, False])
def test_a_password_is_the_same_in_every_unicode_form(harness: Harness, composed: bool) -> None:
    """`ü` may be one character or two."""
    harness.register(harness.registration_token(), password="glückliche Pferde")
    typed = "glückliche Pferde" if composed else "glu\u0308ckliche Pferde"
    assert harness.sign_in(password=typed).status == 201


@given(st.lists(st.integers(0, 7200), max_size=40))
def test_no_rhythm_of_wrong_passwords_gets_through_faster(waits: list[int]) -> None:
    """However the attempts are spaced, at most 12 are let through in the first hour."""
    from datetime import timedelta

    now = begin = clock.from_text("2026-01-01T00:00:00.000000Z")
    tries, let_through = Attempts(), 0
    for wait in waits:
        now += timedelta(seconds=wait)
        tries = tries.without_expired(now)
        if now - begin <= timedelta(hours=1) and not tries.seconds_to_wait(now):
            tries, let_through = tries.with_failure(now), let_through + 1
    assert let_through <= 12
