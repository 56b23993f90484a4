"""A sign-up with a number that has an account notifies its holder, and reveals nothing to the caller (I5)."""

import time

import pytest

from tests.in_process import mails, texts
from tests.services.identity.harness import ANN, BOB, HOME, STRANGER, Harness


def _shape(harness: Harness, phone_number: str) -> tuple[int, list[str], str, int]:
    reply = harness.sign_up(phone_number, address=STRANGER)
    return reply.status, sorted(reply.body), reply.body["channel"], reply.body["resend_after_seconds"]


def test_the_answer_is_the_same(harness: Harness) -> None:
    """Status, members, channel and pauses reveal nothing."""
    harness.person(ANN)
    assert _shape(harness, ANN) == _shape(harness, BOB)


def test_the_holder_gets_a_text_and_no_code(harness: Harness) -> None:
    """In place of a code, the holder gets a text that they already have an account."""
    harness.person(ANN)
    before = len(texts(ANN))
    harness.sign_up(ANN, address=STRANGER)
    assert harness.settle() == ["KnownNumberTried"]
    (text,) = texts(ANN)[before:]
    assert "You already have a Teamline account with this number" in text


def test_the_holder_of_a_landline_gets_a_mail(harness: Harness) -> None:
    """A landline is not called for it: the holder gets a mail."""
    harness.carrier.types[ANN] = "fixed line"
    harness.person(ANN)
    calls = len(harness.carrier.calls)
    harness.sign_up(ANN, address=STRANGER)
    harness.settle()
    assert "Someone tried to sign up" in mails("ann@example.com")[-1]
    assert len(harness.carrier.calls) == calls


def test_its_code_is_always_wrong(harness: Harness) -> None:
    """Attempts count down and end as for a real code; no code ever matches."""
    harness.person(ANN)
    known, real = (harness.sign_up(number, address=STRANGER).body["signup_id"] for number in (ANN, BOB))
    right = harness.code(BOB)
    typed = [f"{n:06}" for n in range(10) if f"{n:06}" != right][:6]
    answers = [[_attempt_result(harness, signup_id, code) for code in typed] for signup_id in (known, real)]
    assert answers[0] == answers[1]
    assert answers[0][-1] == (410, "code_expired", None)


def _attempt_result(harness: Harness, signup_id: str, code: str) -> tuple[int, str, int | None]:
    reply = harness.verify(signup_id, code)
    return reply.status, reply.body["code"], reply.body.get("attempts_left")


def test_another_code_is_answered_the_same(harness: Harness) -> None:
    """Another code for a known number is answered like any, and the holder is notified again."""
    harness.person(ANN)
    before = len(texts(ANN))
    signup_id = harness.sign_up(ANN, address=STRANGER).body["signup_id"]
    harness.clock.forward(seconds=30)
    reply = harness.request("POST /v1/signups/{id}/resend", {}, path={"id": signup_id})
    assert (reply.status, reply.body["channel"]) == (202, "sms")
    harness.settle()
    assert len(texts(ANN)) == before + 2


@pytest.mark.parametrize("line_type", ["mobile", "voip"])
def test_a_number_that_was_looked_up_before_answers_no_quicker(harness: Harness, line_type: str) -> None:
    """The second answer takes as long as the look-up took: the time does not show that this number was tried."""
    harness.carrier.types[BOB] = line_type
    harness.carrier.seconds = 0.3
    first, second = (_seconds(harness, address) for address in (HOME, STRANGER))
    assert harness.carrier.looked_up == [BOB]
    assert first >= 0.3
    assert second >= 0.3
    harness.carrier.seconds = 0


def _seconds(harness: Harness, address: str) -> float:
    began = time.perf_counter()
    harness.sign_up(BOB, address=address)
    harness.clock.forward(seconds=31)
    return time.perf_counter() - began


def test_the_same_work_is_done_for_both(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code is generated, hashed and sealed either way, so that both take the same time."""
    from services.identity.use_cases.codes import code_sender

    sealed: list[str] = []
    monkeypatch.setattr(code_sender, "seal", lambda code: sealed.append(code) or "sealed")
    harness.table.client.put_item(
        TableName=harness.table.name,
        Item={name: {"S": value} for name, value in _login(ANN).items()},
    )
    harness.sign_up(ANN)
    harness.sign_up(BOB)
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
