"""Sign-up with a number that has an account: its holder hears of it, and nobody else can tell (I5)."""

import pytest

from tests.services.identity.stage import ANN, BOB, STRANGER, Stage
from tests.world import mails, texts


def _shape(stage: Stage, phone_number: str) -> tuple[int, list[str], str, int]:
    reply = stage.sign_up(phone_number, address=STRANGER)
    return reply.status, sorted(reply.body), reply.body["channel"], reply.body["resend_after_seconds"]


def test_the_answer_is_the_same(stage: Stage) -> None:
    """Status, members, channel and pauses tell nothing."""
    stage.person(ANN)
    assert _shape(stage, ANN) == _shape(stage, BOB)


def test_the_holder_gets_a_text_and_no_code(stage: Stage) -> None:
    """In place of a code comes a text that says that there is an account."""
    stage.person(ANN)
    before = len(texts(ANN))
    stage.sign_up(ANN, address=STRANGER)
    assert stage.settle() == ["KnownNumberTried"]
    (text,) = texts(ANN)[before:]
    assert "You already have a Teamline account with this number" in text


def test_the_holder_of_a_landline_gets_a_mail(stage: Stage) -> None:
    """A landline is not called for it: the mail says so."""
    stage.carrier.types[ANN] = "fixed line"
    stage.person(ANN)
    calls = len(stage.carrier.calls)
    stage.sign_up(ANN, address=STRANGER)
    stage.settle()
    assert "Someone tried to sign up" in mails("ann@example.com")[-1]
    assert len(stage.carrier.calls) == calls


def test_its_code_is_always_wrong_just_as_a_real_one_would_be(stage: Stage) -> None:
    """Tries count down and end alike; no code ever passes."""
    stage.person(ANN)
    known, real = (stage.sign_up(number, address=STRANGER).body["signup_id"] for number in (ANN, BOB))
    right = stage.code(BOB)
    typed = [f"{n:06}" for n in range(10) if f"{n:06}" != right][:6]
    answers = [[_told(stage, signup_id, code) for code in typed] for signup_id in (known, real)]
    assert answers[0] == answers[1]
    assert answers[0][-1] == (410, "code_expired", None)


def _told(stage: Stage, signup_id: str, code: str) -> tuple[int, str, int | None]:
    reply = stage.verify(signup_id, code)
    return reply.status, reply.body["code"], reply.body.get("attempts_left")


def test_asking_again_is_the_same_too(stage: Stage) -> None:
    """Another code for a known number answers like any, and the holder hears again."""
    stage.person(ANN)
    before = len(texts(ANN))
    signup_id = stage.sign_up(ANN, address=STRANGER).body["signup_id"]
    stage.clock.forward(seconds=30)
    reply = stage.ask("POST /v1/signups/{id}/resend", {}, path={"id": signup_id})
    assert (reply.status, reply.body["channel"]) == (202, "sms")
    stage.settle()
    assert len(texts(ANN)) == before + 2


def test_the_same_work_is_done_for_both(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code is made, hashed and sealed either way: what takes time is the same."""
    from services.identity.use_cases.codes import code_sender

    sealed: list[str] = []
    monkeypatch.setattr(code_sender, "seal", lambda code: sealed.append(code) or "sealed")
    stage.table.client.put_item(
        TableName=stage.table.name,
        Item={name: {"S": value} for name, value in _login(ANN).items()},
    )
    stage.sign_up(ANN)
    stage.sign_up(BOB)
    assert len(sealed) == 2


def _login(phone_number: str) -> dict[str, str]:
    return {
        "pk": f"PHONE#{phone_number}",
        "sk": "LOGIN",
        "phone_number": phone_number,
        "account_id": "acc_1",
        "password": "a hash",
        "line": "mobile",
    }
