"""Tokens that carry an id and a secret, such as refresh tokens."""

import base64
import hashlib
import hmac


def join_token(*ids: str, secret: str) -> str:
    """A token that says whose it is, and then its secret."""
    return ".".join([*ids, secret])


def split_token(token: str, ids: int) -> list[str] | None:
    """The ids and the secret of a token; None if it is none."""
    parts = token.split(".")
    if len(parts) != ids + 1 or not all(0 < len(part) <= 80 and _is_plain(part) for part in parts):
        return None
    return parts


def derive_next_secret(secret: str, session_id: str, key: str) -> str:
    """The secret that follows on this one: whoever asks twice gets the same, and nobody can tell it without the key."""
    digest = hmac.new(key.encode(), f"refresh\x1f{session_id}\x1f{secret}".encode(), hashlib.sha256).digest()
    return _encode(digest)


def _is_plain(part: str) -> bool:
    return part.isascii() and part.replace("_", "").replace("-", "").isalnum()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
