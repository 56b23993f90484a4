"""Tokens made of ids and a secret, such as refresh tokens.

The successor of a refresh token is derived from it, so there is never a second valid one. The previous token is
accepted for ten seconds with the same Idempotency-Key, or from the same agent and address (`Session.tolerates_reuse`).
"""

import base64
import hashlib
import hmac


def join_token(*ids: str, secret: str) -> str:
    """Return the token with these ids and this secret, separated by dots."""
    return ".".join([*ids, secret])


def split_token(token: str, ids: int) -> list[str] | None:
    """Return the ids and the secret of a token, or None if the text is not a token with so many ids."""
    parts = token.split(".")
    if len(parts) != ids + 1 or not all(0 < len(part) <= 80 and _is_plain(part) for part in parts):
        return None
    return parts


def derive_next_secret(secret: str, session_id: str, key: str) -> str:
    """Return the secret that follows this one. It is always the same, and needs the key to compute."""
    digest = hmac.new(key.encode(), f"refresh\x1f{session_id}\x1f{secret}".encode(), hashlib.sha256).digest()
    return _encode(digest)


def _is_plain(part: str) -> bool:
    return part.isascii() and part.replace("_", "").replace("-", "").isalnum()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
