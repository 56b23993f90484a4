"""Codes and secrets: generated here, and stored only as hashes."""

import hashlib
import hmac
import secrets

from kernel.limits import networks_of

CODE_DIGITS = 6


def generate_code() -> str:
    """Return a random six-digit code."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def generate_secret() -> str:
    """Return a random secret of 256 bits as URL-safe text."""
    return secrets.token_urlsafe(32)


def keyed_hash(key: str, *parts: str) -> str:
    """Return the hash under which a code is stored; without the key, codes cannot be tried against it."""
    return hmac.new(key.encode(), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def hash_secret(secret: str) -> str:
    """Return the hash of a secret that is too long to guess, so that it needs no key."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashes_match(one: str, other: str) -> bool:
    """Return whether two hashes are equal, compared in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def hash_network(address: str, key: str) -> str:
    """Return a keyed hash of the caller's network: an IPv4 address, or the /64 of an IPv6 address."""
    return hash_networks(address, key)[0]


def hash_networks(address: str, key: str) -> list[str]:
    """Return keyed hashes of an IPv4 address, or of the /64, /56 and /48 of an IPv6 address."""
    return [keyed_hash(key, "network", place)[:32] for place in networks_of(address)]
