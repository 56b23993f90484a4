"""Transfer codes: made, shown, read as people type them, and kept only as a keyed hash (T4)."""

import hashlib
import hmac
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_READ_AS = str.maketrans("OIL", "011", "- ")


def generate_code() -> str:
    """A fresh code: ten characters of Crockford's base32, 50 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def format_code(code: str) -> str:
    """The code as people see it, such as `7K3QD-X0M2B`."""
    return f"{code[:5]}-{code[5:]}"


def parse_code(text: str) -> str | None:
    """The code in what somebody typed, whatever its case, dashes, O for 0, I or L for 1; None if it is none."""
    code = text.strip().upper().translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def hash_code(code: str, key: str) -> str:
    """The keyed hash under which a code is kept: without the key nobody can try codes against it."""
    return hmac.new(key.encode(), code.encode(), hashlib.sha256).hexdigest()
