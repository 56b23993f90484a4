"""Pushes of Google: those that our own account signed for our address pass, all others are refused (D10)."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest

from kernel.providers.errors import ForgedError
from services.billing.google_play.key_set import KeySet
from services.billing.google_play.push_verification import LARGEST, PushVerification, UncheckableError
from tests.services.billing.google import AUDIENCE, PUSHER, GoogleKey, ScriptedGoogle, changed, push, scripted_google

_RAW = push(changed())


@pytest.fixture(scope="module")
def key() -> GoogleKey:
    return GoogleKey()


@pytest.fixture(scope="module")
def stranger() -> GoogleKey:
    return GoogleKey()


@pytest.fixture
def google(key: GoogleKey) -> Iterator[ScriptedGoogle]:
    with scripted_google() as google:
        google.answers["/oauth2/v3/certs"] = [(200, {"keys": [key.published]})]
        yield google


@pytest.fixture
def verification(google: ScriptedGoogle) -> PushVerification:
    return PushVerification(KeySet(f"{google.url}/oauth2/v3/certs"), AUDIENCE, PUSHER)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_genuine_push_passes_and_the_keys_are_fetched_once(
    key: GoogleKey, google: ScriptedGoogle, verification: PushVerification
) -> None:
    """The token of our account, for our address, passes; a second one is checked with the keys at hand."""
    verification.verify(_bearer(key.token()), _RAW)
    verification.verify({"authorization": f"bearer {key.token(iss='accounts.google.com')}"}, _RAW)
    assert [path for _, path, _, _ in google.asked] == ["/oauth2/v3/certs"]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "someone@another.iam.gserviceaccount.com"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": None},
        {"aud": "https://another.example/webhooks/google-play"},
        {"iss": "https://issuer.example"},
        {"exp": timedelta(seconds=-61)},
        {"iat": timedelta(hours=1)},
        {"exp": None},
    ],
    ids=str,
)
def test_a_token_with_another_claim_is_forged(
    key: GoogleKey, verification: PushVerification, claims: dict[str, Any]
) -> None:
    """A token that Google signed counts only for our account, our address and its hour."""
    claims = {
        name: int(time.time() + it.total_seconds()) if isinstance(it, timedelta) else it for name, it in claims.items()
    }
    with pytest.raises(ForgedError):
        verification.verify(_bearer(key.token(**claims)), _RAW)


def test_a_clock_of_google_may_be_a_minute_off(key: GoogleKey, verification: PushVerification) -> None:
    """A token from 50 seconds ahead, and one that ended 50 seconds ago, still pass."""
    now = int(time.time())
    verification.verify(_bearer(key.token(iat=now + 50)), _RAW)
    verification.verify(_bearer(key.token(exp=now - 50)), _RAW)


def test_other_keys_and_algorithms_are_forged(
    key: GoogleKey, stranger: GoogleKey, verification: PushVerification
) -> None:
    """Another key under the id of Google's, no signature, and an HMAC with the public key are refused."""
    claims = jwt.decode(key.token(), options={"verify_signature": False})
    head = {"kid": key.key_id}
    for token in (
        stranger.token(),
        jwt.encode(claims, None, algorithm="none", headers=head),
        jwt.encode(claims, key.published["n"], algorithm="HS256", headers=head),
        key.token()[:-6] + "AAAAAA",
        jwt.encode(claims, key.key, algorithm="RS256"),
    ):
        with pytest.raises(ForgedError):
            verification.verify(_bearer(token), _RAW)


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Basic abc"}, {"authorization": "Bearer "}, _bearer("x.y.z")]
)
def test_what_has_no_token_is_forged(verification: PushVerification, headers: dict[str, str]) -> None:
    """Without a token that can be read, nothing passes."""
    with pytest.raises(ForgedError):
        verification.verify(headers, _RAW)


def test_a_body_that_is_too_large_is_forged(key: GoogleKey, verification: PushVerification) -> None:
    """Pub/Sub sends no such message for a purchase."""
    with pytest.raises(ForgedError):
        verification.verify(_bearer(key.token()), b"x" * (LARGEST + 1))


def test_an_unknown_key_is_looked_up_once(
    google: ScriptedGoogle, verification: PushVerification, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that Google has added since is found; tokens of invented keys do not make us flood Google."""
    new = GoogleKey("key-of-tomorrow")
    google.answers["/oauth2/v3/certs"].append((200, {"keys": [new.published]}))
    with pytest.raises(ForgedError):
        verification.verify(_bearer(new.token()), _RAW)
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    verification.verify(_bearer(new.token()), _RAW)
    for _ in range(3):
        with pytest.raises(ForgedError):
            verification.verify(_bearer(GoogleKey("invented").token()), _RAW)
    assert len(google.asked) == 2


@pytest.mark.parametrize("answer", [(503, {}), (200, b"<html>"), (200, {"keys": "none"}), (200, {"keys": [{}]})])
def test_without_googles_keys_nothing_is_decided(
    key: GoogleKey, google: ScriptedGoogle, verification: PushVerification, answer: tuple[int, Any]
) -> None:
    """Neither accepted nor refused: Google is asked to push it again."""
    google.answers["/oauth2/v3/certs"] = [answer]
    with pytest.raises(UncheckableError):
        verification.verify(_bearer(key.token()), _RAW)


def test_known_keys_serve_for_a_day_while_google_has_none(
    key: GoogleKey, google: ScriptedGoogle, verification: PushVerification, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys of some hours ago still verify; those of yesterday decide nothing."""
    verification.verify(_bearer(key.token()), _RAW)
    google.answers["/oauth2/v3/certs"] = [(503, {})]
    began = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: began + 3 * 3600)
    verification.verify(_bearer(key.token()), _RAW)
    monkeypatch.setattr(time, "monotonic", lambda: began + 25 * 3600)
    with pytest.raises(UncheckableError):
        verification.verify(_bearer(key.token()), _RAW)
