"""Verifies that a push is from our own subscription at Google: by its token, before a byte of the body is parsed.

Anyone with a service account at Google can have a token made out to our address, so the account in it counts (D10).
"""

from collections.abc import Mapping
from typing import Any

from kernel.providers.errors import ForgedError, ProviderDownError
from services.billing.google_play.key_set import KeySet

LARGEST = 256 * 1024  # bytes
_ISSUERS = ["https://accounts.google.com", "accounts.google.com"]
_LEEWAY = 60  # seconds
_NEEDED = ["exp", "iat", "aud", "iss"]


class UncheckableError(Exception):
    """The token cannot be checked now: respond 503, and Google pushes the message again."""


class PushVerification:
    """Verifies the pushes of one subscription: to our audience, by our account."""

    def __init__(self, keys: KeySet, audience: str, account: str) -> None:
        self._keys = keys
        self._audience = audience
        self._account = account

    def verify(self, headers: Mapping[str, str], raw: bytes) -> None:
        """Verify a push. Headers may be in any case. Raises ForgedError and UncheckableError.

        The token signs no body: that the bytes are Google's follows from TLS and from who may have such a token made.
        """
        said = {name.lower(): value for name, value in headers.items()}
        scheme, _, token = said.get("authorization", "").partition(" ")
        if len(raw) > LARGEST or scheme.lower() != "bearer" or not token:
            raise ForgedError("not the form of a push")
        claims = self._claims(token)
        if claims.get("email_verified") is not True or claims.get("email") != self._account:
            raise ForgedError("a token of another account")

    def _claims(self, token: str) -> dict[str, Any]:
        import jwt

        try:
            key_id = jwt.get_unverified_header(token).get("kid")
            key = self._keys.find(key_id) if isinstance(key_id, str) else None
            if key is None:
                raise ForgedError("a token of no key of Google's")
            return jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._audience,
                issuer=_ISSUERS,
                leeway=_LEEWAY,
                options={"require": _NEEDED},
            )
        except ProviderDownError as down:
            raise UncheckableError("Google's keys cannot be had") from down
        except jwt.PyJWTError as fault:
            raise ForgedError(f"the token: {type(fault).__name__}") from fault
