"""Secrets: no code, password or token stands in clear in an item, an event or a log line; and what mails say."""

import json
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from kernel.log import log
from tests.services.identity.stage import ANN, BOB, PASSWORD, Stage

NEW = "four green bottles"


@pytest.fixture
def logged(stage: Stage) -> Iterator[StringIO]:
    """Every line that is logged, as it would leave the function."""
    handler = log().registered_handler
    lines = StringIO()
    before = handler.setStream(lines)
    yield lines
    handler.setStream(before or sys.stdout)


def test_no_secret_stands_in_clear_anywhere(stage: Stage, logged: StringIO) -> None:
    """After all that people do with secrets, the whole table and every log line hold none of them (architecture 4)."""
    secrets = _live(stage)
    everything = json.dumps(stage.items(), default=str) + logged.getvalue()
    assert "http.request.completed" in logged.getvalue()
    assert {name for name, secret in secrets.items() if secret in everything} == set()


def test_codes_are_in_no_item_under_any_hash_that_needs_no_key(stage: Stage) -> None:
    """Six digits are tried in a second: what is kept of them needs the service's own key."""
    import hashlib

    stage.sign_up()
    code = stage.code()
    everything = json.dumps(stage.items(), default=str)
    for algorithm in ("md5", "sha1", "sha256", "sha512"):
        assert hashlib.new(algorithm, code.encode()).hexdigest() not in everything


def test_numbers_and_emails_are_masked_in_logs(stage: Stage, logged: StringIO) -> None:
    """No log line tells whose it is, not even when a look-up fails."""
    stage.person(email="ann.smith@example.com")
    stage.carrier.status = 503
    stage.sign_up(BOB)
    assert "provider.failed" in logged.getvalue()
    assert not any(word in logged.getvalue() for word in (ANN, BOB, BOB[1:], "ann.smith@example.com"))


def _live(stage: Stage) -> dict[str, str]:
    """Go every way on which a secret travels; the secrets by name. All six-digit codes here are rare enough."""
    secrets: dict[str, str] = {}
    started = stage.sign_up(ANN, headers={"idempotency-key": "k1"})
    secrets["sign-up code"] = f'"{stage.code(ANN)}"'
    secrets["sign-up code in a text"] = f"{stage.code(ANN)} is your"
    secrets["registration token"] = stage.verify(
        started.body["signup_id"], stage.code(ANN), headers={"idempotency-key": "k2"}
    ).body["registration_token"]
    registered = stage.register(secrets["registration token"], headers={"idempotency-key": "k3"})
    secrets["access token"] = registered.body["access_token"]
    secrets["refresh token"] = registered.body["refresh_token"]
    secrets["refresh secret"] = registered.body["refresh_token"].rpartition(".")[2]
    secrets["email link"] = stage.link_token("ann@example.com")
    secrets["email secret"] = secrets["email link"].rpartition(".")[2]
    secrets["password"] = PASSWORD
    stage.ask("POST /v1/profile/email/confirm", {"token": secrets["email link"]}, headers={"idempotency-key": "k4"})
    refreshed = stage.refresh(secrets["refresh token"], headers={"idempotency-key": "k5"})
    secrets["next refresh secret"] = refreshed.body["refresh_token"].rpartition(".")[2]
    secrets["next access token"] = refreshed.body["access_token"]
    _reset(stage, secrets)
    stage.sign_in(ANN, "a wrong password")
    secrets["wrong password"] = "a wrong password"
    stage.carrier.types[BOB] = "fixed line"
    stage.sign_up(BOB)
    secrets["spoken code"] = f'"{stage.code(BOB)}"'
    return secrets


def _reset(stage: Stage, secrets: dict[str, str]) -> None:
    begun = stage.ask("POST /v1/password-resets", {"phone_number": ANN}, headers={"idempotency-key": "k6"})
    given = {"code": stage.code(ANN), "new_password": NEW}
    path = {"id": begun.body["reset_id"]}
    headers = {"idempotency-key": "k7"}
    assert stage.ask("POST /v1/password-resets/{id}", given, path=path, headers=headers).status == 204
    signed_in = stage.sign_in(ANN, NEW, headers={"idempotency-key": "k8"})
    secrets["new password"] = NEW
    secrets["reset code"] = f'"{given["code"]}"'
    secrets["third access token"] = signed_in.body["access_token"]
    secrets["third refresh secret"] = signed_in.body["refresh_token"].rpartition(".")[2]
