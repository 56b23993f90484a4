"""The code: how long it lives, how often it may be tried, and how another one comes (I3, I4)."""

import pytest

from tests.services.identity.races import meanwhile
from tests.services.identity.stage import ANN, Stage
from tests.world import texts


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.fixture
def signup_id(stage: Stage) -> str:
    return str(stage.sign_up().body["signup_id"])


def test_a_wrong_code_says_how_many_tries_are_left(stage: Stage, signup_id: str) -> None:
    """422 `wrong_code`, counting down; the right one still works."""
    code = stage.code()
    lefts = []
    for _ in range(4):
        reply = stage.verify(signup_id, _wrong(code))
        assert (reply.status, reply.body["code"]) == (422, "wrong_code")
        lefts.append(reply.body["attempts_left"])
    assert lefts == [4, 3, 2, 1]
    assert stage.verify(signup_id, code).status == 200


def test_a_code_dies_at_the_fifth_wrong_try(stage: Stage, signup_id: str) -> None:
    """After that not even the right one works (I4)."""
    code = stage.code()
    assert [stage.verify(signup_id, _wrong(code)).body["attempts_left"] for _ in range(5)][-1] == 0
    reply = stage.verify(signup_id, code)
    assert (reply.status, reply.body["code"]) == (410, "code_expired")


def test_a_code_works_once(stage: Stage, signup_id: str) -> None:
    """The second time it is over."""
    code = stage.code()
    assert [stage.verify(signup_id, code).status, stage.verify(signup_id, code).status] == [200, 410]


def test_a_code_lives_ten_minutes(stage: Stage, signup_id: str) -> None:
    """A second before it works, at ten minutes it does not."""
    code = stage.code()
    stage.clock.forward(minutes=9, seconds=50)
    assert stage.verify(signup_id, _wrong(code)).status == 422
    stage.clock.forward(seconds=10)
    assert stage.verify(signup_id, code).body["code"] == "code_expired"


def test_guesses_at_the_same_moment_are_counted_one_by_one(stage: Stage, signup_id: str) -> None:
    """A guess that was made against an old count is made again against the new one: never more than five."""
    code = stage.code()
    told: list[int] = []

    def guess() -> None:
        told.append(stage.verify(signup_id, _wrong(code)).body["attempts_left"])

    with meanwhile(guess, operation="TransactWriteItems"):
        reply = stage.verify(signup_id, _wrong(code))
    assert sorted([*told, reply.body["attempts_left"]]) == [3, 4]


def test_the_right_code_used_twice_at_once_gives_one_token(stage: Stage, signup_id: str) -> None:
    """Of two at the same moment one registers, the other hears that the code is used."""
    code = stage.code()
    met: list[int] = []
    with meanwhile(lambda: met.append(stage.verify(signup_id, code).status)):
        reply = stage.verify(signup_id, code)
    assert (met, reply.status) == ([200], 410)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "１２３４５６", "-12345"])
def test_what_is_no_code_is_not_a_try(stage: Stage, signup_id: str, typed: str) -> None:
    """A field that cannot be a code is refused before anything is counted."""
    assert stage.verify(signup_id, typed).body["errors"][0]["field"] == "code"
    assert stage.verify(signup_id, _wrong(stage.code())).body["attempts_left"] == 4


def test_an_unknown_sign_up_is_not_found(stage: Stage) -> None:
    """404, and the same an hour later, when a sign-up is forgotten."""
    assert stage.verify("sgn_0", "123456").status == 404
    signup_id = stage.sign_up().body["signup_id"]
    stage.clock.forward(hours=1)
    assert stage.verify(signup_id, "123456").status == 404
    assert stage.ask("POST /v1/signups/{id}/resend", {}, path={"id": signup_id}).status == 404


def test_another_code_may_be_asked_for_after_growing_pauses(stage: Stage, signup_id: str) -> None:
    """After 30 s, then 60 s, then 120 s; before that 429 `too_soon` says how long (I4)."""
    for pause in (30, 60, 120):
        stage.clock.forward(seconds=pause - 3)
        early = _again(stage, signup_id)
        assert (early.status, early.body["code"]) == (429, "too_soon")
        assert 1 <= int(early.headers["retry-after"]) <= 4
        stage.clock.forward(seconds=3)
        assert _again(stage, signup_id).status == 202
    stage.clock.forward(minutes=10)
    over = _again(stage, signup_id)
    assert (over.status, over.body["code"]) == (429, "too_many_codes")


def test_the_answer_says_when_another_may_be_asked_for(stage: Stage, signup_id: str) -> None:
    """`resend_after_seconds` grows with each code."""
    stage.clock.forward(seconds=30)
    assert _again(stage, signup_id).body["resend_after_seconds"] == 60


def test_a_new_code_kills_the_one_before(stage: Stage, signup_id: str) -> None:
    """Only the last one works, with tries of its own."""
    first = stage.code()
    stage.verify(signup_id, _wrong(first))
    stage.clock.forward(seconds=30)
    _again(stage, signup_id)
    second = stage.code()
    assert len(texts(ANN)) == 2
    if first != second:
        assert stage.verify(signup_id, first).body["attempts_left"] == 4
    assert stage.verify(signup_id, second).status == 200


def test_a_mobile_may_ask_for_the_call(stage: Stage, signup_id: str) -> None:
    """The call speaks the new code (I3)."""
    stage.settle()
    stage.clock.forward(seconds=30)
    assert _again(stage, signup_id, channel="call").body["channel"] == "call"
    stage.settle()
    assert stage.verify(signup_id, stage.carrier.spoken(ANN)[-1]).status == 200


def test_a_landline_gets_no_text(stage: Stage) -> None:
    """Asking for one is refused by name."""
    stage.carrier.types[ANN] = "fixed line"
    signup_id = stage.sign_up().body["signup_id"]
    reply = _again(stage, signup_id, channel="sms")
    assert (reply.status, reply.body["code"]) == (422, "channel_not_possible")


def test_two_who_ask_for_another_code_at_once_get_one(stage: Stage, signup_id: str) -> None:
    """One code is sent; the other hears that it is too soon."""
    stage.clock.forward(seconds=30)
    with meanwhile(lambda: _again(stage, signup_id)):
        reply = _again(stage, signup_id)
    assert reply.body["code"] == "too_soon"
    stage.settle()
    assert len(texts(ANN)) == 1


def test_a_code_that_is_over_is_not_sent(stage: Stage, signup_id: str) -> None:
    """An event that comes late, after its end or after a newer code, sends nothing."""
    stage.clock.forward(seconds=30)
    _again(stage, signup_id)
    stage.settle()
    assert len(texts(ANN)) == 1
    stage.clock.forward(minutes=9)
    stage.sign_up()
    stage.clock.forward(minutes=10)
    stage.settle()
    assert len(texts(ANN)) == 1


def _again(stage: Stage, signup_id: str, **body: str):  # type: ignore[no-untyped-def]
    return stage.ask("POST /v1/signups/{id}/resend", body, path={"id": signup_id})
