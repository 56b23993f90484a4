"""What is secret: made here, and kept only as a hash."""

import hashlib
import hmac
import secrets

CODE_DIGITS = 6


def generate_code() -> str:
    """A fresh six-digit code."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def generate_secret() -> str:
    """A fresh secret that nobody can guess: 256 bits, as text for a URL."""
    return secrets.token_urlsafe(32)


def keyed_hash(key: str, *parts: str) -> str:
    """The keyed hash under which a code is kept: without the key nobody can try codes against it."""
    return hmac.new(key.encode(), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def hash_secret(secret: str) -> str:
    """The hash of a secret that is too long to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashes_match(one: str, other: str) -> bool:
    """Whether two hashes are the same, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def hash_network(address: str, key: str) -> str:
    """Where a caller is, as a keyed hash: an IPv4 address, or the /64 that an IPv6 address is one of many in."""
    import ipaddress  # noqa: PLC0415 (cold start)

    try:
        read = ipaddress.ip_address(address)
        place = str(ipaddress.ip_network((read, 64), strict=False)) if read.version == 6 else str(read)
    except ValueError:
        place = address
    return keyed_hash(key, "network", place)[:32]
