"""Signing in: guessing is hopeless, nothing tells who is a customer, and no stranger locks an owner out (I7)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from services.identity.domain.password_attempts import Attempts
from tests.services.identity.races import meanwhile
from tests.services.identity.stage import ANN, BOB, HOME, STRANGER, Stage


def _wrong(stage: Stage, times: int, phone_number: str = ANN, **how: str) -> list[tuple[int, str]]:
    replies = [stage.sign_in(phone_number, "not the password", **how) for _ in range(times)]
    return [(reply.status, reply.body["code"]) for reply in replies]


def test_the_login_id_is_read_in_any_notation(stage: Stage) -> None:
    """The number signs in however it is written (I1)."""
    stage.person()
    assert stage.sign_in("(415) 555-0100").status == 201


def test_a_wrong_password_and_an_unknown_number_are_answered_alike(stage: Stage) -> None:
    """401 `wrong_credentials`, then the same pauses: nothing tells whether there is an account (I7)."""
    stage.person(ANN)
    known, unknown = _wrong(stage, 6, ANN), _wrong(stage, 6, BOB)
    assert known == unknown
    assert known == [(401, "wrong_credentials")] * 3 + [(429, "too_many_tries")] * 3


def test_an_unknown_number_takes_as_long_as_a_known_one(stage: Stage) -> None:
    """A password is hashed either way: in CPU time, which no other process disturbs, neither is twice the other."""
    stage.person(ANN)
    known, unknown = [], []
    for _ in range(5):
        known.append(_seconds(stage, ANN))
        unknown.append(_seconds(stage, BOB))
    assert 0.5 < min(known) / min(unknown) < 2


def _seconds(stage: Stage, phone_number: str) -> float:
    stage.clock.forward(hours=2)
    began = time.thread_time()
    assert stage.sign_in(phone_number, "not the password").status == 401
    return time.thread_time() - began


def test_wrong_tries_slow_down_and_then_lock_for_a_while(stage: Stage) -> None:
    """Each pause is longer than the one before, up to a quarter of an hour; then it goes on (I7)."""
    stage.person()
    pauses = _pauses_of_wrong_tries(stage, 9)
    assert pauses == sorted(pauses)
    assert 890 <= pauses[-1] <= 901
    stage.clock.forward(seconds=pauses[-1])
    assert stage.sign_in().status == 201


def _pauses_of_wrong_tries(stage: Stage, times: int) -> list[int]:
    pauses = []
    for _ in range(times):
        assert stage.sign_in(password="not the password").status == 401
        again = stage.sign_in(password="not the password") if len(pauses) >= 2 else None
        pauses.append(int(again.headers["retry-after"]) if again else 0)
        if len(pauses) < times:
            stage.clock.forward(seconds=pauses[-1])
    return pauses


def test_a_locked_number_does_not_even_look_at_the_password(stage: Stage) -> None:
    """While it waits, the right password is refused like any other: it cannot be found out meanwhile."""
    stage.person()
    _wrong(stage, 3)
    assert stage.sign_in().body["code"] == "too_many_tries"
    stage.clock.forward(seconds=3)
    assert stage.sign_in().status == 201


def test_a_stranger_locks_only_themselves_out(stage: Stage) -> None:
    """Wrong tries elsewhere leave the owner, at home, untouched (field 25)."""
    stage.person()
    _wrong(stage, 10, address=STRANGER)
    assert stage.sign_in(address=STRANGER).status == 429
    assert stage.sign_in(address=HOME).status == 201


def test_many_strangers_are_stopped_and_the_owner_is_not(stage: Stage) -> None:
    """After 30 wrong tries from everywhere new places must wait; where the owner has been, they get in."""
    stage.person()
    for caller in range(30):
        assert _wrong(stage, 1, address=f"198.51.100.{caller}") == [(401, "wrong_credentials")]
    assert stage.sign_in(address="192.0.2.1").status == 429
    assert stage.sign_in(address=HOME).status == 201


def test_a_new_password_lets_an_owner_in_anywhere(stage: Stage) -> None:
    """Who is locked out by strangers, in a new place, gets in by a code."""
    stage.person()
    for caller in range(30):
        _wrong(stage, 1, address=f"198.51.100.{caller}")
    away = "192.0.2.1"
    reset = stage.ask("POST /v1/password-resets", {"phone_number": ANN}, address=away).body["reset_id"]
    given_ = {"code": stage.code(), "new_password": "a better one 42"}
    assert stage.ask("POST /v1/password-resets/{id}", given_, path={"id": reset}, address=away).status == 204
    assert stage.sign_in(password="a better one 42", address=away).status == 201


class TestSpraying:
    """One password at many numbers."""

    @pytest.fixture
    def limits(self) -> dict[str, str]:
        return {"SIGNUPS_PER_NUMBER_HOUR": "5", "SIGNUPS_PER_ADDRESS_HOUR": "2", "TEXTS_PER_DAY": "10"}

    def test_one_caller_cannot_try_one_password_at_all_numbers(self, stage: Stage) -> None:
        """Wrong tries count for their address over all numbers: five times as many as it may ask for codes."""
        statuses = [stage.sign_in(f"+1415555{n:04}", "password1").status for n in range(100, 112)]
        assert statuses == [401] * 10 + [429] * 2


def test_of_many_guesses_at_once_one_is_answered(stage: Stage) -> None:
    """A guess that meets another is told to come again, right or wrong: a burst gives no more than one answer."""
    stage.person()
    met: list[int] = []
    with meanwhile(lambda: met.append(stage.sign_in(password="not the password").status)):
        reply = stage.sign_in()
    assert (met, reply.status, reply.body["code"]) == ([401], 429, "too_many_tries")


def test_the_right_password_forgets_the_wrong_ones(stage: Stage) -> None:
    """Counting begins anew after signing in."""
    stage.person()
    for _ in range(3):
        assert _wrong(stage, 2) == [(401, "wrong_credentials")] * 2
        assert stage.sign_in().status == 201


def test_a_number_that_is_none_is_named(stage: Stage) -> None:
    """422, not 401: it is a slip of the finger."""
    assert stage.sign_in("12").body["code"] == "invalid_phone_number"


@pytest.mark.parametrize("composed", [True, False])
def test_a_password_is_the_same_however_a_keyboard_makes_its_signs(stage: Stage, composed: bool) -> None:
    """`ü` may be one sign or two."""
    stage.register(stage.proved(), password="glückliche Pferde")
    typed = "glückliche Pferde" if composed else "glu\u0308ckliche Pferde"
    assert stage.sign_in(password=typed).status == 201


@given(st.lists(st.integers(0, 7200), max_size=40))
def test_no_rhythm_of_wrong_tries_gets_through_faster(waits: list[int]) -> None:
    """However the tries are spaced, those that are let through are at most 12 in any hour after the first."""
    from datetime import timedelta

    now = begin = clock.from_text("2026-01-01T00:00:00.000000Z")
    tries, let_through = Attempts(), 0
    for wait in waits:
        now += timedelta(seconds=wait)
        tries = tries.without_expired(now)
        if now - begin <= timedelta(hours=1) and not tries.seconds_to_wait(now):
            tries, let_through = tries.with_failure(now), let_through + 1
    assert let_through <= 12
