"""Signs webhooks by Standard Webhooks, with its library, and makes their secrets."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime

_PREFIX = "whsec_"
_BYTES = 32  # of 24 to 64 that Standard Webhooks allows


def new_secret() -> str:
    """Return a new secret."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers_of(delivery_id: str, body: str, at: datetime, signed_with: Sequence[str]) -> dict[str, str]:
    """Return the headers of a webhook, with a signature for each secret."""
    from standardwebhooks import Webhook

    signatures = [Webhook(secret).sign(delivery_id, at, body) for secret in signed_with]
    return {
        "content-type": "application/json",
        "user-agent": "Teamline-Webhooks/1",
        "webhook-id": delivery_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
