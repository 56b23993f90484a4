"""Codes that people type: generated here, and stored only as keyed hashes."""

import hashlib
import hmac
import secrets

_DIGITS = 6


def generate_code() -> str:
    """Return a random six-digit code."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"


def keyed_hash(key: str, *parts: str) -> str:
    """Return the hash under which a code is stored; without the key, codes cannot be tried against it."""
    return hmac.new(key.encode(), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def hashes_match(one: str, other: str) -> bool:
    """Return whether two hashes are equal, compared in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
