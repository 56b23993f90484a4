"""The keys that the simulated Google signs the tokens of its pushes with, and the tokens."""

import base64
import time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from simulators.google.settings import PUSH_ACCOUNT, PUSH_AUDIENCE, key_id
from simulators.stores.keys import rsa_key

_LIVES = 3600  # seconds
_SUBJECT = "113774264463038321964"
_PUBLISHED = 2  # keys


class PushKeys:
    """The newest key signs; the one before it is still published. The first lasts: it is kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._first = rsa_key(folder / "google-push.key")
        self.reset()

    def reset(self) -> None:
        """Sign with the first key again."""
        self._keys = [self._first]

    def rotate(self) -> None:
        """Sign with a new key from now on."""
        self._keys = [make_key(), *self._keys][:_PUBLISHED]

    @property
    def key(self) -> rsa.RSAPrivateKey:
        """Return the key that signs now."""
        return self._keys[0]

    def published(self) -> dict[str, Any]:
        """Return the JWK set."""
        return {"keys": [_jwk(key.public_key()) for key in self._keys]}

    def token(self, **otherwise: Any) -> str:
        """Return a token for a push, with other claims where given."""
        return sign_token(self.key, key_id(self.key.public_key()), **otherwise)


def make_key() -> rsa.RSAPrivateKey:
    """Return a new key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def sign_token(key: rsa.RSAPrivateKey, kid: str, **otherwise: Any) -> str:
    """Return a token with the claims of a push, except for those given, under the id of any key."""
    now = int(time.time())
    claims = {
        "aud": PUSH_AUDIENCE,
        "azp": _SUBJECT,
        "email": PUSH_ACCOUNT,
        "email_verified": True,
        "exp": now + _LIVES,
        "iat": now,
        "iss": "https://accounts.google.com",
        "sub": _SUBJECT,
    }
    return jwt.encode(claims | otherwise, key, algorithm="RS256", headers={"kid": kid})


def _jwk(key: rsa.RSAPublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {
        "kty": "RSA",
        "alg": "RS256",
        "use": "sig",
        "kid": key_id(key),
        "n": _base64(numbers.n),
        "e": _base64(numbers.e),
    }


def _base64(number: int) -> str:
    written = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(written).rstrip(b"=").decode()
