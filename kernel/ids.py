"""Ids: a prefix that says of what, and a random part that sorts by time; and ids derived from a cause."""

import hashlib

from ulid import ULID


def new_id(prefix: str) -> str:
    """A fresh id, such as `inv_01J...`: a ULID behind its prefix."""
    return f"{prefix}_{ULID()}"


def derived_id(prefix: str, *cause: str) -> str:
    """The one id that this cause always leads to, so that a retry of anything finds what it made."""
    digest = hashlib.sha256("\x1f".join(cause).encode()).digest()
    return f"{prefix}_{ULID.from_bytes(digest[:16])}"
