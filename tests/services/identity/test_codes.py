"""Codes: how long they live, how often they may be tried, and how another one is requested (I3, I4)."""

from collections.abc import Callable

import pytest

from tests.in_process import texts
from tests.services.identity.harness import ANN, Harness
from tests.services.identity.races import run_before_writes


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.fixture
def signup_id(harness: Harness) -> str:
    return str(harness.sign_up().body["signup_id"])


def test_a_wrong_code_returns_the_attempts_left(harness: Harness, signup_id: str) -> None:
    """422 `wrong_code` counts down; the right code still works."""
    code = harness.code()
    lefts = []
    for _ in range(4):
        reply = harness.verify(signup_id, _wrong(code))
        assert (reply.status, reply.body["code"]) == (422, "wrong_code")
        lefts.append(reply.body["attempts_left"])
    assert lefts == [4, 3, 2, 1]
    assert harness.verify(signup_id, code).status == 200


def test_the_fifth_wrong_code_invalidates_the_code(harness: Harness, signup_id: str) -> None:
    """After five wrong codes not even the right one works (I4)."""
    code = harness.code()
    assert [harness.verify(signup_id, _wrong(code)).body["attempts_left"] for _ in range(5)][-1] == 0
    reply = harness.verify(signup_id, code)
    assert (reply.status, reply.body["code"]) == (410, "code_expired")


def test_a_code_works_once(harness: Harness, signup_id: str) -> None:
    """The second use of a code is refused."""
    code = harness.code()
    assert [harness.verify(signup_id, code).status, harness.verify(signup_id, code).status] == [200, 410]


def test_a_code_lives_ten_minutes(harness: Harness, signup_id: str) -> None:
    """A code works until a second before ten minutes, and then no longer."""
    code = harness.code()
    harness.clock.forward(minutes=9, seconds=50)
    assert harness.verify(signup_id, _wrong(code)).status == 422
    harness.clock.forward(seconds=10)
    assert harness.verify(signup_id, code).body["code"] == "code_expired"


def test_guesses_at_the_same_moment_are_counted_one_by_one(harness: Harness, signup_id: str) -> None:
    """A guess against an old count is repeated against the new one: there are never more than five."""
    code = harness.code()
    told: list[int] = []

    def guess() -> None:
        told.append(harness.verify(signup_id, _wrong(code)).body["attempts_left"])

    with run_before_writes(guess, operation="TransactWriteItems"):
        reply = harness.verify(signup_id, _wrong(code))
    assert sorted([*told, reply.body["attempts_left"]]) == [3, 4]


def test_the_right_code_used_twice_at_once_gives_one_token(harness: Harness, signup_id: str) -> None:
    """Of two uses at the same moment one registers, and the other is refused as used."""
    code = harness.code()
    met: list[int] = []
    with run_before_writes(lambda: met.append(harness.verify(signup_id, code).status)):
        reply = harness.verify(signup_id, code)
    assert (met, reply.status) == ([200], 410)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "１２３４５", "-12345"])
def test_a_malformed_code_is_not_an_attempt(harness: Harness, signup_id: str, typed: str) -> None:
    """A field that cannot be a code is refused before anything is counted."""
    assert harness.verify(signup_id, typed).body["errors"][0]["field"] == "code"
    assert harness.verify(signup_id, _wrong(harness.code())).body["attempts_left"] == 4


def test_an_unknown_sign_up_is_not_found(harness: Harness) -> None:
    """An unknown sign-up is 404, and so is one that ended after an hour."""
    assert harness.verify("sgn_0", "123456").status == 404
    signup_id = harness.sign_up().body["signup_id"]
    harness.clock.forward(hours=1)
    assert harness.verify(signup_id, "123456").status == 404
    assert harness.request("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}).status == 404


def test_another_code_can_be_requested_after_growing_pauses(harness: Harness, signup_id: str) -> None:
    """The pauses are 30, 60 and 120 s; before that 429 `too_soon` says how long to wait (I4)."""
    for pause in (30, 60, 120):
        harness.clock.forward(seconds=pause - 3)
        early = _again(harness, signup_id)
        assert (early.status, early.body["code"]) == (429, "too_soon")
        assert 1 <= int(early.headers["retry-after"]) <= 4
        harness.clock.forward(seconds=3)
        assert _again(harness, signup_id).status == 202
    harness.clock.forward(minutes=10)
    over = _again(harness, signup_id)
    assert (over.status, over.body["code"]) == (429, "too_many_codes")


def test_the_response_says_when_another_can_be_requested(harness: Harness, signup_id: str) -> None:
    """`resend_after_seconds` grows with each code."""
    harness.clock.forward(seconds=30)
    assert _again(harness, signup_id).body["resend_after_seconds"] == 60


def test_a_new_code_invalidates_the_one_before(harness: Harness, signup_id: str) -> None:
    """Only the last code works, with attempts of its own."""
    first = harness.code()
    harness.verify(signup_id, _wrong(first))
    harness.clock.forward(seconds=30)
    _again(harness, signup_id)
    second = harness.code()
    assert len(texts(ANN)) == 2
    if first != second:
        assert harness.verify(signup_id, first).body["attempts_left"] == 4
    assert harness.verify(signup_id, second).status == 200


def test_a_mobile_phone_can_be_called(harness: Harness, signup_id: str) -> None:
    """The call speaks the new code (I3)."""
    harness.settle()
    harness.clock.forward(seconds=30)
    assert _again(harness, signup_id, channel="call").body["channel"] == "call"
    harness.settle()
    assert harness.verify(signup_id, harness.carrier.spoken(ANN)[-1]).status == 200


def test_a_landline_gets_no_text(harness: Harness) -> None:
    """Requesting a text for a landline is refused with a code of its own."""
    harness.carrier.types[ANN] = "fixed line"
    signup_id = harness.sign_up().body["signup_id"]
    reply = _again(harness, signup_id, channel="sms")
    assert (reply.status, reply.body["code"]) == (422, "channel_not_possible")


def test_two_requests_for_another_code_send_one(harness: Harness, signup_id: str) -> None:
    """One code is sent; the other request is refused as too soon."""
    harness.clock.forward(seconds=30)
    with run_before_writes(lambda: _again(harness, signup_id)):
        reply = _again(harness, signup_id)
    assert reply.body["code"] == "too_soon"
    harness.settle()
    assert len(texts(ANN)) == 1


def test_an_outdated_code_is_not_sent(harness: Harness, signup_id: str) -> None:
    """An event that arrives after its code expired or was replaced sends nothing."""
    harness.clock.forward(seconds=30)
    _again(harness, signup_id)
    harness.settle()
    assert len(texts(ANN)) == 1
    harness.clock.forward(minutes=9)
    harness.sign_up()
    harness.clock.forward(minutes=10)
    harness.settle()
    assert len(texts(ANN)) == 1


def _again(harness: Harness, signup_id: str, **body: str):  # type: ignore[no-untyped-def]
    return harness.request("POST /v1/signups/{id}/resend", body, path={"id": signup_id})


@pytest.mark.parametrize(
    "write",
    [
        lambda code: f"{code[:3]} {code[3:]}",
        lambda code: f"{code[:3]}-{code[3:]}",
        lambda code: f"\u200e{code[:3]}\u00a0{code[3:]}\u200e\n",
        lambda code: f"{code[:3]}\u2011{code[3:]}",
        lambda code: "".join(chr(0xFF10 + int(digit)) for digit in code),
        lambda code: "".join(chr(0x0660 + int(digit)) for digit in code),
        lambda code: "".join(chr(0x06F0 + int(digit)) for digit in code),
        lambda code: "".join(chr(0x0966 + int(digit)) for digit in code),
    ],
)
def test_the_right_code_in_any_digits_is_right(harness: Harness, signup_id: str, write: Callable[[str], str]) -> None:
    """Keyboards write other digits, and what is copied brings spaces, dashes and invisible marks along."""
    assert harness.verify(signup_id, write(harness.code())).status == 200
