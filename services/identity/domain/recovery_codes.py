"""Recovery codes: ten codes that are shown once, each of which works once in place of a second factor (I11)."""

import secrets

from services.identity.domain.codes import keyed_hash
from services.identity.domain.second_factors import RECOVERY_CODES

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32
_MISREAD = str.maketrans("OIL", "011")
_LENGTH = 10  # 50 bits


def generate_recovery_codes() -> list[str]:
    """Return new codes, as they are shown: XXXXX-XXXXX."""
    return [_shown("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))) for _ in range(RECOVERY_CODES)]


def hash_recovery_code(key: str, account_id: str, typed: str) -> str:
    """Return the keyed hash of a code as typed, without regard to case, dashes, spaces, O for 0, and I or L for 1."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_MISREAD)
    return keyed_hash(key, "recovery", account_id, plain)


def _shown(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"
