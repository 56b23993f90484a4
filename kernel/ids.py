"""Ids: a prefix and a random part that sorts by time, or one derived from a cause."""

import hashlib


def new_id(prefix: str) -> str:
    """Return a new id, such as `inv_01J...`: a ULID after its prefix."""
    from ulid import ULID

    return f"{prefix}_{ULID()}"


def derived_id(prefix: str, *cause: str) -> str:
    """Return the id that a cause always leads to, so that a retry finds what the first try made."""
    from ulid import ULID

    digest = hashlib.sha256("\x1f".join(cause).encode()).digest()
    return f"{prefix}_{ULID.from_bytes(digest[:16])}"
