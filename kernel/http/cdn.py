"""The CDN before the doors: whether a request came through it, and from where it came to it."""

import os
from collections.abc import Mapping
from hmac import compare_digest

KEY_HEADER = "x-cdn-key"
ADDRESS_HEADER = "x-caller-address"


def bypassed_cdn(headers: Mapping[str, str]) -> bool:
    """Whether there is a CDN, and this request did not come through it: it lacks the word that the CDN adds."""
    key = _key()
    return bool(key) and not compare_digest(headers.get(KEY_HEADER, "").encode(), key.encode())


def address(headers: Mapping[str, str], connected: str) -> str:
    """From where a caller came: what the CDN saw or, where there is none, who `connected` to us."""
    return headers.get(ADDRESS_HEADER, "") if _key() else connected


def _key() -> str:
    return os.environ.get("CDN_KEY", "")  # empty on the laptop, which has no CDN
