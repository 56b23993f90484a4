"""Secrets: no item, event or log line contains a code, password or token in plain text."""

import json
from io import StringIO

from tests.services.identity.harness import ANN, BOB, PASSWORD, Harness

NEW = "four green bottles"


def test_no_secret_is_stored_or_logged_in_plain_text(harness: Harness, logged: StringIO) -> None:
    """After all that people do with secrets, the table and the log contain none of them (architecture 4)."""
    secrets = _collect_secrets(harness)
    everything = json.dumps(harness.items(), default=str) + logged.getvalue()
    assert "http.request.completed" in logged.getvalue()
    assert {name for name, secret in secrets.items() if secret in everything} == set()


def test_codes_are_in_no_item_under_any_hash_that_needs_no_key(harness: Harness) -> None:
    """Six digits can be tried in a second: their stored hash needs the service's own key."""
    import hashlib

    harness.sign_up()
    code = harness.code()
    everything = json.dumps(harness.items(), default=str)
    for algorithm in ("md5", "sha1", "sha256", "sha512"):
        assert hashlib.new(algorithm, code.encode()).hexdigest() not in everything


def test_numbers_and_emails_are_masked_in_logs(harness: Harness, logged: StringIO) -> None:
    """No log line reveals a number or email, not even when a look-up fails."""
    harness.person(email="ann.smith@example.com")
    harness.carrier.status = 503
    harness.sign_up(BOB)
    assert "provider.failed" in logged.getvalue()
    assert not any(word in logged.getvalue() for word in (ANN, BOB, BOB[1:], "ann.smith@example.com"))


def _collect_secrets(harness: Harness) -> dict[str, str]:
    """Use secrets in every way there is, and return them by name; all six-digit codes here are rare enough."""
    secrets: dict[str, str] = {}
    started = harness.sign_up(ANN, headers={"idempotency-key": "k1"})
    secrets["sign-up code"] = f'"{harness.code(ANN)}"'
    secrets["sign-up code in a text"] = f"{harness.code(ANN)} is your"
    secrets["registration token"] = harness.verify(
        started.body["signup_id"], harness.code(ANN), headers={"idempotency-key": "k2"}
    ).body["registration_token"]
    registered = harness.register(secrets["registration token"], headers={"idempotency-key": "k3"})
    secrets["access token"] = registered.body["access_token"]
    secrets["refresh token"] = registered.body["refresh_token"]
    secrets["refresh secret"] = registered.body["refresh_token"].rpartition(".")[2]
    secrets["email link"] = harness.link_token("ann@example.com")
    secrets["email secret"] = secrets["email link"].rpartition(".")[2]
    secrets["password"] = PASSWORD
    harness.request(
        "POST /v1/profile/email/confirm", {"token": secrets["email link"]}, headers={"idempotency-key": "k4"}
    )
    refreshed = harness.refresh(secrets["refresh token"], headers={"idempotency-key": "k5"})
    secrets["next refresh secret"] = refreshed.body["refresh_token"].rpartition(".")[2]
    secrets["next access token"] = refreshed.body["access_token"]
    _reset(harness, secrets)
    harness.sign_in(ANN, "a wrong password")
    secrets["wrong password"] = "a wrong password"
    harness.carrier.types[BOB] = "fixed line"
    harness.sign_up(BOB)
    secrets["spoken code"] = f'"{harness.code(BOB)}"'
    return secrets


def _reset(harness: Harness, secrets: dict[str, str]) -> None:
    begun = harness.request("POST /v1/password-resets", {"phone_number": ANN}, headers={"idempotency-key": "k6"})
    given = {"code": harness.code(ANN), "new_password": NEW}
    path = {"id": begun.body["reset_id"]}
    headers = {"idempotency-key": "k7"}
    assert harness.request("POST /v1/password-resets/{id}", given, path=path, headers=headers).status == 204
    signed_in = harness.sign_in(ANN, NEW, headers={"idempotency-key": "k8"})
    secrets["new password"] = NEW
    secrets["reset code"] = f'"{given["code"]}"'
    secrets["third access token"] = signed_in.body["access_token"]
    secrets["third refresh secret"] = signed_in.body["refresh_token"].rpartition(".")[2]
