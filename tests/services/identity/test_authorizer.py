"""The authorizer: only what identity signed, for this issuer, under this key, and not over, opens the door."""

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
from tests.services.identity.stage import Person, Stage

NOBODY = {"isAuthorized": True, "context": {"account_id": "", "session_id": ""}}
ISSUER = "https://portal.teamline.example"


def _asked(stage: Stage, authorization: str | None) -> dict[str, Any]:
    headers = {"authorization": authorization} if authorization is not None else {}
    with stage.world.inside("identity"):
        return authorizer.handler({"version": "2.0", "routeKey": "GET /v1/profile", "headers": headers}, None)


def _part(members: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(members).encode()).rstrip(b"=").decode()


def _signed(stage: Stage, header: dict[str, Any], claims: Any) -> str:
    """A token that the true key signed, whatever it says."""
    said = f"{_part(header)}.{_part(claims)}"
    key = stage.world.surroundings["identity"]["SIGNING_KEY_ID"]
    answer = aws.client("kms").sign(
        KeyId=key, Message=said.encode(), MessageType="RAW", SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256"
    )
    return f"{said}.{base64.urlsafe_b64encode(answer['Signature']).rstrip(b'=').decode()}"


@pytest.fixture
def ann(stage: Stage) -> Person:
    return stage.person()


@pytest.fixture
def kid(stage: Stage) -> str:
    return stage.world.surroundings["identity"]["SIGNING_KEY_ID"]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_of_ours_says_who_calls(stage: Stage, ann: Person, scheme: str) -> None:
    """Account and session go on to the service."""
    assert _asked(stage, f"{scheme} {ann.access_token}") == {
        "isAuthorized": True,
        "context": {"account_id": ann.account_id, "session_id": ann.session_id},
    }


def test_it_is_over_after_ten_minutes(stage: Stage, ann: Person) -> None:
    """A second before it opens, then it does not."""
    stage.clock.forward(minutes=9, seconds=50)
    assert _asked(stage, f"Bearer {ann.access_token}") != NOBODY
    stage.clock.forward(seconds=10)
    assert _asked(stage, f"Bearer {ann.access_token}") == NOBODY


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b", "Bearer a.b.c", "x"]
)
def test_what_is_no_token_is_nobody(stage: Stage, ann: Person, authorization: str | None) -> None:
    """Nothing breaks, nobody gets in."""
    assert _asked(stage, authorization) == NOBODY


def test_an_unsigned_token_is_nobody(stage: Stage, ann: Person, kid: str) -> None:
    """`alg: none` in any spelling, with or without a signature."""
    claims = ann.access_token.split(".")[1]
    for alg in ("none", "None", "NONE", ""):
        for signature in ("", ann.access_token.split(".")[2]):
            forged = f"{_part({'alg': alg, 'kid': kid})}.{claims}.{signature}"
            assert _asked(stage, f"Bearer {forged}") == NOBODY


def test_the_public_key_as_a_shared_secret_is_nobody(stage: Stage, ann: Person, kid: str) -> None:
    """HS256 under the public key is the oldest trick: the algorithm is pinned."""
    der = aws.client("kms").get_public_key(KeyId=kid)["PublicKey"]
    said = f"{_part({'alg': 'HS256', 'kid': kid})}.{ann.access_token.split('.')[1]}"
    signature = base64.urlsafe_b64encode(hmac.new(der, said.encode(), hashlib.sha256).digest()).rstrip(b"=").decode()
    assert _asked(stage, f"Bearer {said}.{signature}") == NOBODY


def test_a_key_of_somebody_else_is_nobody(stage: Stage, ann: Person, kid: str) -> None:
    """Right in everything but the key, even with the key in its header."""
    claims = jwt.decode(ann.access_token, options={"verify_signature": False})
    forger = rsa.generate_private_key(65537, 2048)
    mine = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(forger.public_key()))
    for header in ({"kid": kid}, {"kid": kid, "jwk": mine}, {"kid": "mine", "jku": "https://evil.example"}):
        forged = jwt.encode(claims, forger, algorithm="RS256", headers=header)
        assert _asked(stage, f"Bearer {forged}") == NOBODY


@pytest.mark.parametrize("header", [{"kid": "another"}, {"kid": None}, {"crit": ["exp"]}, {"alg": "RS512"}])
def test_a_header_that_is_not_ours_is_nobody(stage: Stage, ann: Person, kid: str, header: dict[str, Any]) -> None:
    """Even under the true key: only what identity writes is read."""
    claims = jwt.decode(ann.access_token, options={"verify_signature": False})
    token = _signed(stage, {"alg": "RS256", "typ": "JWT", "kid": kid} | header, claims)
    assert _asked(stage, f"Bearer {token}") == NOBODY


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
    ],
)
def test_claims_that_are_not_ours_are_nobody(stage: Stage, ann: Person, kid: str, change: dict[str, Any]) -> None:
    """Issuer, end, account and session must all be there, and right."""
    claims = jwt.decode(ann.access_token, options={"verify_signature": False}) | change
    token = _signed(stage, {"alg": "RS256", "typ": "JWT", "kid": kid}, claims)
    assert _asked(stage, f"Bearer {token}") == NOBODY


@pytest.mark.parametrize("claims", [[], "text", 7, None])
def test_claims_that_are_no_object_are_nobody(stage: Stage, ann: Person, kid: str, claims: Any) -> None:
    """Whatever JSON it is."""
    assert _asked(stage, f"Bearer {_signed(stage, {'alg': 'RS256', 'kid': kid}, claims)}") == NOBODY


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_change_of_any_sign_goes_unnoticed(stage: Stage, data: st.DataObject) -> None:
    """One other sign anywhere in header or claims, and the signature does not fit."""
    token = _TOKENS.setdefault(id(stage), stage.person().access_token if id(stage) not in _TOKENS else "")
    said = token.rpartition(".")[0]
    place = data.draw(st.integers(0, len(said) - 1))
    sign = data.draw(st.sampled_from("ABCxyz019-_."))
    if said[place] != sign:
        changed = token[:place] + sign + token[place + 1 :]
        assert _asked(stage, f"Bearer {changed}") == NOBODY


_TOKENS: dict[int, str] = {}


@given(st.text(max_size=300))
def test_whatever_is_sent_nothing_breaks(text: str) -> None:
    """No text at all makes it raise or opens the door."""
    assert authorizer._read_claims(text) is None


def test_the_key_is_asked_for_once(stage: Stage, ann: Person) -> None:
    """Then every check is offline."""
    public_key.cache_clear()
    with counted(aws.client("kms")) as calls:
        for _ in range(3):
            assert _asked(stage, f"Bearer {ann.access_token}") != NOBODY
    assert calls.made == ["GetPublicKey"]


def test_another_signing_key_does_not_know_what_the_old_one_signed(stage: Stage, ann: Person) -> None:
    """After a change of keys people refresh; what the old key signed opens nothing."""
    other = aws.client("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    stage.world.surroundings["identity"]["SIGNING_KEY_ID"] = other
    assert _asked(stage, f"Bearer {ann.access_token}") == NOBODY
    assert public_jwk(other)["kid"] == other
