"""The signature of access tokens: PyJWT writes the token, KMS signs it, and the private key never leaves KMS."""

import json
from functools import cache
from typing import Any

from jwt.algorithms import RSAAlgorithm
from jwt.api_jws import PyJWS

from kernel import aws

_KMS_ALGORITHM = "RSASSA_PKCS1_V1_5_SHA_256"  # what JOSE calls RS256


class KmsAlgorithm(RSAAlgorithm):
    """RS256 with a private key in KMS: the key that PyJWT hands around is the id of that key."""

    def prepare_key(self, key: Any) -> Any:
        """Return the key id as it is: there is no key to parse."""
        return key

    def check_key_length(self, key: Any) -> None:
        """Accept any key: infra creates it with 2048 bits."""

    def sign(self, msg: bytes, key: Any) -> bytes:
        """Return the signature of the message by the key of this id."""
        answer = aws.client("kms").sign(KeyId=key, Message=msg, MessageType="RAW", SigningAlgorithm=_KMS_ALGORITHM)
        return bytes(answer["Signature"])


def encode(claims: dict[str, Any], key_id: str, header: dict[str, str]) -> str:
    """Return the compact JWT with these claims and this header."""
    payload = json.dumps(claims, separators=(",", ":")).encode()
    return _jws(header["alg"]).encode(payload, key_id, headers=header, sort_headers=False)


@cache
def _jws(algorithm: str) -> PyJWS:
    jws = PyJWS(algorithms=[])
    jws.register_algorithm(algorithm, KmsAlgorithm(RSAAlgorithm.SHA256))
    return jws
