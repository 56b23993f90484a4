"""The authorizer accepts only tokens that identity signed under this key for this issuer, until they expire."""

import base64
import hashlib
import hmac
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel import aws
from services.identity import authorizer
from services.identity.kms.access_tokens import public_jwk, public_key
from tests.faults import counted
from tests.services.identity.harness import Harness, Person, claims_of

ANONYMOUS = {"isAuthorized": True, "context": {"account_id": "", "session_id": "", "generation": 0, "proved_at": ""}}


def _authorize(harness: Harness, authorization: str | None) -> dict[str, Any]:
    headers = {"authorization": authorization} if authorization is not None else {}
    with harness.world.inside("identity"):
        return authorizer.handler({"version": "2.0", "routeKey": "GET /v1/profile", "headers": headers}, None)


def _part(members: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(members).encode()).rstrip(b"=").decode()


def _sign(harness: Harness, header: dict[str, Any], claims: Any) -> str:
    """Return a token that the true key signed, whatever its header and claims."""
    said = f"{_part(header)}.{_part(claims)}"
    key = harness.world.surroundings["identity"]["SIGNING_KEY_ID"]
    answer = aws.client("kms").sign(
        KeyId=key, Message=said.encode(), MessageType="RAW", SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256"
    )
    return f"{said}.{base64.urlsafe_b64encode(answer['Signature']).rstrip(b'=').decode()}"


@pytest.fixture
def ann(harness: Harness) -> Person:
    return harness.person()


@pytest.fixture
def kid(harness: Harness) -> str:
    return harness.world.surroundings["identity"]["SIGNING_KEY_ID"]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_valid_token_identifies_the_caller(harness: Harness, ann: Person, scheme: str) -> None:
    """Account, session and generation are passed on to the service."""
    assert _authorize(harness, f"{scheme} {ann.access_token}") == {
        "isAuthorized": True,
        "context": {
            "account_id": ann.account_id,
            "session_id": ann.session_id,
            "generation": 1,
            "proved_at": str(claims_of(ann.access_token)["auth_time"]),
        },
    }


def test_a_token_expires_after_ten_minutes(harness: Harness, ann: Person) -> None:
    """A token is valid until a second before ten minutes, and then no longer."""
    harness.clock.forward(minutes=9, seconds=50)
    assert _authorize(harness, f"Bearer {ann.access_token}") != ANONYMOUS
    harness.clock.forward(seconds=10)
    assert _authorize(harness, f"Bearer {ann.access_token}") == ANONYMOUS


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b", "Bearer a.b.c", "x"]
)
def test_a_malformed_token_is_anonymous(harness: Harness, ann: Person, authorization: str | None) -> None:
    """A malformed header raises nothing and identifies no caller."""
    assert _authorize(harness, authorization) == ANONYMOUS


def test_an_unsigned_token_is_anonymous(harness: Harness, ann: Person, kid: str) -> None:
    """`alg: none` is refused in any spelling, with or without a signature."""
    claims = ann.access_token.split(".")[1]
    for alg in ("none", "None", "NONE", ""):
        for signature in ("", ann.access_token.split(".")[2]):
            forged = f"{_part({'alg': alg, 'kid': kid})}.{claims}.{signature}"
            assert _authorize(harness, f"Bearer {forged}") == ANONYMOUS


def test_the_public_key_as_a_shared_secret_is_anonymous(harness: Harness, ann: Person, kid: str) -> None:
    """HS256 under the public key, the oldest trick, is refused: the algorithm is pinned."""
    der = aws.client("kms").get_public_key(KeyId=kid)["PublicKey"]
    said = f"{_part({'alg': 'HS256', 'kid': kid})}.{ann.access_token.split('.')[1]}"
    signature = base64.urlsafe_b64encode(hmac.new(der, said.encode(), hashlib.sha256).digest()).rstrip(b"=").decode()
    assert _authorize(harness, f"Bearer {said}.{signature}") == ANONYMOUS


def test_a_foreign_key_is_anonymous(harness: Harness, ann: Person, kid: str) -> None:
    """A token that is right in everything but the key is refused, even with the key in its header."""
    claims = jwt.decode(ann.access_token, options={"verify_signature": False})
    forger = rsa.generate_private_key(65537, 2048)
    mine = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(forger.public_key()))
    for header in ({"kid": kid}, {"kid": kid, "jwk": mine}, {"kid": "mine", "jku": "https://evil.example"}):
        forged = jwt.encode(claims, forger, algorithm="RS256", headers=header)
        assert _authorize(harness, f"Bearer {forged}") == ANONYMOUS


@pytest.mark.parametrize("header", [{"kid": "another"}, {"kid": None}, {"crit": ["exp"]}, {"alg": "RS512"}])
def test_a_foreign_header_is_anonymous(harness: Harness, ann: Person, kid: str, header: dict[str, Any]) -> None:
    """A header that identity does not write is refused even under the true key."""
    claims = jwt.decode(ann.access_token, options={"verify_signature": False})
    token = _sign(harness, {"alg": "RS256", "typ": "JWT", "kid": kid} | header, claims)
    assert _authorize(harness, f"Bearer {token}") == ANONYMOUS


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": None},
        {"exp": "9999999999"},
        {"exp": True},
        {"exp": 1},
        {"sub": ""},
        {"sub": None},
        {"sub": 7},
        {"sid": None},
        {"gen": None},
        {"gen": "1"},
        {"gen": True},
    ],
)
def test_foreign_claims_are_anonymous(harness: Harness, ann: Person, kid: str, change: dict[str, Any]) -> None:
    """Issuer, expiry, account and session must all be present and right."""
    claims = jwt.decode(ann.access_token, options={"verify_signature": False}) | change
    token = _sign(harness, {"alg": "RS256", "typ": "JWT", "kid": kid}, claims)
    assert _authorize(harness, f"Bearer {token}") == ANONYMOUS


@pytest.mark.parametrize("claims", [[], "text", 7, None])
def test_claims_that_are_no_object_are_anonymous(harness: Harness, ann: Person, kid: str, claims: Any) -> None:
    """Any JSON other than an object is refused."""
    assert _authorize(harness, f"Bearer {_sign(harness, {'alg': 'RS256', 'kid': kid}, claims)}") == ANONYMOUS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_changed_character_goes_unnoticed(harness: Harness, data: st.DataObject) -> None:
    """With any character of header or claims changed, the signature does not match."""
    token = _TOKENS.setdefault(id(harness), harness.person().access_token if id(harness) not in _TOKENS else "")
    said = token.rpartition(".")[0]
    place = data.draw(st.integers(0, len(said) - 1))
    sign = data.draw(st.sampled_from("ABCxyz019-_."))
    if said[place] != sign:
        changed = token[:place] + sign + token[place + 1 :]
        assert _authorize(harness, f"Bearer {changed}") == ANONYMOUS


_TOKENS: dict[int, str] = {}


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    """No text at all raises an error or identifies a caller."""
    assert authorizer._read_claims(text) is None


def test_the_key_is_fetched_once(harness: Harness, ann: Person) -> None:
    """After the first check, every check is offline."""
    public_key.cache_clear()
    with counted(aws.client("kms")) as calls:
        for _ in range(3):
            assert _authorize(harness, f"Bearer {ann.access_token}") != ANONYMOUS
    assert calls.made == ["GetPublicKey"]


def test_another_signing_key_does_not_verify_older_tokens(harness: Harness, ann: Person) -> None:
    """After a change of keys, people refresh; tokens of the old key are refused."""
    other = aws.client("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    harness.world.surroundings["identity"]["SIGNING_KEY_ID"] = other
    assert _authorize(harness, f"Bearer {ann.access_token}") == ANONYMOUS
    assert public_jwk(other)["kid"] == other
