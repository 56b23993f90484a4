"""The passwords that leaked most often, from eight characters on: what attackers try first.

`passwords.txt.gz` has one password a line, in lower case and sorted: the 16,290 that have eight characters or more in
the lists of zxcvbn 4.5.0 (MIT, 30,000 entries) and of Django 5.2.19 (BSD-3-Clause, 20,000 entries), both made from
published breaches. It is read when the first password is set, not when a function starts.
"""

import gzip
from functools import cache
from pathlib import Path


def is_breached(password: str) -> bool:
    """Return whether a password is in the list, whatever its case."""
    return b"\n%s\n" % password.casefold().encode() in _lines()


@cache
def _lines() -> bytes:
    packed = Path(__file__).with_name("passwords.txt.gz").read_bytes()
    return b"\n" + gzip.decompress(packed)
