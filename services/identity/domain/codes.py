"""Codes and secrets: generated here, and stored only as hashes."""

import hashlib
import secrets

from kernel.codes import generate_code, hashes_match, keyed_hash
from kernel.limits import networks_of

__all__ = ["generate_code", "hashes_match", "keyed_hash"]


def generate_secret() -> str:
    """Return a random secret of 256 bits as URL-safe text."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return the hash of a secret that is too long to guess, so that it needs no key."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hash_network(address: str, key: str) -> str:
    """Return a keyed hash of the caller's network: an IPv4 address, or the /64 of an IPv6 address."""
    return hash_networks(address, key)[0]


def hash_networks(address: str, key: str) -> list[str]:
    """Return keyed hashes of an IPv4 address, or of the /64, /56 and /48 of an IPv6 address."""
    return [keyed_hash(key, "network", place)[:32] for place in networks_of(address)]
