"""Access tokens: signed by KMS, verified with the public key."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from kernel import aws, clock

ACCESS_LIVES = timedelta(minutes=10)
_ALGORITHM = "RSASSA_PKCS1_V1_5_SHA_256"


@dataclass(frozen=True)
class Signer:
    """Signs access tokens with a key that never leaves KMS."""

    key_id: str
    issuer: str

    def sign(self, account_id: str, session_id: str, now: datetime) -> str:
        """An access token (JWT, RS256) for a session."""
        header = {"alg": "RS256", "typ": "JWT", "kid": key_name(self.key_id)}
        issued = clock.to_epoch(now)
        claims = {
            "iss": self.issuer,
            "sub": account_id,
            "sid": session_id,
            "iat": issued,
            "exp": issued + int(ACCESS_LIVES.total_seconds()),
        }
        said = f"{_part(header)}.{_part(claims)}"
        answer = aws.client("kms").sign(
            KeyId=self.key_id, Message=said.encode(), MessageType="RAW", SigningAlgorithm=_ALGORITHM
        )
        return f"{said}.{_base64(answer['Signature'])}"


def key_name(key_id: str) -> str:
    """The `kid` of a key: the last part of its id or ARN."""
    return key_id.rpartition("/")[2]


@cache
def public_key(key_id: str) -> dict[str, str]:
    """The public half of the signing key as a JWK; asked for once in the life of a container."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey  # noqa: PLC0415 (cold start)
    from cryptography.hazmat.primitives.serialization import load_der_public_key  # noqa: PLC0415 (cold start)

    key = load_der_public_key(aws.client("kms").get_public_key(KeyId=key_id)["PublicKey"])
    if not isinstance(key, RSAPublicKey):
        raise TypeError("access tokens are signed with an RSA key")
    numbers = key.public_numbers()
    return {
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": key_name(key_id),
        "n": _number(numbers.n),
        "e": _number(numbers.e),
    }


def _part(members: dict[str, Any]) -> str:
    return _base64(json.dumps(members, separators=(",", ":")).encode())


def _number(number: int) -> str:
    return _base64(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
