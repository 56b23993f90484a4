"""Transfer codes: generated, formatted, parsed as people type them, and stored only as a keyed hash (T4)."""

import hashlib
import hmac
import secrets
from datetime import timedelta

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
MAX_WRONG_CODES = 10  # wrong codes of one account before it must wait
WRONG_CODE_WINDOW = timedelta(hours=1)
_READ_AS = str.maketrans("OIL", "011", "- ")


def generate_code() -> str:
    """Return a random code: ten characters of Crockford's base32, 50 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def format_code(code: str) -> str:
    """Return the code as people see it, such as `7K3QD-X0M2B`."""
    return f"{code[:5]}-{code[5:]}"


def parse_code(text: str) -> str | None:
    """Return the code in a typed text, in any case, with O for 0 and I or L for 1; None if it is not a code."""
    code = text.strip().upper().translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def hash_code(code: str, key: str) -> str:
    """Return the keyed hash under which a code is stored; without the key, codes cannot be tried against it."""
    return hmac.new(key.encode(), code.encode(), hashlib.sha256).hexdigest()
