"""Transfer codes: generated, formatted, read as people copy them, and stored only as a keyed hash (T4)."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import timedelta

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
TRANSFER_CODE_LIFETIME = timedelta(days=14)
MAX_WRONG_CODES = 10  # wrong codes of one account before it must wait
WRONG_CODE_WINDOW = timedelta(hours=1)

_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad]")
_READ_AS = str.maketrans("OIL", "011", "- .\t\r\n")
_SIGN = "[0-9A-TV-Z]"  # O, I and L are read as digits; no code has a U
_HALVES = rf"{_SIGN}{{5}} ?- ?{_SIGN}{{5}}"
_WHOLE = rf"(?=[A-Z]*[0-9]){_SIGN}{{10}}"
_BEGINS, _ENDS = "(?<![0-9A-Z])", "(?![0-9A-Z])"
_IN_A_TEXT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[?&#]CODE=({_SIGN}{{5}}(?:-|%2D)?{_SIGN}{{5}}){_ENDS}",  # a link of ours
        rf"\bCODE(?: IS)?:? *({_HALVES}|{_WHOLE}){_ENDS}",  # our own words
        rf"{_BEGINS}(?=[A-Z -]*[0-9])({_HALVES}){_ENDS}",
        rf"{_BEGINS}({_WHOLE}){_ENDS}",
        rf"{_BEGINS}({_HALVES}){_ENDS}",
    )
)


def generate_code() -> str:
    """Return a random code: ten characters of Crockford's base32, 50 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def format_code(code: str) -> str:
    """Return the code as people see it, such as `7K3QD-X0M2B`."""
    return f"{code[:5]}-{code[5:]}"


def parse_code(text: str) -> str | None:
    """Return the code in a typed or copied text; None if there is none.

    The text may be the code alone in any case, with any dashes, spaces and full stops and O for 0 and I or L for 1,
    or a link or a whole message that holds the code.
    """
    seen = _DASHES.sub("-", "".join(_plain(sign) for sign in unicodedata.normalize("NFKC", text))).upper().strip()
    if (alone := _read(seen)) is not None:
        return alone
    hits = (pattern.search(seen) for pattern in _IN_A_TEXT)
    return next((_read(hit[1].replace("%2D", "")) for hit in hits if hit), None)


def hash_code(code: str, key: str) -> str:
    """Return the keyed hash under which a code is stored; without the key, codes cannot be tried against it."""
    return hmac.new(key.encode(), code.encode(), hashlib.sha256).hexdigest()


def _plain(sign: str) -> str:
    """Return a digit of any script as 0 to 9, any space as a space, and nothing for what cannot be seen."""
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) == "Cf" and sign != "\u00ad" else sign


def _read(text: str) -> str | None:
    code = text.translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
