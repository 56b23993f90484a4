"""The CDN in front of the HTTP API: whether a request came through it, and the address it came from."""

import os
from collections.abc import Mapping
from hmac import compare_digest

KEY_HEADER = "x-cdn-key"
ADDRESS_HEADER = "x-caller-address"


def bypassed_cdn(headers: Mapping[str, str]) -> bool:
    """Return whether there is a CDN and this request came around it: without the secret header that the CDN adds."""
    key = _key()
    return bool(key) and not compare_digest(headers.get(KEY_HEADER, "").encode(), key.encode())


def address(headers: Mapping[str, str], connected: str) -> str:
    """Return the caller's address: as the CDN saw it or, without a CDN, the one that `connected` to us."""
    return headers.get(ADDRESS_HEADER, "") if _key() else connected


def _key() -> str:
    return os.environ.get("CDN_KEY", "")  # empty on the laptop, which has no CDN
