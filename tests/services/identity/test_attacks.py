"""What an attacker does is counted for the alarms, and logged with the masked number and the caller's address."""

import json
from io import StringIO
from typing import Any

import pytest

from tests.services.identity.harness import ANN, STRANGER, Harness

MASKED = "+141****00"


def _lines(logged: StringIO, event: str) -> list[dict[str, Any]]:
    written = [json.loads(line) for line in logged.getvalue().splitlines()]
    return [line for line in written if line.get("message") == event]


def test_wrong_passwords_and_lockouts(harness: Harness, logged: StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """Each wrong password and each refusal for too many is a line and a count, whether or not there is an account."""
    for _ in range(4):
        harness.sign_in(password="wrong one", address=STRANGER)
    wrong, locked = _lines(logged, "identity.password.wrong"), _lines(logged, "identity.password.locked")
    assert [(line["phone_number"], line["address"]) for line in wrong] == [(MASKED, STRANGER)] * 3
    assert [(line["phone_number"], line["address"], line["scope"]) for line in locked] == [(MASKED, STRANGER, "pair")]
    out = capsys.readouterr().out
    assert out.count('"WrongPassword":[1.0]') == 3
    assert out.count('"Lockout":[1.0]') == 1


def test_wrong_codes(harness: Harness, logged: StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """Each wrong code is a line and a count."""
    signup_id, code = harness.sign_up().body["signup_id"], harness.code()
    harness.verify(signup_id, f"{(int(code) + 1) % 1_000_000:06}", address=STRANGER)
    (line,) = _lines(logged, "identity.code.wrong")
    assert (line["phone_number"], line["address"], line["purpose"]) == (MASKED, STRANGER, "sign_up")
    assert line["attempts_left"] == 4
    assert '"WrongCode":[1.0]' in capsys.readouterr().out


def test_a_reused_refresh_token(harness: Harness, logged: StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """The operator sees whose token was reused, and from where."""
    person = harness.person(ANN)
    harness.refresh(person.refresh_token)
    harness.refresh(person.refresh_token, address=STRANGER)
    (line,) = _lines(logged, "identity.session.token_reused")
    assert (line["account"], line["address"]) == (person.account_id, STRANGER)
    assert '"TokenReused":[1.0]' in capsys.readouterr().out
