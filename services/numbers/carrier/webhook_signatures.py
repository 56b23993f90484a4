"""Verifies the carrier's webhooks: an Ed25519 signature of the timestamp, a bar and the exact bytes (N8)."""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime

from kernel.providers.errors import ForgedError

_TOLERANCE_SECONDS = 300


def verify(headers: Mapping[str, str], raw: bytes, public_keys: str, now: datetime) -> None:
    """Raise ForgedError unless the carrier signed these bytes within 5 minutes of `now`. Nothing of them is parsed.

    There may be two keys, separated by a comma: then one replaces the other, and either counts.
    """
    timestamp = headers.get("telnyx-timestamp", "")
    if not (timestamp.isdecimal() and timestamp.isascii() and len(timestamp) <= 12):
        raise ForgedError("there is no timestamp")
    if abs(now.timestamp() - int(timestamp)) > _TOLERANCE_SECONDS:
        raise ForgedError("the timestamp is too far from now")
    try:
        signature = base64.b64decode(headers.get("telnyx-signature-ed25519", ""), validate=True)
        keys = [base64.b64decode(key) for key in public_keys.split(",")]
        is_genuine = any(_signed(key, signature, timestamp.encode() + b"|" + raw) for key in keys)
    except (binascii.Error, ValueError) as fault:
        raise ForgedError("the signature cannot be read") from fault
    if not is_genuine:
        raise ForgedError("the signature does not match")


def _signed(key: bytes, signature: bytes, signed: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except InvalidSignature:
        return False
    return True
