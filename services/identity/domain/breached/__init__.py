"""The 4,000 passwords that leaked most often, from eight characters on: what attackers try first.

`passwords.txt.xz` has one password a line, in lower case and sorted: by rank the first of those in zxcvbn 4.5.0 (MIT)
and of Django 5.2.19 (BSD-3-Clause), both made from published breaches, without those that `refuse_common` knows by
their form. All 14,987 would not fit into the function's zip. It is read when the first password is set.
"""

from functools import cache
from pathlib import Path


def is_breached(password: str) -> bool:
    """Return whether a password is in the list, whatever its case."""
    return b"\n%s\n" % password.casefold().encode() in _lines()


@cache
def _lines() -> bytes:
    import lzma

    packed = Path(__file__).with_name("passwords.txt.xz").read_bytes()
    return b"\n" + lzma.decompress(packed)
