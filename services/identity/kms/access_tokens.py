"""Access tokens: JWTs that KMS signs (RS256) and that anyone with the public key can check (I8)."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from kernel import aws, clock

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

ALGORITHM = "RS256"


def header(key_id: str) -> dict[str, str]:
    """Return the JOSE header of every token under a key: identity writes this one and no other."""
    return {"alg": ALGORITHM, "typ": "JWT", "kid": key_id.rpartition("/")[2]}


def sign(
    *,
    key_id: str,
    issuer: str,
    account_id: str,
    session_id: str,
    generation: int,
    now: datetime,
    proved_at: datetime | None,
) -> str:
    """Return a new access token of a session, valid for 10 minutes; its signature costs one call of KMS.

    `auth_time` (OpenID Connect's word) is when the person last proved who they are (I12).
    """
    from services.identity.domain.session import ACCESS_TOKEN_LIFETIME  # not for the authorizer, which only checks
    from services.identity.kms.signature import encode

    issued = clock.to_epoch(now)
    claims = {
        "iss": issuer,
        "sub": account_id,
        "sid": session_id,
        "gen": generation,
        "iat": issued,
        "exp": issued + int(ACCESS_TOKEN_LIFETIME.total_seconds()),
        "auth_time": clock.to_epoch(proved_at) if proved_at else 0,
    }
    return encode(claims, key_id, header(key_id))


@cache
def public_key(key_id: str) -> "RSAPublicKey":
    """Return the public half of the signing key; asks KMS once in the life of a container."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    key = load_der_public_key(aws.client("kms").get_public_key(KeyId=key_id)["PublicKey"])
    if not isinstance(key, RSAPublicKey):
        raise TypeError("access tokens are signed with an RSA key")
    return key


def public_jwk(key_id: str) -> dict[str, Any]:
    """Return the public half of the signing key as a JWK for signatures (RFC 7517)."""
    from jwt.algorithms import RSAAlgorithm

    members = RSAAlgorithm.to_jwk(public_key(key_id), as_dict=True)
    del members["key_ops"]  # `use` says the same; RFC 7517 advises against both
    named = header(key_id)
    return members | {"use": "sig", "alg": named["alg"], "kid": named["kid"]}
